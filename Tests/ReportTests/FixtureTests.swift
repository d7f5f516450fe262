import Testing

@testable import Reports

/// The fixture itself, on the two reports that everything else is measured against.
struct FixtureTests {
  @Test func aSignatureAndAnAddendumAreRaisedMoney() throws {
    let book = try Book()
    try book.partner("AICS")
    try book.sign("A", on: "2026-01-15", ("AICS", "CHF 622409.00"), reaching: ["NER"])
    let wrong = try book.addendum(1, to: "A", on: "2026-02-15", ("AICS", "CHF 612012.00"))
    let report = try book.report(.funding, from: "2026-01-01", through: "2026-03-31", by: .region)
    #expect(report.figure(["ledger", "AFR", "CHF"], "raised") == "1,234,421.00")
    #expect(report.total("CHF", "projects") == "1")

    try book.reverse(wrong, of: "project/A")
    #expect(try book.report(.funding).total("CHF", "raised") == "622,409.00")
    #expect(try book.report(.funding, knownAt: 3).total("CHF", "raised") == "1,234,421.00")
  }
}
