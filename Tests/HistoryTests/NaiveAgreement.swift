import Ledger
import Reference

/// An agreement as its records leave it.
struct NaiveAgreement {
  var signed: AgreementSigned?
  var records: [Record] = []
  var parties: [String] = []
  var countries: [Alpha3] = []
  var projects: [String] = []
  var pledges: [String] = []
  var validTo: Day?
  var ended: EffectiveDate?
  /// What each record moves.
  var moves: [(Record, [Money])] = []

  init(_ name: String, _ model: NaiveModel) {
    var value: Money?
    records = model.facts.filter { $0.subject.kind == .agreement && $0.subject.name == name }
    for record in records {
      switch record.event {
      case .agreement(.signed(let signed)):
        (self.signed, parties, countries, projects, pledges, validTo) = (
          signed, signed.parties, signed.countries, signed.projects, signed.pledges, signed.validTo
        )
        if let money = signed.value { moves.append((record, [money])) }
        value = signed.value
      case .agreement(.revised(let revised)):
        if !revised.parties.isEmpty { parties = revised.parties }
        if !revised.countries.isEmpty { countries = revised.countries }
        if !revised.projects.isEmpty { projects = revised.projects }
        if !revised.pledges.isEmpty { pledges = revised.pledges }
        validTo = revised.validTo ?? validTo
        if let change = revised.change { moves.append((record, NaiveAgreement.move(change, &value))) }
      case .agreement(.ended): ended = record.on
      default: break
      }
    }
  }

  func isInForce(on day: Day) -> Bool {
    guard let signed, let first = records.first, first.on.last <= day, signed.validFrom.map({ $0 <= day }) ?? true
    else { return false }
    return (validTo.map { day <= $0 } ?? true) && (ended.map { day < $0.first } ?? true)
  }

  /// What a change of a promised value moves; the value is changed.
  static func move(_ change: Change, _ value: inout Money?) -> [Money] {
    let old = value
    switch change {
    case .adds(let more):
      value = Money(minor: (old?.minor ?? 0) + more.minor, currency: more.currency)
      return [more]
    case .sets(let new):
      value = new
      guard let old else { return [new] }
      return [Money(minor: -old.minor, currency: old.currency), new]
    }
  }
}

/// A pledge as it stood at the end of the window.
struct NaivePledge {
  var made: PledgeMade?
  var first: Record?
  var withdrawn: Record?
  var isWithdrawn: Bool { withdrawn != nil }
  var status: PledgeStatus?
  /// The last report of its progress.
  var report: Record?
  var ends: Day?
  private var focus: [PledgeFocus] = []
  var moves: [(Record, String, Money)] = []

  init(_ name: String, _ model: NaiveModel, _ query: NaiveQuestion) {
    var value: Money?
    var delivered: Money?
    for record in model.facts where record.subject.kind == .pledge && record.subject.name == name {
      let counts = query.isUpTo(record.on)
      switch record.event {
      case .pledge(.made(let pledge)):
        value = pledge.value
        if counts {
          (made, first, focus, ends) = (pledge, record, pledge.terms.focus, pledge.terms.ends)
          if let money = pledge.value { moves.append((record, "pledged", money)) }
        }
      case .pledge(.revised(let revised)):
        if let change = revised.change {
          let moved = NaiveAgreement.move(change, &value)
          if counts { moves += moved.map { (record, "pledged", $0) } }
        }
        if counts, !revised.terms.focus.isEmpty { focus = revised.terms.focus }
        if counts { ends = revised.terms.ends ?? ends }
      case .pledge(.progressReported(let report)):
        if counts { (status, self.report) = (report.status, record) }
        if let new = report.delivered {
          let moved = NaiveAgreement.move(.sets(new), &delivered)
          if counts { moves += moved.map { (record, "delivered", $0) } }
        }
      case .pledge(.withdrawn): if counts { withdrawn = record }
      default: break
      }
    }
  }

  func groups(_ grouping: String, _ entity: String, _ profile: NaiveModel.Partner) -> [String] {
    func stated(_ names: [String]) -> [String] { names.isEmpty ? ["not stated"] : names }
    return switch grouping {
    case "status": [status?.rawValue ?? "notReported"]
    case "focus": stated(focus.map(\.rawValue))
    case "group":
      stated((made?.terms.groups ?? []).map(\.rawValue) + (made?.terms.displaced == true ? ["displaced persons"] : []))
    case "kind": stated((made?.terms.kinds ?? []).map(\.rawValue))
    case "partner": [entity]
    case "country": [profile.country?.text ?? "not stated"]
    case "year": [first.map { String($0.on.first.year) } ?? ""]
    default: ["all"]
    }
  }
}
