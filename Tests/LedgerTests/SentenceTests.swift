import Ledger
import Reference
import Testing

struct SentenceTests {
  private func event(_ json: String) throws -> Event {
    try Command(json: #"{"actor":"a","event":\#(json),"id":"1","on":"2026-01-01","subject":"project/x"}"#).event
  }

  /// One or two of every type, with all that is told.
  private static let told: [(json: String, sentence: String)] = [
    (
      #"{"country":"ITA","kind":"government","name":"AICS","type":"PartnerRegistered"}"#,
      "registered as AICS (government, ITA)"
    ),
    (
      #"{"country":"ITA","kind":"foundation","name":"AICS","parent":"MAECI","type":"PartnerRevised"}"#,
      "revised (name AICS, kind foundation, country ITA, part of MAECI)"
    ),
    (#"{"aliases":["A"],"type":"PartnerRevised"}"#, "revised"),
    (#"{"into":"AICS","reason":"one house","type":"PartnerMerged"}"#, "merged into AICS: one house"),
    (#"{"type":"ChampionshipStarted"}"#, "became a champion"),
    (#"{"reason":"left","type":"ChampionshipEnded"}"#, "is no longer a champion: left"),
    (
      #"""
      {"beneficiaries":[{"country":"NER","share":"60"},{"country":"MLI"}],"funding":[{"from":"AICS",
      "modality":"fundsInTrust","value":{"amount":"622409.00","currency":"CHF","qualifier":"about"}},{"from":"GIZ",
      "modality":"inKind"}],"plan":"KAP","priority":"P2","region":"AFR","title":"Villages","type":"ProjectSigned"}
      """#,
      """
      signed "Villages", about CHF 622,409.00 from AICS + an unknown amount from GIZ, for NER 60 % + MLI \
      (KAP P2, AFR)
      """
    ),
    (
      #"""
      {"beneficiaries":[{"country":"NER"}],"ends":"2027-01-31","funding":[{"adds":{"amount":"10.00","currency":"CHF"},
      "from":"AICS"},{"from":"GIZ","sets":{"amount":"1500","currency":"JPY"}}],"number":2,"reason":"more",
      "type":"AddendumSigned"}
      """#, "addendum 2 adds CHF 10.00 from AICS + sets JPY 1,500 from GIZ, for NER, ends 2027-01-31: more"
    ),
    (#"{"number":3,"type":"AddendumSigned"}"#, "addendum 3"),
    (
      #"{"from":"AICS","type":"ContributionReceived","value":{"amount":"3.50","currency":"CHF","qualifier":"upTo"}}"#,
      "received up to CHF 3.50 from AICS"
    ),
    (
      #"{"reason":"left over","to":"AICS","type":"ContributionRefunded","value":{"amount":"1.00","currency":"CHF"}}"#,
      "refunded CHF 1.00 to AICS: left over"
    ),
    (
      #"""
      {"country":"NER","inKind":{"description":"solar","quantity":"2.5","unit":"sets"},"purpose":"masts","to":"Sahel",
      "type":"DisbursementMade","value":{"amount":"48.00","currency":"CHF"}}
      """#, "disbursed CHF 48.00 + 2.5 sets (solar) to Sahel in NER, for masts"
    ),
    (
      #"{"from":"Sahel","reason":"late","type":"DisbursementRecovered","value":{"amount":"24.00","currency":"CHF"}}"#,
      "recovered CHF 24.00 from Sahel: late"
    ),
    (#"{"type":"ActivitiesCompleted"}"#, "completed its activities"),
    (#"{"note":"paid","type":"ProjectClosed"}"#, "closed: paid"),
    (#"{"reason":"no money","type":"ProjectCancelled"}"#, "cancelled: no money"),
    (
      #"{"kind":"mou","parties":["AICS","GIZ"],"type":"AgreementSigned","value":{"amount":"5.00","currency":"EUR"}}"#,
      "mou agreement signed with AICS + GIZ, EUR 5.00"
    ),
    (
      #"{"adds":{"amount":"5.00","currency":"EUR"},"reason":"r","type":"AgreementRevised","validTo":"2027-01-15"}"#,
      "agreement revised, adds EUR 5.00, valid to 2027-01-15: r"
    ),
    (#"{"type":"AgreementEnded"}"#, "agreement ended"),
    (
      #"""
      {"by":"VODAFONE","focus":["access"],"kinds":["financial"],"title":"Connect","type":"PledgeMade",
      "value":{"amount":"1000.00","currency":"USD","qualifier":"over"}}
      """#, #"VODAFONE pledged over USD 1,000.00, "Connect""#
    ),
    (
      #"{"sets":{"amount":"150.00","currency":"USD","qualifier":"under"},"type":"PledgeRevised"}"#,
      "pledge revised, sets under USD 150.00"
    ),
    (
      #"""
      {"delivered":{"amount":"1.00","currency":"USD"},"status":"delayed","text":"slow","type":"PledgeProgressReported"}
      """#, "progress: delayed, delivered USD 1.00: slow"
    ),
    (#"{"reason":"dissolved","type":"PledgeWithdrawn"}"#, "pledge withdrawn: dissolved"),
    (
      #"{"projects":["9RAF22001","B"],"title":"First","type":"ImpactAssessmentIssued"}"#,
      #"impact assessment "First" of 9RAF22001 + B"#
    ),
    (
      #"""
      {"plan":"BAP","priority":"P2","status":"final","theme":"services","type":"BudgetSet","value":{"amount":"9.00",
      "currency":"CHF"}}
      """#, "final budget of BAP P2 services: CHF 9.00"
    ),
    (#"{"by":"2026-12-31","count":40,"measure":"pledges","type":"TargetSet"}"#, "target for pledges by 2026-12-31: 40"),
    (
      #"{"by":"2026-12-31","measure":"value","type":"TargetSet","value":{"amount":"1.00","currency":"USD"}}"#,
      "target for value by 2026-12-31: USD 1.00"
    ),
    (
      #"{"base":"USD","rates":{"EUR":"0.851","CHF":"0.793"},"type":"RatesPublished","validFrom":"2026-01-01"}"#,
      "rates for 1 USD from 2026-01-01: CHF 0.793 + EUR 0.851"
    ),
    (
      #"{"citation":"A/RES","country":"BGD","from":"1975-12-12","to":"2026-11-24","type":"GroupMembershipSet"}"#,
      "BGD is a member from 1975-12-12 until 2026-11-24"
    ),
    (
      #"""
      {"counts":{"projects":7,"addenda":2},"measure":"signed","region":"AFR","sourceClass":"external",
      "type":"AggregateReported","value":{"amount":"14.00","currency":"CHF"},"window":"2018"}
      """#, "reported total, signed of 2018 (AFR, external): CHF 14.00, 2 addenda, 7 projects"
    ),
    (
      #"{"cell":"total","report":"funding","statement":"CHF 4 m","type":"FigurePublished","unit":"CHF","value":"4"}"#,
      "published figure: CHF 4 m"
    ),
    (
      #"{"actor":"k.mensah","office":"Africa","role":"approver","type":"RoleGranted"}"#,
      "k.mensah became approver (Africa)"
    ),
    (
      #"{"actor":"k.mensah","reason":"moved","role":"approver","type":"RoleRevoked"}"#,
      "k.mensah is no longer approver: moved"
    ),
    (
      #"{"events":["ProjectSigned","RecordReversed"],"type":"ApprovalRequired"}"#,
      "approval needed for ProjectSigned + RecordReversed"
    ),
    (#"{"events":[],"type":"ApprovalRequired"}"#, "approval needed for nothing"),
    (#"{"note":"audited","through":"2026-03-31","type":"PeriodClosed"}"#, "books closed through 2026-03-31: audited"),
    (
      #"{"reason":"wrong project","reverses":"receipt/118","type":"RecordReversed"}"#,
      "reversed receipt/118: wrong project"
    ),
  ]

  @Test func everyEventIsTold() throws {
    var types: Set<EventType> = []
    for (json, sentence) in Self.told {
      let event = try event(json)
      types.insert(event.type)
      #expect(event.sentence.text() == sentence)
    }
    #expect(types == Set(EventType.allCases))
  }

  @Test func aSentenceKeepsItsValuesApart() throws {
    let sentence = try event(
      #"{"reason":"a\nb","to":"X","type":"ContributionRefunded","value":{"amount":"1.00","currency":"CHF"}}"#
    )
    .sentence
    let chf = Money(minor: 100, currency: try #require(Alpha3("CHF")))
    #expect(
      sentence.parts == [.words("refunded "), .money(chf), .words(" to "), .value("X"), .words(": "), .value("a\nb")])
    #expect(
      sentence.text { if case .money = $0 { "<\($0)>" } else { $0.description } } == "refunded <CHF 1.00> to X: a\nb")
    let reversed = try event(#"{"reason":"r","reverses":"i","type":"RecordReversed"}"#).sentence
    #expect(reversed.parts.contains(.value("i")))
  }
}
