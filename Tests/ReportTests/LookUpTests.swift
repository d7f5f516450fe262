import Reference
import Testing

@testable import Reports

/// What is looked up, split and taken away (Schemas/reports.md, What holds for every report).
struct LookUpTests {
  private func book() throws -> Book {
    let book = try Book()
    try book.partner("AICS")
    return book
  }

  @Test func aRefundOfARestLowersThePromiseAndOneOfAnErrorDoesNot() throws {
    let book = try book()
    try book.sign("A", on: "2025-01-01", ("AICS", "CHF 100.00"))
    try book.receive("A", on: "2025-02-01", from: "AICS", "CHF 100.00")
    func refund(_ value: String, _ more: String = "") throws {
      try book.record(
        "project/A", "ContributionRefunded", on: "2025-06-01", #""to":"AICS","value":\#(Book.money(value))\#(more)"#)
    }
    try refund("CHF 10.00", #","error":true"#)
    #expect(try book.report(.funding).total("CHF", "raised") == "100.00")
    try refund("CHF 40.00")
    let funding = try book.report(.funding)
    #expect(funding.total("CHF", "added") == "-40.00")
    #expect(funding.total("CHF", "raised") == "60.00")
    #expect(funding.total("CHF", "addenda") == "–")
    #expect(try book.report(.funding, through: "2025-05-31").total("CHF", "raised") == "100.00")
    #expect(try book.report(.partners).total("CHF", "promised") == "60.00")
    #expect(try book.report(.chain).total("CHF", "outstanding") == "10.00")
  }

  @Test func aChangeOfCurrencyTakesTheOldMoneyOutWhereItStood() throws {
    let book = try book()
    try book.sign("A", on: "2025-01-01", ("AICS", "CHF 70.00"))
    try book.addendum(1, to: "A", on: "2025-02-01", ("AICS", "CHF 5.00"))
    try book.record(
      "project/A", "AddendumSigned", on: "2026-02-01",
      #""number":2,"funding":[{"from":"AICS","sets":\#(Book.money("USD 80.00"))}]"#)
    let whole = try book.report(.funding)
    #expect(whole.total("CHF", "signed") == "0.00")
    #expect(whole.total("CHF", "added") == "0.00")
    #expect(whole.total("CHF", "addenda") == "2")
    #expect(whole.total("USD", "added") == "80.00")
    #expect(whole.total("USD", "projects") == "–")
    let later = try book.report(.funding, from: "2026-01-01")
    #expect(later.total("CHF", "signed") == "-70.00")
    #expect(later.total("CHF", "projects") == "–")
    // What was signed stays in the base of signatures, which is without addenda.
    #expect(try book.report(.sources).figure(["ledger", "signed", "CHF"], "external") == "70.00")
    #expect(try book.report(.sources, from: "2026-01-01").figure(["ledger", "signed", "CHF"], "external") == "no row")
    #expect(try book.report(.groups, from: "2026-01-01").figure(["all projects", "CHF"], "projects") == "–")
  }

  @Test func aPartnerCountsInEveryRowAsItIsOnTheLastDay() throws {
    let book = try book()
    try book.partner("BANK", "developmentBank", on: "2020-01-01")
    try book.record("partner/BANK", "PartnerRevised", on: "2024-06-01", #""kind":"unEntity""#)
    try book.sign("A", on: "2022-02-01", ("BANK", "CHF 1.00"))
    try book.record(
      "agreement/G", "AgreementSigned", on: "2022-03-01", #""kind":"mou","parties":["BANK"]"#)
    try book.record("agreement/G", "AgreementRevised", on: "2025-03-01", #""parties":["AICS"]"#)
    func kinds(_ through: String) throws -> [[String]] {
      try book.report(.partners, through: through, by: .kind).rowLabels
    }
    #expect(try kinds("2024-05-31") == [["ledger", "developmentBank", "CHF"]])
    #expect(try kinds("2024-06-01") == [["ledger", "unEntity", "CHF"]])
    func ofUN(_ through: String) throws -> String {
      try book.report(.agreements, through: through, by: Query.Grouping.none).total("", "UN agreements")
    }
    #expect(try ofUN("2024-05-31") == "–")
    #expect(try ofUN("2024-06-01") == "1")
    #expect(try ofUN("2025-03-01") == "–")
    let signed = try book.report(.partners, by: .kind) { $0.isAsSigned = true }
    #expect(signed.rowLabels == [["ledger", "developmentBank", "CHF"]])
  }

  @Test func whatOneFactTakesAwayIsSplitAsAWhole() throws {
    let book = try book()
    try book.sign(
      "A", on: "2025-01-01", ("AICS", "JPY 60"), reaching: ["BTN 33.3333", "DJI 33.3333", "RWA 33.3334"])
    try book.addendum(1, to: "A", on: "2025-02-01", ("AICS", "JPY 40"))
    // It takes 40 of February and 60 of January: 33, 33 and 34 in all.
    try book.addendum(2, to: "A", on: "2025-03-01", ("AICS", "JPY -100"))
    let report = try book.report(.funding, by: .country)
    #expect(["BTN", "DJI", "RWA"].map { report.figure(["ledger", $0, "JPY"], "raised") } == ["0", "0", "0"])
    #expect(["BTN", "RWA"].map { report.figure(["ledger", $0, "JPY"], "added") } == ["-20", "-20"])
  }

  @Test func countriesAreThoseOfTheLastDayOrOfTheSignature() throws {
    let book = try book()
    try book.sign("A", on: "2025-01-01", ("AICS", "CHF 100.00"), reaching: ["BTN"])
    try book.addendum(1, to: "A", on: "2026-02-01", reaching: ["RWA"])
    func countries(_ through: String, asSigned: Bool = false) throws -> [String] {
      try book.report(.funding, through: through, by: .country) { $0.isAsSigned = asSigned }.rowLabels.map { $0[1] }
    }
    #expect(try countries("2026-01-31") == ["BTN"])
    #expect(try countries("2026-02-01") == ["RWA", "not allocated"])
    #expect(try countries("2026-02-01", asSigned: true) == ["BTN", "not allocated"])
    #expect(throws: QueryError.self) { try book.report(.budget) { $0.isAsSigned = true } }
  }

  @Test func aNamedTableOfRatesConverts() throws {
    let book = try book()
    try book.rates("USD", from: "2025-01-01", ("CHF", "0.9"))
    try book.record(
      "rates/BANK", "RatesPublished", on: "2025-01-02", #""base":"USD","validFrom":"2025-01-02","rates":{"CHF":"0.8"}"#)
    try book.sign("A", on: "2025-02-01", ("AICS", "USD 100.00"))
    #expect(try book.report(.funding, in: "CHF").total("CHF", "raised") == "80.00")
    #expect(try book.report(.funding, in: "CHF") { $0.rates = "UN" }.total("CHF", "raised") == "90.00")
    let known = try book.known()
    #expect(try Question("in=CHF@UN").query(known).rates == "UN")
    #expect(try Question("in=CHF@UN").description == "in=CHF@UN")
    #expect(throws: QueryError.self) { try Question("in=CHF@NOBODY").query(known) }
  }

  @Test func aStateTakesInWhatHasBegunAndNamesWhatIsNotOver() throws {
    let book = try book()
    try book.sign("A", on: "2025-Q4", ("AICS", "CHF 100.00"))
    let report = try book.report(.portfolio, through: "2025-11-30")
    #expect(report.total("CHF", "total") == "100.00")
    #expect(report.hasNote("counted, although the date is not over on 2025-11-30: 1 × money of projects, CHF 100.00"))
    #expect(try book.report(.portfolio, through: "2025-09-30").totals.isEmpty)
    #expect(
      try book.report(.sources, through: "2025-11-30").figure(["ledger", "portfolio", "CHF"], "total") == "100.00")
  }

  @Test func fundingIsGroupedByTheModalityOfItsLines() throws {
    let book = try book()
    try book.record(
      "project/A", "ProjectSigned", on: "2025-01-01",
      #""title":"A","plan":"KAP","priority":"P2","region":"AFR","funding":["#
        + #"{"from":"AICS","modality":"cash","value":\#(Book.money("CHF 1.00"))},"#
        + #"{"from":"AICS","modality":"fundsInTrust","value":\#(Book.money("CHF 2.00"))},"#
        + #"{"from":"AICS","modality":"inKind","value":\#(Book.money("CHF 4.00"))}]"#)
    let report = try book.report(.funding, by: .modality)
    #expect(
      ["cash", "fundsInTrust", "inKind"].map { report.figure(["ledger", $0, "CHF"], "raised") } == [
        "1.00", "2.00", "4.00",
      ])
  }
}
