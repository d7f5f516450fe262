import Testing

/// Small books on which figures were once wrong, each for its kind.
struct CaseTests {
  /// A partner, a project of 80 for Rwanda, an addendum of 2026, and late the one of 2025.
  private func late() -> Draft {
    var draft = Draft()
    draft.partner("a")
    draft.sign("p", on: "2024-06-05", [("a", "USD 80.00")], ["beneficiaries": [["country": "RWA"]]])
    draft.addendum("p", 2, on: "2026-02-05", "a", sets: "USD 100.00", ["beneficiaries": [["country": "UGA"]]])
    draft.addendum("p", 1, on: "2025-06-05", "a", sets: "USD 150.00", ["beneficiaries": [["country": "NPL"]]])
    return draft
  }

  @Test func aLateAddendumStandsInItsPlace() throws {
    let then = try late().cells(Question("funding", by: "country").through("2025-12-31"))
    #expect(then["ledger|NPL|USD|raised"] == "150.00")
    #expect(!then.keys.contains { $0.contains("UGA") || $0.contains("RWA") })
    let now = try late().cells(Question("funding", by: "country"))
    #expect(now["ledger|UGA|USD|raised"] == "100.00")
    #expect(!now.keys.contains { $0.contains("NPL") })
  }

  @Test func whatAddsBeforeAReplacementIsReplaced() throws {
    for lateFirst in [true, false] {
      var draft = Draft()
      draft.partner("a")
      draft.sign("p", on: "2026-01-10", [("a", "USD 50000.00")])
      if lateFirst { draft.addendum("p", 2, on: "2026-06-01", "a", sets: "USD 60000.00") }
      draft.addendum("p", 1, on: "2026-05-01", "a", adds: "USD 5000.00")
      if !lateFirst { draft.addendum("p", 2, on: "2026-06-01", "a", sets: "USD 60000.00") }
      #expect(try draft.cells(Question("funding", by: "project"))["ledger|p|USD|raised"] == "60000.00")
      // Each addendum is a flow of its own month: +5,000 and then +5,000.
      #expect(try draft.cells(Question("funding", "2026-05"))["ledger|all|USD|added"] == "5000.00")
      #expect(try draft.cells(Question("funding", "2026-06"))["ledger|all|USD|added"] == "5000.00")
    }
  }

  @Test func anEarlierReportOfProgressIsNotTheLast() throws {
    var draft = Draft()
    draft.partner("a")
    draft.pledge("q", on: "2024-06-05", "a", "USD 7.00")
    draft.progress("q", on: "2024-09-05", "completed", "USD 7.00")
    draft.progress("q", on: "2024-07-05", "inProgress", "USD 2.00")
    let then = try draft.cells(Question("pledges", by: "status").through("2024-08-01"))
    #expect(then["ledger|inProgress|USD|delivered"] == "2.00")
    let now = try draft.cells(Question("pledges", by: "status"))
    #expect(now["ledger|completed|USD|delivered"] == "7.00")
    #expect(!now.keys.contains { $0.contains("inProgress") })
  }

  @Test func aPreliminaryBudgetThatCameLateIsNotTheLast() throws {
    var draft = Draft()
    func set(_ amount: String, _ status: String, on: String, _ more: JSON = [:]) {
      let event: JSON = ["plan": "BAP", "value": Draft.money("CHF \(amount)"), "status": .text(status)]
      draft.record("plan/OP", "BudgetSet", on: on, .object(event.members.merging(more.members) { $1 }))
    }
    set("100.00", "final", on: "2026-01-01")
    set("90.00", "preliminary", on: "2025-06-01")
    set("100.00", "final", on: "2026-01-01", ["priority": "P1"])
    // The window does not cut it by its first day.
    let report = try draft.report(Question("budget", "2026-06"))
    #expect(report.cells["OP|all|all|all|CHF|budget"] == "100.00")
    #expect(report.cells["OP|all|all|all|CHF|status"] == "final")
    #expect(report.cells["OP|P1|all|all|CHF|share of plan"] == "100.00 %")
    #expect(report.notes.open.isEmpty)
    #expect(try draft.cells(Question("budget").through("2025-12-31"))["OP|all|all|all|CHF|budget"] == "90.00")
  }

  // MARK: Balances and currencies

  private func foreign(_ rate: String, paid: String, ends: String = "2024-12-31", on: String = "2024-07-05") -> Draft {
    var draft = Draft()
    draft.partner("a")
    draft.rates(from: "2024-01-01", ["CHF": "0.9"])
    if rate != "0.9" { draft.rates(from: "2025-01-01", ["CHF": rate]) }
    draft.sign("p", on: "2024-06-05", [("a", "USD 100.00")], ["ends": .text(ends)])
    draft.receive("p", on: on, "a", paid)
    return draft
  }

  @Test func aPaymentInAnotherCurrencyPaysThePromise() throws {
    let cells = try foreign("0.9", paid: "CHF 90.00").cells(Question("chain", by: "partner", in: "USD"))
    #expect(cells["ledger|a|USD|signed"] == "100.00")
    #expect(cells["ledger|a|USD|received"] == "100.00")
    for column in ["outstanding", "overdue", "overpaid", "exchange"] {
      #expect(cells["ledger|a|USD|\(column)"] == nil, "\(column)")
    }
  }

  @Test func overdueIsAPartOfWhatIsOutstanding() throws {
    let draft = foreign("2", paid: "USD 90.00", ends: "2025-06-30", on: "2025-02-01")
    let risks = try draft.cells(Question("risks", in: "CHF"))
    #expect(risks["overdue|project/p|a|CHF|amount"] == "20.00")
    #expect(risks["overdue|project/p|a|CHF|since"] == "2025-06-30")
    let chain = try draft.cells(Question("chain", by: "partner", in: "CHF"))
    #expect(chain["ledger|a|CHF|outstanding"] == "20.00")
    #expect(chain["ledger|a|CHF|overdue"] == "20.00")
    // 90.00 came in as 90 at 0.9, and were paid as 180 at 2: 90 + exchange - 180 = 20.
    #expect(chain["ledger|a|CHF|exchange"] == "110.00")
  }

  @Test func setsReplacesInAnotherCurrencyToo() throws {
    var draft = Draft()
    draft.partner("a")
    draft.sign("p", on: "2025-01-05", [("a", "USD 70.00")])
    draft.addendum("p", 1, on: "2025-02-05", "a", sets: "EUR 60.00")
    draft.record(
      "agreement/g", "AgreementSigned", on: "2025-01-05",
      ["kind": "mou", "parties": ["a"], "value": Draft.money("USD 70.00")])
    draft.record("agreement/g", "AgreementRevised", on: "2025-02-05", ["sets": Draft.money("EUR 60.00")])
    let cells = try draft.cells(Question("funding"))
    #expect(cells["ledger|all|EUR|raised"] == "60.00")
    #expect(cells["ledger|all|USD|raised"] == nil)
    // The addendum takes away what was signed, where it stood. It counts in both rows, the project in one.
    #expect(cells["ledger|all|USD|signed"] == nil)
    #expect(cells["ledger|all|USD|addenda"] == "1")
    #expect(cells["ledger|all|EUR|addenda"] == "1")
    #expect(cells["ledger|all|USD|projects"] == "1")
    #expect(cells["ledger|all|EUR|projects"] == nil)
    #expect(try draft.cells(Question("funding", "2025-02"))["ledger|all|USD|signed"] == "-70.00")
    #expect(try draft.cells(Question("sources"))["ledger|signed|USD|total"] == "70.00")
    #expect(try draft.cells(Question("portfolio"))["ledger|all|USD|total"] == nil)
    let agreements = try draft.cells(Question("agreements"))
    #expect(agreements["ledger|all|EUR|value"] == "60.00")
    #expect(agreements["ledger|all|USD|value"] == nil)
    #expect(agreements["ledger|all|EUR|agreements"] == "1")
  }

  @Test func aWithdrawnPledgeIsNothingInEveryCurrency() throws {
    var draft = Draft()
    draft.partner("a")
    draft.rates(from: "2024-01-01", ["CHF": "0.9"])
    draft.rates(from: "2025-01-01", ["CHF": "1"])
    draft.pledge("q", on: "2024-06-05", "a", "USD 100.00")
    #expect(try draft.cells(Question("chain", in: "CHF"))["ledger|all|CHF|pledged"] == "90.00")
    draft.record("pledge/q", "PledgeWithdrawn", on: "2025-06-05", ["reason": "r"])
    #expect(try draft.cells(Question("chain", in: "CHF")).isEmpty)
    #expect(try draft.cells(Question("pledges", in: "CHF"))["withdrawn|all|CHF|pledged"] == "90.00")
    #expect(try draft.cells(Question("risks", in: "CHF"))["withdrawnPledge|pledge/q|a|CHF|amount"] == "100.00")
  }

  @Test func sharesComeFromExactAmounts() throws {
    var draft = Draft()
    draft.partner("a")
    draft.partner("f", "internalFund")
    draft.rates(from: "2024-01-01", ["JPY": "150.37"])
    draft.sign("p", on: "2024-06-05", [("a", "USD 0.01"), ("f", "USD 0.03")])
    #expect(try draft.cells(Question("funding", in: "JPY"))["ledger|all|JPY|external share"] == "25.00 %")
  }

  @Test func whatHasNoRateIsNamedOnce() throws {
    var draft = Draft()
    draft.partner("a")
    let three: JSON = [
      ["country": "RWA", "share": "30"], ["country": "KEN", "share": "30"], ["country": "UGA", "share": "40"],
    ]
    draft.member("RWA", of: "LDC")
    draft.member("UGA", of: "LDC")
    draft.sign("p1", on: "2025-01-05", [("a", "USD 12.00")], ["beneficiaries": [["country": "RWA"]]])
    draft.sign("p2", on: "2025-Q4", [("a", "USD 10.00")], ["beneficiaries": three])
    for report in ["funding", "sources", "portfolio", "partners", "groups"] {
      let notes = try draft.report(Question(report, in: "CHF")).notes
      #expect(notes.left("signed", "USD") == Exact(2200), "\(report)")
      #expect(notes.withoutRate.count == 1, "\(report)")
    }
    let byCountry = try draft.report(Question("funding", by: "country", in: "CHF")).notes
    #expect(byCountry.left("signed", "USD") == Exact(2200))
    // One signature reaches over the edge, whatever its countries.
    let cut = try draft.report(Question("funding", by: "country").through("2025-11-30"))
    #expect(cut.notes.straddling.map(\.value) == [Exact(1000)])
    #expect(cut.cells["total||USD|raised"] == "12.00")
  }

  @Test func anAmountWithoutARateStaysInItsCurrency() throws {
    var draft = Draft()
    draft.partner("a")
    draft.sign("p", on: "2026-03-01", [("a", "EUR 100.00")], ["beneficiaries": [["country": "RWA"]]])
    draft.receive("p", on: "2026-04-01", "a", "EUR 30.00")
    let funding = try draft.cells(Question("funding", by: "region", in: "USD"))
    #expect(funding["ledger|AFR|EUR|raised"] == "100.00")
    #expect(!funding.keys.contains { $0.contains("USD") })
    let chain = try draft.report(Question("chain", in: "USD"))
    #expect(chain.notes.left("received", "EUR") == Exact(3000))
    #expect(chain.notes.left("outstanding", "EUR") == Exact(7000))
  }

  // MARK: Who owes

  @Test func moneyOfAnInternalFundIsNoPartnersDebt() throws {
    var draft = Draft()
    draft.partner("f", "internalFund")
    draft.sign("p", on: "2024-06-05", [("f", "USD 100.00")], ["ends": "2024-12-31"])
    let chain = try draft.cells(Question("chain", by: "partner"))
    #expect(chain["ledger|f|USD|outstanding"] == "100.00")
    #expect(chain["ledger|f|USD|overdue"] == nil)
    #expect(try draft.cells(Question("risks")).keys.allSatisfy { $0.hasPrefix("expired") })
  }

  @Test func onlyWhatIsMissingIsAtRisk() throws {
    var draft = Draft()
    draft.partner("a")
    draft.rates(from: "2024-01-01", ["CHF": "1"])
    draft.sign("mixed", on: "2024-06-05", [("a", "USD 100.00"), ("a", "CHF 1.00")])
    draft.disburse("mixed", on: "2024-06-06", "CHF 60.00")
    draft.sign("dollars", on: "2024-06-05", [("a", "USD 100.00")])
    draft.disburse("dollars", on: "2024-06-06", "CHF 60.00")
    draft.sign("kind", on: "2024-06-05", [("a inKind", "USD 100.00")])
    draft.sign("both", on: "2024-06-05", [("a inKind", "USD 100.00"), ("a", "CHF 5.00")])
    draft.sign("closed", on: "2024-06-05", [("a", "USD 9.00")], ["ends": "2024-07-31"])
    draft.record("project/closed", "ProjectClosed", on: "2024-08-01")
    let cells = try draft.cells(Question("risks"))
    let amounts = cells.filter { $0.key.hasSuffix("amount") }
    #expect(
      amounts == [
        "unpaid|project/mixed|a|USD|amount": "100.00", "unpaid|project/mixed|a|CHF|amount": "1.00",
        "unpaid|project/dollars|a|USD|amount": "100.00", "unpaid|project/both|a|CHF|amount": "5.00",
      ])
    let chain = try draft.cells(Question("chain", by: "project"))
    #expect(chain["closed|closed|USD|outstanding"] == "9.00")
    #expect(!chain.keys.contains { $0.hasSuffix("overdue") })
    // More than all that was signed, at the rate of the day.
    draft.disburse("dollars", on: "2024-07-06", "CHF 60.00")
    #expect(try draft.cells(Question("risks"))["overspent|project/dollars|–|CHF|amount"] == "20.00")
  }

  @Test func aPledgeOfUnknownValueHasNoRest() throws {
    var draft = Draft()
    draft.partner("a")
    draft.pledge("q", on: "2024-06-05", "a", nil, ["ends": "2024-12-31"])
    draft.progress("q", on: "2024-09-05", "delayed", "USD 8.91")
    let cells = try draft.cells(Question("risks"))
    #expect(cells["delayedPledge|pledge/q|a|–|since"] == "2024-09-05")
    #expect(!cells.keys.contains { $0.hasSuffix("amount") })
  }

  @Test func aTargetThatIsOverIsNotShown() throws {
    var draft = Draft()
    draft.partner("a")
    draft.record(
      "target/t", "TargetSet", on: "2024-01-05",
      ["measure": "pledged", "by": "2024-12-31", "value": Draft.money("USD 100.00")])
    draft.pledge("q", on: "2024-03-05", "a", "USD 80.00")
    let then = try draft.cells(Question("pledges").through("2024-06-30"))
    #expect(then["ledger|all|USD|of target"] == "80.00 %")
    let later = try draft.cells(Question("pledges").through("2026-12-31"))
    #expect(!later.keys.contains { $0.contains("target") })
  }
}
