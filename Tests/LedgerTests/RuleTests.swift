import Foundation
import Testing

@testable import Ledger

/// The rules as tables: what is recorded before, the command that breaks the rule, and the same command mended.
struct RuleTests {
  /// A book in memory: decides and applies, as the writer does.
  final class Desk {
    let books = Books()
    private var records: [Record] = []
    var at = Timestamp(microseconds: 1_790_000_000_000_000)
    var isDespiteClock = false

    /// Nil where the command was recorded, else the rule that refused it.
    func offer(_ line: String) -> RuleCode? {
      let parts = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: true).map(String.init)
      let (subject, type, on, rest) = (parts[0], parts[1], parts[2], parts.count > 3 ? parts[3] : "")
      let halves = rest.components(separatedBy: " | ")
      let members = halves[0].isEmpty ? "" : "," + halves[0]
      let envelope = halves.count > 1 ? halves[1] + "," : ""
      let actor = envelope.contains("\"actor\"") ? "" : #""actor":"a.ndiaye","#
      let json =
        #"{\#(actor)\#(envelope)"event":{"type":"\#(type)"\#(members)},"id":"\#(records.count)","on":"\#(on)","#
        + #""subject":"\#(subject)"}"#
      let command: Command
      do throws(LineError) { command = try Command(json: json) } catch { return error.code }
      at = Timestamp(microseconds: at.microseconds + 1)
      for name in command.event.neededProjects + (command.subject.kind == .project ? [command.subject.name] : [])
      where !books.projects.contains(name) {
        books.projects.load(name, records.filter { $0.subject == Subject(.project, name) }.map(\.entry))
      }
      let own = records.filter { $0.subject == command.subject }.map(\.entry)
      if command.subject.kind == .project { books.projects.remember(for: command) { own } }
      let target: Record? =
        if case .reversed(let reversal) = command.event { records.first { $0.command.id == reversal.reverses } } else {
          nil
        }
      let reversed = Set(records.compactMap(\.reversed))
      let mentions = records.filter {
        $0.subject != command.subject && $0.event.mentions.contains(command.subject) && !reversed.contains($0.seq)
      }
      do throws(Refusal) {
        let record = try decide(
          command, seq: UInt64(records.count), at: at, salt: Salt(high: 1, low: 2), books: books,
          past: Past(target: target, mentions: mentions),
          despiteClock: isDespiteClock)
        records.append(record)
        let earlier = records.dropLast()
        try? books.apply(
          record.entry, at: record.at, all: { project, _ in earlier.filter { $0.subject == project }.map(\.entry) },
          one: { earlier[Int($0)].entry })
        return nil
      } catch { return error.code }
    }
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let code: RuleCode
    let before: [String]
    let broken: String
    let mended: String
    var testDescription: String { "\(code.rawValue): \(broken)" }

    init(_ code: RuleCode, after before: [String] = [], _ broken: String, mended: String) {
      (self.code, self.before, self.broken, self.mended) = (code, before, broken, mended)
    }
  }

  static let people = [
    #"partner/anatel PartnerRegistered 2018 "name":"ANATEL","kind":"regulator","country":"BRA""#,
    #"partner/ict-df PartnerRegistered 2018 "name":"ICT Development Fund","kind":"internalFund""#,
    #"partner/gsma PartnerRegistered 2018 "name":"GSMA","kind":"privateSector""#,
  ]
  static func money(_ amount: String, _ currency: String = "CHF") -> String {
    #"{"amount":"\#(amount)","currency":"\#(currency)"}"#
  }
  static func project(_ more: String = "", value: String = money("100.00"), from: String = "anatel") -> String {
    #"project/X ProjectSigned 2025-01-10 "title":"X","plan":"KAP","priority":"P1","region":"AMS","#
      + #""funding":[{"from":"\#(from)","modality":"cash","value":\#(value)}]\#(more)"#
  }
  static let signed = people + [project()]
  static func spend(_ amount: String, _ currency: String = "CHF") -> String {
    #"project/X DisbursementMade 2025-05 "value":\#(money(amount, currency))"#
  }
  static let pledge =
    #"pledge/P PledgeMade 2024 "by":"gsma","title":"P","kinds":["financial"],"focus":["access"],"#
    + #""value":\#(money("10.00", "USD"))"#

  static let cases: [Case] = [
    Case(
      .malformed, #"partner/a PartnerRegistered 2025 "name":"A""#,
      mended: #"partner/a PartnerRegistered 2025 "name":"A","kind":"academia""#),
    Case(
      .unknownType, #"partner/a PartnerLost 2025 "name":"A","kind":"academia""#,
      mended: #"partner/a PartnerRegistered 2025 "name":"A","kind":"academia""#),
    Case(
      .wrongSubject, #"project/a PartnerRegistered 2025 "name":"A","kind":"academia""#,
      mended: #"partner/a PartnerRegistered 2025 "name":"A","kind":"academia""#),
    Case(
      .unknownCountry, #"partner/a PartnerRegistered 2025 "name":"A","kind":"academia","country":"BRX""#,
      mended: #"partner/a PartnerRegistered 2025 "name":"A","kind":"academia","country":"BRA""#),
    Case(
      .unknownCurrency, after: people, project(value: money("1.00", "CHX")),
      mended: project(value: money("1.00", "CHF"))),
    Case(.amountPrecision, after: people, project(value: money("1.000")), mended: project(value: money("1.00"))),
    Case(
      .unknownCode, after: people, project(#","initiatives":["СIS4"]"#), mended: project(#","initiatives":["CIS4"]"#)),
    Case(.unknownCode, after: people, project(#","theme":"policy""#), mended: project(#","theme":"emergency""#)),
    Case(
      .stale, after: people, #"partner/gsma PartnerRevised 2025 "country":"GBR" | "expect":0"#,
      mended: #"partner/gsma PartnerRevised 2025 "country":"GBR" | "expect":1"#),
    Case(
      .notPermitted, after: [#"policy/roles RoleGranted 2025 "actor":"b.okoye","role":"recorder""#], people[0],
      mended: people[0] + #" | "actor":"b.okoye""#),
    Case(
      .approvalMissing,
      after: signed + [
        #"policy/roles RoleGranted 2025 "actor":"c.li","role":"approver""#,
        #"policy/roles ApprovalRequired 2025 "events":["DisbursementMade"]"#,
      ],
      spend("1.00"), mended: spend("1.00") + #" | "approver":"c.li""#),
    Case(
      .approvalMissing,
      after: signed + [
        #"policy/roles RoleGranted 2025 "actor":"c.li","role":"approver""#,
        #"policy/roles ApprovalRequired 2025 "events":["DisbursementMade"]"#,
      ],
      spend("1.00") + #" | "approver":"d.roe""#, mended: spend("1.00") + #" | "approver":"c.li""#),
    Case(
      .selfApproval,
      after: signed + [
        #"policy/roles RoleGranted 2025 "actor":"c.li","role":"approver""#,
        #"policy/roles RoleGranted 2025 "actor":"a.ndiaye","role":"approver""#,
        #"policy/roles ApprovalRequired 2025 "events":["DisbursementMade"]"#,
      ], spend("1.00") + #" | "approver":"a.ndiaye""#, mended: spend("1.00") + #" | "approver":"c.li""#),
    Case(
      .periodClosed, after: signed + [#"books/main PeriodClosed 2025-07 "through":"2025-06-30""#], spend("1.00"),
      mended: spend("1.00") + #" | "late":"the invoice came in August""#),
    Case(
      .lastAdministrator, after: [#"policy/roles RoleGranted 2025 "actor":"a.ndiaye","role":"administrator""#],
      #"policy/roles RoleRevoked 2025 "actor":"A.Ndiaye","role":"administrator""#,
      mended: #"policy/roles RoleGranted 2025 "actor":"c.li","role":"administrator""#),
    Case(
      .dateInFuture, after: people, #"partner/anatel ChampionshipStarted 2027-01-01"#,
      mended: #"partner/anatel ChampionshipStarted 2026-01-01"#),
    Case(.unknownSubject, after: people, spend("1.00"), mended: project()),
    Case(.unknownSubject, after: people, project(#","pledges":["P"]"#), mended: project()),
    Case(.alreadyExists, after: signed, project(), mended: #"project/X AddendumSigned 2025-03 "number":1,"title":"Y""#),
    Case(.unknownPartner, after: people, project(from: "nobody"), mended: project(from: "gsma")),
    Case(.internalFundNotAPartner, after: people, pledge.replacing("gsma", with: "ict-df"), mended: pledge),
    Case(
      .internalFundNotAPartner, after: people, #"partner/gsma PartnerMerged 2025 "into":"ict-df""#,
      mended: #"partner/gsma PartnerMerged 2025 "into":"anatel""#),
    Case(
      .mergeLoop, after: people + [#"partner/gsma PartnerMerged 2025 "into":"anatel""#],
      #"partner/anatel PartnerMerged 2025 "into":"gsma""#,
      mended: #"partner/anatel PartnerRevised 2025 "name":"Anatel""#),
    Case(
      .withdrawnCurrency, after: people, project(value: money("1.00", "HRK")),
      mended: project(value: money("1.00", "EUR"))),
    Case(
      .withdrawnCountry, after: people, project(#","beneficiaries":[{"country":"ANT"}]"#),
      mended: project(#","beneficiaries":[{"country":"CUW"}]"#)),
    Case(.amountNotPositive, after: people, project(value: money("0.00")), mended: project(value: money("0.01"))),
    Case(
      .repeatedEntry, after: people, project(#","beneficiaries":[{"country":"BRA"},{"country":"BRA"}]"#),
      mended: project(#","beneficiaries":[{"country":"BRA"},{"country":"PRY"}]"#)),
    Case(
      .sharesOver100, after: people,
      project(#","beneficiaries":[{"country":"BRA","share":"60"},{"country":"PRY","share":"50"}]"#),
      mended: project(#","beneficiaries":[{"country":"BRA","share":"60"},{"country":"PRY","share":"40"}]"#)),
    Case(
      .mixedShares, after: people, project(#","beneficiaries":[{"country":"BRA","share":"60"},{"country":"PRY"}]"#),
      mended: project(#","beneficiaries":[{"country":"BRA"},{"country":"PRY"}]"#)),
    Case(
      .datesReversed, after: people, project(#","starts":"2026-01-01","ends":"2025-01-01""#),
      mended: project(#","starts":"2025-01-01","ends":"2026-01-01""#)),
    Case(
      .beforeSignature, after: signed,
      #"project/X ContributionReceived 2024-12-31 "from":"anatel","value":\#(money("1.00"))"#,
      mended: #"project/X ContributionReceived 2025-01-31 "from":"anatel","value":\#(money("1.00"))"#),
    Case(
      .projectNotOpen, after: signed + [#"project/X ProjectClosed 2025-03"#], spend("1.00"),
      mended: #"project/X RecordReversed 2025-07 "reverses":"4","reason":"closed too early""#),
    Case(
      .notActive, after: people + [pledge, #"pledge/P PledgeWithdrawn 2025 "reason":"merged company""#],
      #"pledge/P PledgeProgressReported 2026-01 "status":"inProgress""#,
      mended: pledge.replacing("pledge/P", with: "pledge/Q")),
    Case(
      .addendumNumberUsed, after: signed + [#"project/X AddendumSigned 2025-02 "number":1,"title":"Y""#],
      #"project/X AddendumSigned 2025-03 "number":1,"title":"Z""#,
      mended: #"project/X AddendumSigned 2025-03 "number":2,"title":"Z""#),
    Case(
      .currencyDiffers, after: people + [pledge], #"pledge/P PledgeRevised 2025 "adds":\#(money("1.00", "EUR"))"#,
      mended: #"pledge/P PledgeRevised 2025 "sets":\#(money("1.00", "EUR"))"#),
    Case(
      .totalNegative, after: signed,
      #"project/X AddendumSigned 2025-03 "number":1,"funding":[{"from":"anatel","adds":\#(money("-100.01"))}]"#,
      mended: #"project/X AddendumSigned 2025-03 "number":1,"funding":[{"from":"anatel","#
        + #""adds":\#(money("-100.00"))}]"#),
    Case(
      .ambiguousLine,
      after: signed + [
        #"project/X AddendumSigned 2025-02 "number":1,"funding":[{"from":"anatel","modality":"inKind","#
          + #""adds":\#(money("5.00"))}]"#
      ], #"project/X AddendumSigned 2025-03 "number":2,"funding":[{"from":"anatel","adds":\#(money("1.00"))}]"#,
      mended: #"project/X AddendumSigned 2025-03 "number":2,"funding":[{"from":"anatel","modality":"inKind","#
        + #""adds":\#(money("1.00"))}]"#),
    Case(
      .laterRecordBreaks,
      after: signed + [
        #"project/X AddendumSigned 2025-06 "number":1,"funding":[{"from":"anatel","adds":\#(money("-60.00"))}]"#
      ], #"project/X AddendumSigned 2025-04 "number":2,"funding":[{"from":"anatel","adds":\#(money("-41.00"))}]"#,
      mended: #"project/X AddendumSigned 2025-04 "number":2,"funding":[{"from":"anatel","adds":\#(money("-40.00"))}]"#),
    Case(.rateMissing, after: signed, spend("1.00", "USD"), mended: spend("1.00")),
    Case(.exceedsAvailable, after: signed, spend("100.01"), mended: spend("100.00")),
    Case(
      .exceedsAvailable,
      after: signed + [#"project/X ContributionReceived 2025-02 "from":"anatel","value":\#(money("10.00"))"#],
      #"project/X ContributionRefunded 2025-03 "to":"anatel","value":\#(money("10.01"))"#,
      mended: #"project/X ContributionRefunded 2025-03 "to":"anatel","value":\#(money("10.00"))"#),
    Case(
      .exceedsAvailable, after: signed + [#"policy/roles RoleGranted 2025 "actor":"c.li","role":"approver""#],
      spend("100.01"),
      mended: spend("100.01") + #" | "approver":"c.li","override":"the donor confirmed by letter""#),
    Case(
      .alreadyReversed, after: people + [#"partner/gsma RecordReversed 2025 "reverses":"2","reason":"wrong""#],
      #"partner/gsma RecordReversed 2025 "reverses":"2","reason":"wrong""#, mended: people[2]),
    Case(
      .notReversible, after: people + [#"partner/gsma RecordReversed 2025 "reverses":"2","reason":"wrong""#],
      #"partner/gsma RecordReversed 2025 "reverses":"3","reason":"wrong""#, mended: people[2]),
    Case(
      .replacementMissing, after: people,
      #"partner/gsma RecordReversed 2025 "reason":"wrong","replacedBy":"9","reverses":"2""#,
      mended: #"partner/gsma RecordReversed 2025 "reason":"wrong","reverses":"2""#),
    Case(
      .hasDependents, after: signed, #"partner/anatel RecordReversed 2025-05 "reverses":"0","reason":"wrong""#,
      mended: #"partner/gsma RecordReversed 2025-05 "reverses":"2","reason":"wrong""#),
    Case(
      .hasDependents, after: signed + [spend("1.00")],
      #"project/X RecordReversed 2025-06 "reverses":"3","reason":"wrong""#,
      mended: #"project/X RecordReversed 2025-06 "reverses":"4","reason":"wrong""#),
  ]

  @Test(arguments: cases) func aRuleRefusesAndTheMendedCommandPasses(_ rule: Case) {
    let desk = Desk()
    for line in rule.before { #expect(desk.offer(line) == nil, "\(line)") }
    #expect(desk.offer(rule.broken) == rule.code)
    #expect(desk.offer(rule.mended) == nil, "\(rule.mended)")
  }

  /// Duplicate ids need the journal: see the transcripts. The clock is none of the command's: see `SequenceTests`.
  @Test func everyRuleHasACase() {
    let covered = Set(Self.cases.map(\.code)).union([.duplicateId, .clock])
    #expect(RuleCode.allCases.filter { !covered.contains($0) } == [])
  }

  /// When several rules fail, the first in the documented order is reported.
  @Test(arguments: [
    // an unknown partner before an amount that is not positive, and that before shares over 100
    (
      project(
        #","beneficiaries":[{"country":"BRA","share":"60"},{"country":"PRY","share":"50"}]"#, value: money("0.00"),
        from: "nobody"), RuleCode.unknownPartner
    ),
    (
      project(
        #","beneficiaries":[{"country":"BRA","share":"60"},{"country":"PRY","share":"50"}]"#, value: money("0.00")),
      .amountNotPositive
    ),
    (
      project(
        #","beneficiaries":[{"country":"BRA","share":"60"},{"country":"PRY","share":"50"}]"#, value: money("0.000"),
        from: "nobody"), .amountPrecision
    ),
  ])
  func theFirstRuleInOrderIsReported(line: String, code: RuleCode) {
    let desk = Desk()
    for line in Self.people { #expect(desk.offer(line) == nil) }
    #expect(desk.offer(line) == code)
  }
}
