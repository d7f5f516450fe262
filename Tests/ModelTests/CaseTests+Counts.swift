import Testing

/// Countries, counts, merges, and records that were taken back.
extension CaseTests {
  private func moved(_ list: JSON, to other: JSON, on: String = "2025-02-05", _ value: String = "USD 100.00") -> Draft {
    var draft = Draft()
    draft.partner("a")
    draft.rates(from: "2024-01-01", ["CHF": "0.9"])
    draft.rates(from: "2025-01-01", ["CHF": "1"])
    draft.member("RWA", of: "LDC")
    draft.sign("p", on: "2024-06-05", [("a", value)], ["beneficiaries": list])
    draft.addendum("p", 1, on: on, changes: ["beneficiaries": other])
    return draft
  }

  @Test func aChangeOfCountriesIsNoFlowOfMoney() throws {
    let draft = moved([["country": "RWA"]], to: [["country": "NOR"]])
    #expect(try draft.cells(Question("groups", in: "CHF")).keys.allSatisfy { $0.hasPrefix("all projects") })
    #expect(try draft.cells(Question("groups", "2025")).isEmpty)
    #expect(try draft.cells(Question("groups", "2024"))["LDC|USD|allocated"] == "100.00")
    // The countries of the signature.
    let signed = try draft.cells(Question("groups", in: "CHF").with { $0.asSigned = true })
    #expect(signed["LDC|CHF|allocated"] == "90.00")
  }

  @Test func statingSharesIsNoFlowOfMoney() throws {
    let draft = moved(
      [["country": "RWA"], ["country": "KEN"]],
      to: [["country": "RWA", "share": "60"], ["country": "KEN", "share": "40"]])
    #expect(try !draft.cells(Question("groups", "2025")).values.contains { $0.hasPrefix("-") })
    // As of the end of 2024 nobody had stated shares; as of today they are known, for the same money.
    #expect(try draft.cells(Question("groups", "2024"))["not allocated|USD|not allocated"] == "100.00")
    let now = try draft.cells(Question("groups", "2024-01-01/2026-12-31"))
    #expect(now["LDC|USD|allocated"] == "60.00")
    #expect(now["LDC|USD|not allocated"] == nil)
  }

  @Test func partsAddBackToTheCent() throws {
    var draft = Draft()
    draft.partner("a")
    let thirds: JSON = .list(["RWA", "KEN", "UGA"].map { ["country": .text($0), "share": "33.3333"] })
    draft.sign("p", on: "2025-01-05", [("a", "CHF 0.02")], ["beneficiaries": thirds])
    draft.addendum("p", 1, on: "2025-02-05", "a", adds: "CHF 0.02")
    let shared = try draft.cells(Question("funding", by: "country"))
    // Two cents, twice, to the first two codes; the rest of a hundred is too small for one.
    #expect(shared["ledger|KEN|CHF|raised"] == "0.02")
    #expect(shared["ledger|RWA|CHF|raised"] == "0.02")
    #expect(shared["total||CHF|raised"] == "0.04")
    draft.addendum("p", 2, on: "2025-03-05", changes: ["beneficiaries": [["country": "TZA"]]])
    let cells = try draft.cells(Question("funding", by: "country"))
    #expect(cells["ledger|TZA|CHF|raised"] == "0.04")
    #expect(!cells.keys.contains { $0.contains("KEN") || $0.contains("UGA") || $0.contains("RWA") })
    #expect(try draft.cells(Question("groups"))["all projects|CHF|allocated"] == "0.04")
  }

  @Test func amountsAreSharesOfTheTotalInForce() throws {
    var draft = Draft()
    draft.partner("a")
    let list: JSON = [
      ["country": "RWA", "amount": Draft.money("CHF 60.00")], ["country": "KEN", "amount": Draft.money("CHF 30.00")],
      ["country": "UGA"],
    ]
    draft.sign("p", on: "2025-01-05", [("a", "CHF 120.00")], ["beneficiaries": list])
    let cells = try draft.cells(Question("funding", by: "country"))
    #expect(cells["ledger|RWA|CHF|raised"] == "60.00")
    #expect(cells["ledger|KEN|CHF|raised"] == "30.00")
    #expect(cells["ledger|not allocated|CHF|raised"] == "30.00")
    #expect(cells["ledger|UGA|CHF|raised"] == nil)
    // The total is cut to half of the amounts: they keep their proportion.
    draft.addendum("p", 1, on: "2025-02-05", "a", sets: "CHF 45.00")
    let less = try draft.cells(Question("funding", by: "country"))
    #expect(less["ledger|RWA|CHF|raised"] == "30.00")
    #expect(less["ledger|KEN|CHF|raised"] == "15.00")
  }

  @Test func aCountryHasItsPartOfTheFlows() throws {
    var draft = Draft()
    draft.partner("a")
    let list: JSON = [["country": "RWA", "share": "60"], ["country": "KEN", "share": "40"]]
    draft.sign("p", on: "2025-01-05", [("a", "CHF 100.00")], ["beneficiaries": list])
    draft.receive("p", on: "2025-02-05", "a", "CHF 100.00")
    draft.disburse("p", on: "2025-03-05", "CHF 10.00", country: "RWA")
    draft.disburse("p", on: "2025-03-06", "CHF 20.00", country: "KEN")
    let question = Question("chain").with { $0.country = "KEN" }
    let flows = ["signed": "40.00", "received": "40.00", "disbursed": "20.00"]
    #expect(
      try draft.cells(question).filter { $0.key.hasPrefix("ledger") }
        == Dictionary(uniqueKeysWithValues: flows.map { ("ledger|all|CHF|\($0.key)", $0.value) }))
    // Without a country it is spent where the list of its own day says, whatever the list says later.
    draft.disburse("p", on: "2025-04-05", "CHF 5.00")
    draft.addendum("p", 1, on: "2025-05-05", changes: ["beneficiaries": [["country": "KEN"]]])
    #expect(try draft.cells(question)["ledger|all|CHF|disbursed"] == "22.00")
    #expect(try draft.cells(question)["ledger|all|CHF|received"] == "100.00")
  }

  @Test func eachThingCountsOnce() throws {
    var draft = Draft()
    draft.partner("a")
    draft.sign("p1", on: "2025-01-05", [("a", "CHF 1.00")])
    draft.sign("p2", on: "2025-01-05", [("a", "USD 1.00"), ("a", "CHF 1.00")])
    draft.sign("p3", on: "2025-01-05", [("a", nil)])
    for (report, column) in [("funding", "projects"), ("portfolio", "ongoing"), ("partners", "projects")] {
      let cells = try draft.cells(Question(report))
      #expect(cells["total|||\(column)"] == "3", "\(report)")
      #expect(cells["total||CHF|\(column)"] == "2", "\(report)")
    }
    #expect(try draft.cells(Question("sources"))["ledger|signed|any|projects"] == "3")
    #expect(try draft.cells(Question("partners"))["total|||partners"] == "1")
  }

  @Test func aSpanOfYearsIsNoSingleYear() throws {
    var draft = Draft()
    draft.partner("a")
    draft.sign("p", on: "2018-01-01/2021-12-31", [("a", "CHF 100.00")])
    let cells = try draft.cells(Question("funding", by: "year"))
    #expect(cells["ledger|2018–2021|CHF|raised"] == "100.00")
    #expect(!cells.keys.contains { $0.hasPrefix("ledger|2018|") })
  }

  @Test func mergedPartnersAreOneAndTheirLinesStayTwo() throws {
    var draft = Draft()
    draft.partner("a")
    draft.partner("b")
    draft.sign("p", on: "2025-01-05", [("a", "USD 100.00"), ("b", "USD 50.00")])
    draft.record("partner/b", "PartnerMerged", on: "2025-02-01", ["into": "a"])
    let before = draft
    draft.addendum("p", 1, on: "2025-03-05", "a", sets: "USD 120.00")
    // Which of the two lines is meant, nobody can say: the change is refused, and names both.
    let book = try draft.book()
    let addendum = try #require(book.records.last)
    #expect(addendum.event["funding"]?.items.first?["ambiguous"] == true)
    #expect(try draft.cells(Question("funding", by: "partner"))["ledger|a|USD|raised"] == "150.00")
    draft = before
    let line: JSON = ["partner": "b", "currency": "USD", "modality": "cash"]
    draft.addendum("p", 1, on: "2025-03-05", "a", sets: "USD 120.00", ["of": line])
    #expect(try draft.cells(Question("funding", by: "partner"))["ledger|a|USD|raised"] == "220.00")
    // One line only: it is meant, under either name.
    var single = Draft()
    single.partner("a")
    single.partner("b")
    single.sign("p", on: "2025-01-05", [("b", "USD 100.00")])
    single.record("partner/b", "PartnerMerged", on: "2025-02-01", ["into": "a"])
    single.addendum("p", 1, on: "2025-03-05", "a", sets: "USD 120.00")
    #expect(try single.cells(Question("funding", by: "project"))["ledger|p|USD|raised"] == "120.00")
  }

  @Test func aFactThatWasReversedIsRecordedAgain() throws {
    var draft = Draft()
    draft.partner("a")
    draft.sign("p", on: "2026-02-01", [("a", "USD 1000.00")])
    let event: JSON = ["from": "a", "value": Draft.money("USD 50.00")]
    draft.record("project/p", "ContributionReceived", on: "2026-03-02", event, id: "receipt")
    let question = Question("chain", by: "partner")
    draft.reverse("receipt", of: "project/p", on: "2026-03-03")
    #expect(try draft.cells(question)["ledger|a|USD|received"] == nil)
    draft.record("project/p", "ContributionReceived", on: "2026-03-02", event, id: "receipt")
    #expect(try draft.cells(question)["ledger|a|USD|received"] == "50.00")
    // The id means the entry that stands; a position is understood too.
    draft.record("project/p", "RecordReversed", on: "2026-03-04", ["seq": 4, "reason": "r"])
    #expect(try draft.cells(question)["ledger|a|USD|received"] == nil)
    #expect(try Report(draft.book(size: 5), question).cells["ledger|a|USD|received"] == "50.00")
  }

  @Test func aCorrectedSignatureKeepsWhatFollowed() throws {
    var draft = Draft()
    draft.partner("a")
    let wrong = draft.sign("p", on: "2025-01-05", [("a", "USD 100.00")])
    draft.addendum("p", 1, on: "2025-02-05", "a", adds: "USD 5.00")
    draft.receive("p", on: "2025-03-05", "a", "USD 60.00")
    draft.reverse(wrong, of: "project/p")
    draft.sign("p", on: "2025-01-05", [("a", "USD 110.00")], ["region": "ASP"])
    let cells = try draft.cells(Question("funding", by: "region"))
    #expect(cells["ledger|ASP|USD|signed"] == "110.00")
    #expect(cells["ledger|ASP|USD|added"] == "5.00")
    #expect(try draft.cells(Question("chain"))["ledger|all|USD|outstanding"] == "55.00")
  }

  @Test func equalPaymentsAreTwo() throws {
    var draft = Draft()
    draft.partner("a")
    draft.sign("p", on: "2026-02-01", [("a", "USD 1000.00")])
    draft.disburse("p", on: "2026-03-01", "USD 100.00")
    draft.disburse("p", on: "2026-03-01", "USD 100.00")
    #expect(try draft.cells(Question("chain", by: "partner"))["ledger|a|USD|disbursed"] == "200.00")
  }

  @Test func cashAndHelpInKindAreTwoLines() throws {
    var draft = Draft()
    draft.partner("a")
    draft.sign("p", on: "2024-02-01", [("a", "USD 100.00"), ("a inKind", "USD 50.00")], ["ends": "2025-01-31"])
    draft.receive("p", on: "2024-03-01", "a", "USD 120.00")
    let cells = try draft.cells(Question("chain"))
    // Money does not pay what was promised in kind, and what is in kind is not overdue.
    #expect(cells["ledger|all|USD|outstanding"] == "50.00")
    #expect(cells["ledger|all|USD|overpaid"] == "20.00")
    #expect(cells["ledger|all|USD|overdue"] == nil)
    let byModality = try draft.cells(Question("funding", by: "modality"))
    #expect(byModality["ledger|inKind|USD|signed"] == "50.00")
  }

  @Test func parentAndPartsAreNamed() throws {
    var draft = Draft()
    draft.partner("a")
    draft.sign("par", on: "2026-02-01", [("a", "USD 100.00")])
    draft.sign("one", on: "2026-02-01", [("a", "USD 60.00")], ["parent": "par"])
    draft.sign("two", on: "2026-02-01", [("a", "USD 40.00")], ["parent": "par"])
    let report = try draft.report(Question("funding", by: "programme"))
    #expect(report.cells["ledger|par|USD|raised"] == "200.00")
    #expect(report.notes.programmes == [["par", "one"], ["par", "two"]])
  }

  @Test func partiesAreThoseOfTheDay() throws {
    var draft = Draft()
    draft.partner("a")
    draft.partner("u", "unEntity")
    draft.record(
      "agreement/g", "AgreementSigned", on: "2024-06-05",
      ["kind": "partnership", "parties": ["a"], "value": Draft.money("USD 7.00")])
    draft.record("agreement/g", "AgreementRevised", on: "2026-06-05", ["parties": ["a", "u"]])
    #expect(try draft.cells(Question("agreements", "2024"))["ledger|all|USD|UN agreements"] == nil)
    let now = try draft.cells(Question("agreements", by: "partner"))
    #expect(now["ledger|a + u|USD|UN value"] == "7.00")
  }

  @Test func anAgreementAndItsProjectAreTwoMeasures() throws {
    var draft = Draft()
    draft.partner("a")
    draft.pledge("q", on: "2024-01-05", "a", "USD 9.00")
    draft.record(
      "agreement/g", "AgreementSigned", on: "2024-06-05",
      ["kind": "partnership", "parties": ["a"], "value": Draft.money("USD 7.00"), "pledges": ["q"]])
    draft.sign("p", on: "2024-06-05", [("a", "USD 5.00")], ["agreements": ["g"]])
    let cells = try draft.cells(Question("chain", by: "pledge"))
    #expect(cells["ledger|q|USD|pledged"] == "9.00")
    #expect(cells["ledger|q|USD|agreed"] == "7.00")
    #expect(cells["ledger|q|USD|signed"] == "5.00")
  }

  @Test func aClosureOfAHalfYearHoldsFromItsLastDay() throws {
    var draft = Draft()
    draft.partner("a")
    draft.sign("p", on: "2024-06-05", [("a", "USD 1.00")])
    draft.record("project/p", "ProjectClosed", on: "2025-H2")
    #expect(try draft.cells(Question("portfolio", "2025-07-01/2025-09-30"))["ledger|all|USD|ongoing"] == "1")
    #expect(try draft.cells(Question("portfolio", "2025"))["ledger|all|USD|completed"] == "1")
    #expect(try draft.cells(Question("portfolio", "2026")).isEmpty)
    #expect(try draft.cells(Question("chain").through("2025-12-30"))["ledger|all|USD|outstanding"] == "1.00")
    #expect(try draft.cells(Question("chain").through("2025-12-31"))["closed|all|USD|outstanding"] == "1.00")
  }

  @Test func aPledgeForRwandaIsAPledgeForTheLeastDeveloped() throws {
    var draft = Draft()
    draft.partner("a")
    draft.member("RWA", of: "LDC")
    draft.pledge("q", on: "2024-01-05", "a", "USD 9.00", ["countries": ["RWA"]])
    let cells = try draft.cells(Question("pledges", by: "group"))
    #expect(cells["ledger|LDC|USD|pledged"] == "9.00")
    #expect(cells["ledger|LDC|USD|countries aimed at"] == "1")
    #expect(try draft.cells(Question("pledges", by: "aim"))["ledger|RWA|USD|pledges"] == "1")
  }
}
