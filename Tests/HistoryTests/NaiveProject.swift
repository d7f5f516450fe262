import Ledger
import Reference

/// A project as its records leave it, for the reports that look at it as a whole.
struct NaiveProject {
  let name: String
  let signed: ProjectSigned
  let record: Record
  private(set) var ends: Day?
  private(set) var countries: [Alpha3]
  private(set) var isOpen = true
  private(set) var cancelled: Day?
  /// Who promised something, internal funds left out, and whether all of it is in kind.
  private(set) var funders: [String: Bool] = [:]
  /// Who has a funding line of which nobody stated the value.
  private(set) var unstated: Set<String> = []

  /// - Parameter today: what began after it is not known; nil for all of it.
  init?(_ name: String, _ model: NaiveModel, today: Day? = nil) {
    guard let record = model.signature(of: name), case .project(.signed(let signed)) = record.event,
      today.map({ record.on.first <= $0 }) ?? true
    else { return nil }
    (self.name, self.signed, self.record, ends, countries) = (
      name, signed, record, signed.ends, signed.beneficiaries.map(\.country)
    )
    for line in signed.funding {
      fund(line.from, line.modality, model)
      if line.value == nil { unstated.insert(model.identity(line.from)) }
    }
    for other in model.facts where other.subject == record.subject && today.map({ other.on.first <= $0 }) ?? true {
      switch other.event {
      case .project(.addendumSigned(let addendum)):
        ends = addendum.ends ?? ends
        if !addendum.beneficiaries.isEmpty { countries = addendum.beneficiaries.map(\.country) }
        for change in addendum.funding {
          unstated.remove(model.identity(change.from))
          if let modality = change.modality { fund(change.from, modality, model) }
        }
      case .project(.activitiesCompleted), .project(.closed): isOpen = false
      case .project(.cancelled): (isOpen, cancelled) = (false, other.on.first)
      default: break
      }
    }
  }

  private mutating func fund(_ name: String, _ modality: Modality, _ model: NaiveModel) {
    guard !model.isInternal(name) else { return }
    let partner = model.identity(name)
    funders[partner] = (funders[partner] ?? true) && modality == .inKind
  }

  /// Whether it passes the filters on the project itself.
  func passes(_ query: NaiveQuestion) -> Bool {
    (query.region.map { signed.region == $0 } ?? true) && (query.plan.map { signed.plan == $0 } ?? true)
      && (query.priority.map { signed.priority == $0 } ?? true) && (query.country.map(countries.contains) ?? true)
  }
}

extension NaiveModel {
  /// The projects that stand, in the order in which the book first heard of them.
  var projectNames: [String] {
    var seen: Set<String> = []
    return all.filter { $0.subject.kind == .project && seen.insert($0.subject.name).inserted }.map(\.subject.name)
      .filter { signature(of: $0) != nil }
  }
}

extension Day {
  /// The same day of the next year; what was signed on a 29th of February has its year on the 28th.
  var aYearLater: Day {
    let (year, month, day) = components
    return Day(year: year + 1, month: month, day: day) ?? Day(number: number + 365)
  }
}
