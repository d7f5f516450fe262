import Testing

/// Worked examples of what a day, a coarse date and a look-up mean.
struct TimeTests {
  private func signed(_ on: String = "2024-06-05", _ more: JSON = [:]) -> Draft {
    var draft = Draft()
    draft.partner("a")
    draft.sign("p", on: on, [("a", "USD 100.00")], more)
    return draft
  }

  @Test func nothingHoldsBeforeItsSubject() throws {
    var draft = signed()
    draft.rates(from: "2024-01-01", ["CHF": "0.9"])
    draft.rates(from: "2024-04-01", ["CHF": "0.8"])
    draft.addendum("p", 1, on: "2024", "a", adds: "USD 10.00")
    // Of the year only the part after the signature counts, so the rate is that of June.
    #expect(try draft.cells(Question("funding", "2024", in: "CHF"))["ledger|all|CHF|added"] == "8.00")
    let half = try draft.report(Question("chain", "2024-06-01/2024-12-31"))
    #expect(half.cells["ledger|all|USD|signed"] == "100.00")
    #expect(half.cells["ledger|all|USD|named"] == "10.00")
    #expect(half.cells["ledger|all|USD|outstanding"] == "110.00")
    #expect(half.notes.begun.map(\.value) == [Exact(1000)])
    let after = try draft.report(Question("chain", "2024-07-01/2024-12-31"))
    #expect(after.cells["ledger|all|USD|opening"] == "110.00")
    // It reaches over the edge and is named, but it was there before the window.
    #expect(after.notes.straddling.count == 1 && after.notes.begun.isEmpty)
  }

  @Test func whatBeginsOnOneDayGoesByTheFirstDayOfItsDate() throws {
    for isTurned in [false, true] {
      var draft = signed()
      let dates = [(1, "2024", "USD 60.00"), (2, "2024-Q2", "USD 80.00")]
      for (number, on, sets) in isTurned ? dates.reversed() : dates {
        draft.addendum("p", number, on: on, "a", sets: sets)
      }
      #expect(try draft.cells(Question("portfolio"))["ledger|all|USD|total"] == "80.00")
    }
  }

  @Test func aCoarseRefundHoldsFromItsLastDay() throws {
    var draft = signed("2024-01-10")
    draft.receive("p", on: "2024-02-01", "a", "USD 50.00")
    draft.refund("p", on: "2024", "a", "USD 20.00")
    draft.addendum("p", 1, on: "2024-07-01", "a", sets: "USD 60.00")
    #expect(try draft.cells(Question("portfolio").through("2024-08-31"))["ledger|all|USD|total"] == "60.00")
    #expect(try draft.cells(Question("portfolio").through("2024-12-31"))["ledger|all|USD|total"] == "40.00")
    let year = try draft.cells(Question("funding", "2024"))
    #expect(year["ledger|all|USD|added"] == "-60.00")
    #expect(year["ledger|all|USD|addenda"] == "1")
  }

  @Test func aStateTakesInWhatHasBegun() throws {
    let draft = signed("2025-Q4")
    let flows = try draft.report(Question("funding", "2025-01-01/2025-11-30"))
    #expect(flows.cells.isEmpty)
    #expect(flows.notes.straddling.map(\.value) == [Exact(10_000)])
    let state = try draft.report(Question("portfolio", "2025-01-01/2025-11-30"))
    #expect(state.cells["ledger|all|USD|total"] == "100.00")
    #expect(state.notes.begun.map(\.value) == [Exact(10_000)])
  }

  @Test func thingsAreLookedUpOnTheLastDayOfTheWindow() throws {
    var draft = signed("2024-06-05", ["ends": "2024-12-31"])
    let revision: JSON = ["region": "ASP", "priority": "P2", "ends": "2027-12-31", "reason": "It moved"]
    draft.record("project/p", "ProjectRevised", on: "2025-02-01", revision)
    #expect(try draft.cells(Question("funding", "2024", by: "region"))["ledger|AFR|USD|raised"] == "100.00")
    let whole = Question("funding", by: "region")
    #expect(try draft.cells(whole)["ledger|ASP|USD|raised"] == "100.00")
    #expect(try draft.cells(whole.with { $0.asSigned = true })["ledger|AFR|USD|raised"] == "100.00")
    #expect(try draft.cells(whole.with { $0.region = "AFR" }).isEmpty)
    // Overdue goes by the end in force.
    #expect(try draft.cells(Question("chain").through("2025-01-31"))["ledger|all|USD|overdue"] == "100.00")
    #expect(try draft.cells(Question("chain").through("2025-02-01"))["ledger|all|USD|overdue"] == nil)
  }

  @Test func aPartnerWasWhatItsFirstRecordSays() throws {
    var draft = Draft()
    draft.record("partner/u", "PartnerRegistered", on: "2025-01-10", ["name": "U", "kind": "unEntity"])
    draft.record("partner/u", "PartnerRevised", on: "2025-06-01", ["kind": "foundation"])
    draft.sign("p", on: "2024-06-05", [("u", "USD 100.00")])
    let kinds = Question("partners", "2024-01-01/2024-12-31", by: "kind")
    #expect(try draft.cells(kinds)["ledger|unEntity|USD|partners"] == "1")
    #expect(try draft.cells(Question("partners", by: "kind"))["ledger|foundation|USD|partners"] == "1")
  }

  @Test func groupsAreThoseOfTheSignatureAndOfTheLastDay() throws {
    var draft = Draft()
    draft.partner("a")
    draft.member("LAO", of: "LDC", to: "2024-11-24")
    // Put off: the same country and first day again.
    draft.member("LAO", of: "LDC", to: "2026-11-24")
    draft.sign("p", on: "2025-06-05", [("a", "USD 100.00")], ["beneficiaries": [["country": "LAO"]]])
    let then = try draft.cells(Question("groups", "2025"))
    #expect(then["LDC|USD|projects"] == "1" && then["LDC|USD|projects at end"] == "1")
    let now = try draft.cells(Question("groups").through("2026-11-24"))
    #expect(now["LDC|USD|projects"] == "1")
    #expect(now["LDC|USD|projects at end"] == nil)
    #expect(now["LDC|USD|allocated"] == "100.00")
    #expect(now["LDC|USD|allocated at end"] == nil)
  }

  @Test func theFirstTargetNotBeforeTheEndIsShown() throws {
    var draft = Draft()
    draft.partner("a")
    func target(_ by: String, _ value: String, on: String) {
      draft.record(
        "target/t", "TargetSet", on: on,
        ["measure": "pledged", "by": .text(by), "value": Draft.money("USD \(value)")])
    }
    target("2026-12-31", "300.00", on: "2022-01-01")
    target("2024-12-31", "200.00", on: "2023-01-01")
    // The later word on one day came first.
    target("2024-12-31", "100.00", on: "2022-01-01")
    draft.pledge("q", on: "2022-03-05", "a", "USD 80.00")
    #expect(try draft.cells(Question("pledges").through("2022-12-31"))["total||USD|target"] == "100.00")
    #expect(try draft.cells(Question("pledges").through("2024-12-31"))["total||USD|target"] == "200.00")
    #expect(try draft.cells(Question("pledges").through("2025-01-01"))["total||USD|target"] == "300.00")
  }

  @Test func newPledgesStandApart() throws {
    var draft = Draft()
    draft.partner("a")
    draft.pledge("q1", on: "2023-03-05", "a", "USD 80.00")
    draft.pledge("q2", on: "2024-03-05", "a", "USD 20.00")
    let cells = try draft.cells(Question("pledges", "2024"))
    #expect(cells["total||USD|pledges"] == "2")
    #expect(cells["total||USD|new"] == "1")
    #expect(cells["total||USD|pledged"] == "100.00")
  }

  @Test func theBookIsAsItWasKnown() throws {
    var draft = signed()
    draft.addendum("p", 1, on: "2024-08-05", "a", sets: "USD 150.00")
    draft.addendum("p", 2, on: "2024-07-05", "a", adds: "USD 30.00")
    let july = Question("funding", "2024-07")
    #expect(try Report(draft.book(size: 3), july).cells.isEmpty)
    #expect(try draft.cells(july)["ledger|all|USD|added"] == "30.00")
    // What the late addendum changes is written as its own postings, on the days of the facts that they change.
    let book = try draft.book()
    let postings = Posting.all(of: "project/p", book.records).filter { $0.position == 3 }
    #expect(
      Set(postings.map { "\($0.effect.start) \($0.effect.id) \($0.amounts.values.reduce(0, +))" })
        == ["2024-07-05 r3 3000", "2024-08-05 r2 -3000"])
  }

  @Test func aPortfolioIsWhatIsActive() throws {
    var draft = signed("2024-06-05")
    draft.sign("done", on: "2023-06-05", [("a", "USD 7.00")])
    draft.record("project/done", "ActivitiesCompleted", on: "2024-03-01")
    draft.addendum("p", 1, on: "2025-06-05", "a", adds: "USD 30.00")
    let cells = try draft.cells(Question("portfolio", "2024"))
    #expect(cells["ledger|all|USD|projects"] == "2")
    #expect(cells["ledger|all|USD|completed"] == "1")
    #expect(cells["ledger|all|USD|total"] == "107.00")
    #expect(try draft.cells(Question("portfolio", "2025"))["ledger|all|USD|total"] == "130.00")
  }
}
