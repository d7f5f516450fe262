import Foundation
import Pledgebook
import Testing

/// `FromSwift.swift` is what README shows, and does what README says.
@Suite("Use it from Swift")
struct FromSwiftTests {
  private let shelf = Shelf()

  @Test func readmeShowsWhatIsCompiledHere() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let readme = folder.appendingPathComponent("../../README.md").standardized
    let blocks = try String(contentsOf: readme, encoding: .utf8).components(separatedBy: "```swift\n").dropFirst()
    let shown = try #require(blocks.first?.components(separatedBy: "```").first)
    #expect(blocks.count == 1)
    #expect(try shown == String(contentsOf: folder.appendingPathComponent("FromSwift.swift"), encoding: .utf8))
  }

  @Test func itRecordsOnceAndAsks() async throws {
    let amount = Money(minor: 100_000_000, currency: try #require(Alpha3("USD")))
    try shelf.make().close()
    await #expect(throws: Refusal.self) { try await pledge(amount, as: "schools", in: shelf.folder) }
    let book = try Book(opening: shelf.folder)
    _ = try await book.record(command("partner/anatel", "anatel", registered))
    try book.close()

    let first = try #require(try await pledge(amount, as: "schools", in: shelf.folder))
    let again = try #require(try await pledge(amount, as: "schools", in: shelf.folder))
    #expect(first.rows.contains { $0.contains(.money(100_000_000, amount.currency)) })
    #expect(first.rows == again.rows)
    #expect(try await pledge(amount, as: "no/name", in: shelf.folder) == nil)
  }
}
