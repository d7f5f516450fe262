import Testing

/// Worked examples of currencies, balances and whose money it is.
struct MoneyTests {
  private func signed(_ more: JSON = [:]) -> Draft {
    var draft = Draft()
    draft.partner("a")
    draft.partner("b")
    draft.rates(from: "2024-01-01", ["CHF": "0.9", "EUR": "0.9"])
    draft.rates(from: "2024-12-01", ["CHF": "0.95"])
    draft.rates(from: "2025-03-01", ["CHF": "1"])
    draft.rates(from: "2025-12-01", ["CHF": "1.1"])
    draft.sign("p", on: "2024-06-05", [("a", "USD 100.00")], more)
    return draft
  }

  private func chain(_ draft: Draft, _ window: String? = nil, in currency: String? = nil, by grouping: String = "none")
    throws -> [String: String]
  {
    let cells = try draft.cells(Question("chain", window, by: grouping, in: currency))
    return cells.filter { $0.key.hasPrefix("ledger|") }
  }

  @Test func theExchangeDifferenceIsAColumnOfItsOwn() throws {
    var draft = signed()
    draft.receive("p", on: "2025-04-01", "a", "USD 40.00")
    // 100 owed from 0.95 to 1.1 are 15.00 more; 40 of them were paid at 1 and not at 1.1, 4.00 less.
    #expect(
      try chain(draft, "2025", in: "CHF") == [
        "ledger|all|CHF|opening": "95.00", "ledger|all|CHF|received": "40.00", "ledger|all|CHF|outstanding": "66.00",
        "ledger|all|CHF|exchange": "11.00", "ledger|all|CHF|unspent": "44.00",
      ])
  }

  @Test func aForeignPaymentIsMatchedAtTheRateOfItsDay() throws {
    var draft = signed()
    draft.receive("p", on: "2025-04-01", "a", "CHF 36.00")
    #expect(
      try chain(draft, "2025") == [
        "ledger|all|USD|opening": "100.00", "ledger|all|USD|outstanding": "64.00", "ledger|all|USD|exchange": "-36.00",
        "ledger|all|CHF|received": "36.00", "ledger|all|CHF|exchange": "36.00", "ledger|all|USD|unspent": "36.00",
      ])
  }

  @Test func aPaymentGoesToItsOwnCurrencyFirst() throws {
    var draft = signed(["ends": "2025-12-31"])
    draft.addendum("p", 1, on: "2024-07-01", "a", adds: "EUR 100.00")
    draft.receive("p", on: "2024-08-01", "a", "USD 100.00")
    #expect(try chain(draft)["ledger|all|EUR|outstanding"] == "100.00")
    #expect(try chain(draft)["ledger|all|USD|outstanding"] == nil)
  }

  @Test func whatIsRefundedWasPaidLast() throws {
    var draft = Draft()
    draft.partner("a")
    draft.rates(from: "2024-01-01", ["EUR": "0.9"])
    draft.rates(from: "2025-01-01", ["EUR": "0.8"])
    draft.sign("p", on: "2024-06-05", [("a", "EUR 100.00")])
    draft.receive("p", on: "2024-07-01", "a", "USD 50.00")
    draft.receive("p", on: "2025-07-01", "a", "USD 50.00")
    #expect(try chain(draft)["ledger|all|EUR|outstanding"] == "15.00")
    draft.refund("p", on: "2026-07-01", "a", "USD 50.00", ["error": true])
    #expect(try chain(draft)["ledger|all|EUR|outstanding"] == "55.00")
  }

  @Test func whatIsTooMuchIsOverpaid() throws {
    var draft = signed()
    draft.receive("p", on: "2025-04-01", "a", "USD 150.00")
    #expect(
      try chain(draft) == [
        "ledger|all|USD|signed": "100.00", "ledger|all|USD|received": "150.00", "ledger|all|USD|overpaid": "50.00",
        "ledger|all|USD|change of overpaid": "50.00", "ledger|all|USD|unspent": "150.00",
      ])
    draft.refund("p", on: "2025-05-01", "a", "USD 50.00", ["error": true])
    #expect(try chain(draft, "2025-05")["ledger|all|USD|change of overpaid"] == "-50.00")
    #expect(try chain(draft)["ledger|all|USD|overpaid"] == nil)
  }

  @Test func aRefundOfARestLowersThePromise() throws {
    for (error, outstanding, raised) in [(false, nil, "70.00"), (true, "30.00", "100.00")] {
      var draft = signed()
      draft.receive("p", on: "2024-07-01", "a", "USD 100.00")
      draft.refund("p", on: "2025-05-01", "a", "USD 30.00", error ? ["error": true] : [:])
      #expect(try chain(draft)["ledger|all|USD|received"] == "70.00")
      #expect(try chain(draft)["ledger|all|USD|outstanding"] == outstanding)
      #expect(try draft.cells(Question("funding"))["ledger|all|USD|raised"] == raised)
      // It goes out at the rate at which it came in.
      #expect(try chain(draft, "2025", in: "CHF")["ledger|all|CHF|received"] == "-27.00")
    }
  }

  @Test func aReductionGoesOutAsItCameIn() throws {
    var draft = signed()
    draft.addendum("p", 1, on: "2025-04-01", "a", adds: "USD 50.00")
    draft.addendum("p", 2, on: "2026-04-01", "a", adds: "USD -60.00")
    // The last 50 at 1, then 10 at 0.9.
    #expect(try draft.cells(Question("funding", "2026", in: "CHF"))["ledger|all|CHF|added"] == "-59.00")
    draft.addendum("p", 3, on: "2026-05-01", "a", sets: "USD 0.00")
    #expect(try draft.cells(Question("funding", in: "CHF"))["ledger|all|CHF|raised"] == nil)
  }

  @Test func aChangeOfCurrencyKeepsTheLineAndItsPayments() throws {
    var draft = signed()
    draft.receive("p", on: "2024-07-01", "a", "USD 100.00")
    draft.addendum("p", 1, on: "2025-04-01", "a", sets: "EUR 95.00")
    // 100 were worth 90 on their day; under its first name the line is found again.
    #expect(try chain(draft)["ledger|all|EUR|outstanding"] == "5.00")
    let line: JSON = ["partner": "a", "currency": "USD", "modality": "cash"]
    draft.addendum("p", 2, on: "2025-05-01", "a", adds: "EUR 1.00", ["of": line])
    #expect(try chain(draft)["ledger|all|EUR|outstanding"] == "6.00")
    #expect(try chain(draft)["ledger|all|USD|outstanding"] == nil)
  }

  @Test func whatFindsNoLineOpensOne() throws {
    var draft = signed()
    draft.addendum("p", 1, on: "2025-04-01", "a", adds: "EUR 10.00")
    draft.addendum("p", 2, on: "2025-04-02", "b", adds: "CHF 20.00", ["modality": "inKind"])
    let lines = try draft.book().lines("p", on: Question.today).keys.sorted()
    #expect(
      lines == [LineName("a", "EUR", "cash"), LineName("a", "USD", "cash"), LineName("b", "CHF", "inKind")])
  }

  @Test func instalmentsAreDueOnTheirDays() throws {
    var draft = Draft()
    draft.partner("a")
    let dues: JSON = [
      ["day": "2024-06-30", "value": Draft.money("USD 40.00")],
      ["day": "2025-06-30", "value": Draft.money("USD 30.00")],
    ]
    let line: JSON = ["from": "a", "modality": "cash", "value": Draft.money("USD 100.00"), "due": dues]
    draft.sign("p", on: "2024-01-05", [], ["ends": "2026-06-30", "funding": [line]])
    draft.receive("p", on: "2024-07-01", "a", "USD 20.00")
    for (day, overdue) in [
      ("2024-06-30", nil), ("2024-07-01", "20.00"), ("2025-07-01", "50.00"), ("2026-07-01", "80.00"),
    ] {
      let question = Question("chain").through(day)
      #expect(try draft.cells(question)["ledger|all|USD|overdue"] == overdue, "\(day)")
    }
    #expect(try draft.cells(Question("risks"))["overdue|project/p|a|USD|since"] == "2024-06-30")
    // The earliest is paid first, on whichever line.
    draft.addendum("p", 1, on: "2024-02-01", "a", adds: "USD 5.00", ["modality": "fundsInTrust"])
    draft.receive("p", on: "2024-08-01", "a", "USD 20.00")
    #expect(try draft.cells(Question("chain").through("2024-12-31"))["ledger|all|USD|overdue"] == nil)
  }

  @Test func aPaymentPaysThePromiseOfWhomItIsFor() throws {
    var draft = signed()
    draft.receive("p", on: "2024-07-01", "b", "USD 100.00")
    let alone = try chain(draft, by: "partner")
    #expect(alone["ledger|a|USD|outstanding"] == "100.00" && alone["ledger|b|USD|overpaid"] == "100.00")
    var meant = signed()
    meant.receive("p", on: "2024-07-01", "b", "USD 100.00", ["for": "a"])
    let paid = try chain(meant, by: "partner")
    #expect(paid["ledger|a|USD|received"] == "100.00" && paid["ledger|a|USD|outstanding"] == nil)
    // Merged, the two are one for past and future.
    draft.record("partner/b", "PartnerMerged", on: "2026-07-01", ["into": "a"])
    let merged = try chain(draft, "2024", by: "partner")
    #expect(merged["ledger|a|USD|received"] == "100.00" && merged["ledger|a|USD|outstanding"] == nil)
    #expect(merged["ledger|a|USD|overpaid"] == nil)
  }

  @Test func aMergedPartnerIsWhatItWasMergedInto() throws {
    var draft = signed()
    draft.partner("f", "internalFund")
    draft.record("partner/a", "PartnerMerged", on: "2026-07-01", ["into": "f"])
    let cells = try draft.cells(Question("funding", "2024"))
    #expect(cells["ledger|all|USD|internal"] == "100.00" && cells["ledger|all|USD|external"] == nil)
    #expect(try draft.cells(Question("partners")).isEmpty)
  }

  @Test func whatIsRecoveredGoesBackWhereItWasSpent() throws {
    var draft = signed(["beneficiaries": [["country": "KEN"]]])
    draft.disburse("p", on: "2024-07-01", "USD 10.00", country: "RWA")
    draft.record(
      "project/p", "DisbursementRecovered", on: "2025-07-01",
      ["value": Draft.money("USD 4.00"), "reason": "Not used"])
    let rwanda = Question("chain", in: "CHF").with { $0.country = "RWA" }
    #expect(try draft.cells(rwanda)["ledger|all|CHF|disbursed"] == "5.40")
    #expect(try draft.cells(rwanda.with { $0.country = "KEN" })["ledger|all|CHF|disbursed"] == nil)
  }

  @Test func aTableOfRatesCanBeNamed() throws {
    var draft = signed()
    draft.rates("bank", from: "2024-06-01", ["CHF": "1"])
    draft.rates(from: "2024-06-02", ["EUR": "0.8"])
    // The newer table; by name the other one, whose rate of January still holds.
    #expect(try draft.cells(Question("funding", in: "CHF"))["ledger|all|CHF|raised"] == "100.00")
    #expect(
      try draft.cells(Question("funding", in: "CHF").with { $0.table = "un" })["ledger|all|CHF|raised"] == "90.00")
    #expect(try draft.cells(Question("funding", in: "EUR"))["ledger|all|EUR|raised"] == "80.00")
  }

  @Test func anUnknownAmountIsNotZero() throws {
    var draft = Draft()
    draft.partner("a")
    draft.sign("p", on: "2024-06-05", [("a", "USD 100.00"), ("a fundsInTrust", nil)])
    #expect(try draft.cells(Question("funding", by: "region")).keys.allSatisfy { !$0.contains("–") })
    draft.sign("q", on: "2024-06-05", [("a", nil)])
    let before = try draft.cells(Question("funding"))
    #expect(before["ledger|all|–|projects"] == "1" && before["total|||projects"] == "2")
    // The addendum says what the line is worth.
    draft.addendum("q", 1, on: "2025-06-05", "a", sets: "CHF 5.00")
    #expect(try draft.book().lines("q", on: Question.today).keys.sorted() == [LineName("a", nil, "cash")])
    #expect(try draft.cells(Question("portfolio", by: "project"))["ledger|q|CHF|total"] == "5.00")
  }

  @Test func aSumSaysThatItIsNotExact() throws {
    var draft = Draft()
    draft.partner("a")
    let about: JSON = ["amount": "100.00", "currency": "USD", "qualifier": "about"]
    draft.sign("p", on: "2024-06-05", [], ["funding": [["from": "a", "modality": "cash", "value": about]]])
    #expect(try draft.report(Question("funding")).notes.qualified == ["r1": "about"])
    #expect(try draft.report(Question("funding", "2025")).notes.qualified.isEmpty)
  }

  @Test func aStatementHasTheBalanceAfterEachLine() throws {
    var draft = signed()
    draft.receive("p", on: "2025-04-01", "a", "USD 40.00")
    draft.disburse("p", on: "2025-05-01", "USD 15.00")
    draft.addendum("p", 1, on: "2025-Q4", "a", adds: "USD 10.00")
    let question = Question("statement", "2025-01-01/2025-11-30").with { $0.subject = "project/p" }
    #expect(
      try draft.cells(question) == [
        "brought forward|USD|signed": "100.00", "brought forward|USD|outstanding": "100.00",
        "r7|USD|received": "40.00", "r7|USD|outstanding": "60.00", "r7|USD|unspent": "40.00",
        "r8|USD|disbursed": "15.00", "r8|USD|outstanding": "60.00", "r8|USD|unspent": "25.00",
        "not over r9|USD|signed": "10.00", "not over r9|USD|outstanding": "70.00", "not over r9|USD|unspent": "25.00",
        "total|USD|signed": "110.00", "total|USD|received": "40.00", "total|USD|disbursed": "15.00",
        "total|USD|outstanding": "70.00", "total|USD|unspent": "25.00",
      ])
    let partner = try draft.cells(question.with { $0.subject = "partner/a" })
    #expect(partner["total|USD|outstanding"] == "70.00" && partner["total|USD|disbursed"] == nil)
  }

  @Test func aBudgetThatDoesNotCloseIsNamed() throws {
    var draft = Draft()
    func set(_ value: String, _ more: JSON) {
      let event: JSON = ["plan": "BAP", "value": Draft.money("CHF \(value)"), "status": "final"]
      draft.record("plan/OP", "BudgetSet", on: "2026-01-01", .object(event.members.merging(more.members) { $1 }))
    }
    set("600.00", ["priority": "P1"])
    set("350.00", ["priority": "P1", "theme": "emergency"])
    set("240.00", ["priority": "P1", "theme": "infrastructure"])
    let report = try draft.report(Question("budget"))
    #expect(report.notes.open == ["OP P1 CHF themes 59000"])
    #expect(report.cells["OP|P1|emergency|all|CHF|share of priority"] == "58.33 %")
  }
}
