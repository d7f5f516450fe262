import EventStore
import Ledger
import Testing

@Suite("A full map")
struct MapFullTests {
  private static let small = 1 << 20

  /// Fills the book with large groups until one does not fit. Returns what was acknowledged, and the error.
  private func fill(_ journal: Journal) throws -> (acknowledged: [String], refusal: (any Error)?) {
    var acknowledged: [String] = []
    for group in 0..<100 {
      let commands = try (0..<50).map {
        try registration("p-\(group)-\($0)", called: String(repeating: "long ", count: 90))
      }
      do {
        let outcomes = try journal.append(commands)
        acknowledged += zip(commands, outcomes).filter { $0.1.seq != nil }.map(\.0.id)
      } catch { return (acknowledged, error) }
    }
    return (acknowledged, nil)
  }

  @Test func theErrorIsClearAndNothingIsHalfWritten() throws {
    let shelf = Shelf()
    let journal = try shelf.create(mapSize: Self.small)
    let (acknowledged, refusal) = try fill(journal)
    let error = try #require(refusal as? JournalError, "the map took everything")
    guard case .full = error else {
      Issue.record("found \(error); expected that the book says it is full")
      return
    }
    #expect("\(error)".contains("found no room") && "\(error)".contains("expected free space"))
    #expect(try journal.head().size == UInt64(acknowledged.count))
    #expect(try journal.verify().records == UInt64(acknowledged.count))
  }

  @Test func aWriterGoesOnWithWhatFits() throws {
    let shelf = Shelf()
    let journal = try shelf.create(mapSize: Self.small)
    let (acknowledged, refusal) = try fill(journal)
    #expect(refusal != nil)
    let size = UInt64(acknowledged.count)
    // One short record needs less than the group that was refused; the writer has not stopped.
    #expect(try journal.append([registration("short")]) == [.recorded(size)])
    #expect(try journal.verify().records == size + 1)
  }

  @Test func aLargerMapTakesTheRest() throws {
    let shelf = Shelf()
    let size: UInt64
    do {
      let journal = try shelf.create(mapSize: Self.small)
      size = UInt64(try fill(journal).acknowledged.count)
      try journal.close()
    }
    let journal = try shelf.open()
    let again = try (0..<50).map { try registration("q-\($0)", called: String(repeating: "long ", count: 90)) }
    #expect(try journal.append(again).compactMap(\.seq) == Array(size..<size + 50))
    #expect(try journal.verify().records == size + 50)
  }
}
