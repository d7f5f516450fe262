import Ledger
import Reference

/// What happened, in one plain sentence for people.
struct Sentence {
  var style = Style(colour: false)

  func text(_ event: Event) -> String {
    switch event {
    case .partner(.registered(let e)):
      "registered" + (e.name.map { " as \($0.printable)" } ?? "") + detail(e.kind?.rawValue, e.country?.text)
    case .partner(.revised(let e)):
      "revised"
        + detail(
          e.name.map { "name \($0.printable)" }, e.kind.map { "kind \($0.rawValue)" },
          e.country.map { "country \($0)" }, e.parent.map { "part of \($0)" })
    case .partner(.merged(let e)): "merged into \(e.into)" + because(e.reason)
    case .partner(.championshipStarted(let e)): "became a champion" + because(e.text)
    case .partner(.championshipEnded(let e)): "is no longer a champion" + because(e.text)
    case .project(.signed(let e)):
      "signed \"\(e.title.printable)\", "
        + list(e.funding) { "\($0.value.map(money) ?? "an unknown amount") from \($0.from)" }
        + countries(e.beneficiaries) + detail("\(e.plan.code) \(e.priority.code)", e.region.code)
    case .project(.addendumSigned(let e)):
      "addendum \(e.number)"
        + (e.funding.isEmpty ? "" : " " + list(e.funding) { change($0.change) + " from \($0.from)" })
        + countries(e.beneficiaries) + (e.ends.map { ", ends \($0)" } ?? "") + because(e.reason)
    case .project(.contributionReceived(let e)): "received \(money(e.value)) from \(e.from)"
    case .project(.contributionRefunded(let e)): "refunded \(money(e.value)) to \(e.to)" + because(e.reason)
    case .project(.disbursementMade(let e)):
      "disbursed "
        + list(
          [e.value.map(money)].compactMap { $0 }
            + e.inKind.map { "\($0.quantity) \($0.unit.printable) (\($0.description.printable))" }
        ) { $0 }
        + (e.to.map { " to \($0.printable)" } ?? "") + (e.country.map { " in \($0)" } ?? "")
        + (e.purpose.map { ", for \($0.printable)" } ?? "")
    case .project(.disbursementRecovered(let e)):
      "recovered \(money(e.value))" + (e.from.map { " from \($0.printable)" } ?? "") + because(e.reason)
    case .project(.activitiesCompleted(let e)): "completed its activities" + because(e.text)
    case .project(.closed(let e)): "closed" + because(e.text)
    case .project(.cancelled(let e)): "cancelled" + because(e.text)
    case .agreement, .pledge, .assessment, .plan, .target, .rates, .group, .aggregate, .figure, .policy, .books,
      .reversed:
      beyondProjects(event)
    }
  }

  private func beyondProjects(_ event: Event) -> String {
    switch event {
    case .agreement(.signed(let e)):
      "\(e.kind.rawValue) agreement signed with \(list(e.parties) { $0 })" + (e.value.map { ", \(money($0))" } ?? "")
    case .agreement(.revised(let e)):
      "agreement revised" + (e.change.map { ", \(change($0))" } ?? "") + (e.validTo.map { ", valid to \($0)" } ?? "")
        + because(e.reason)
    case .agreement(.ended(let e)): "agreement ended" + because(e.text)
    case .pledge(.made(let e)):
      "\(e.by) pledged " + (e.value.map { "\(money($0)), " } ?? "") + "\"\((e.terms.title ?? "").printable)\""
    case .pledge(.revised(let e)): "pledge revised" + (e.change.map { ", \(change($0))" } ?? "") + because(e.reason)
    case .pledge(.progressReported(let e)):
      "progress: \(e.status.rawValue)" + (e.delivered.map { ", delivered \(money($0))" } ?? "") + because(e.text)
    case .pledge(.withdrawn(let e)): "pledge withdrawn" + because(e.text)
    case .assessment(.issued(let e)): "impact assessment \"\(e.title.printable)\" of \(list(e.projects) { $0 })"
    case .plan(.budgetSet(let e)):
      "\(e.status.rawValue) budget of \(e.plan.code)" + (e.priority.map { " \($0.code)" } ?? "")
        + (e.theme.map { " \($0.code)" } ?? "") + ": \(money(e.value))"
    case .target(.set(let e)):
      switch e.goal {
      case .value(let value): "target for \(e.measure.printable) by \(e.by): \(money(value))"
      case .count(let count): "target for \(e.measure.printable) by \(e.by): \(count)"
      }
    case .rates(.published(let e)):
      "rates for 1 \(e.base) from \(e.validFrom): "
        + list(e.rates.sorted { $0.key < $1.key }) { "\($0.key) \($0.value)" }
    case .group(.membershipSet(let e)): "\(e.country) is a member from \(e.from)" + (e.to.map { " until \($0)" } ?? "")
    case .aggregate(.reported(let e)):
      "reported total, \(e.measure.rawValue) of \(e.window)" + detail(e.region?.code, e.sourceClass?.rawValue)
        + (e.value.map { ": \(money($0))" } ?? "")
        + e.counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { ", \($0.value) \($0.key.rawValue)" }.joined()
    case .figure(.published(let e)): "published figure: \(e.statement.printable)"
    case .policy(.roleGranted(let e)):
      "\(e.actor) became \(e.role.rawValue)" + (e.office.map { " (\($0.printable))" } ?? "")
    case .policy(.roleRevoked(let e)): "\(e.actor) is no longer \(e.role.rawValue)" + because(e.reason)
    case .policy(.approvalRequired(let e)):
      "approval needed for " + (e.events.isEmpty ? "nothing" : list(e.events) { $0.rawValue })
    case .books(.periodClosed(let e)): "books closed through \(e.through)" + because(e.note)
    case .reversed(let e): style.warning("reversed record \(e.seq)") + because(e.reason)
    case .partner, .project:
      text(event)
    }
  }

  // MARK: Parts

  private func money(_ money: Money) -> String {
    let qualifier =
      switch money.qualifier {
      case .exact: ""
      case .about: "about "
      case .over: "over "
      case .under: "under "
      case .upTo: "up to "
      }
    return style.amount(qualifier + money.grouped)
  }

  private func change(_ change: Change) -> String {
    switch change {
    case .adds(let value): "adds \(money(value))"
    case .sets(let value): "sets \(money(value))"
    }
  }

  private func countries(_ list: SmallList<Beneficiary>) -> String {
    list.isEmpty ? "" : ", for " + self.list(list) { item in item.country.text + (item.share.map { " \($0) %" } ?? "") }
  }

  private func list<T>(_ items: some Collection<T>, _ text: (T) -> String) -> String {
    items.map(text).joined(separator: " + ")
  }

  private func detail(_ parts: String?...) -> String {
    let known = parts.compactMap { $0 }
    return known.isEmpty ? "" : " (\(known.joined(separator: ", ")))"
  }

  private func because(_ reason: String?) -> String { reason.map { ": \($0.printable)" } ?? "" }
}

extension String {
  /// For a terminal: control characters, which could move the cursor or break the line, become spaces.
  var printable: String {
    func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) }
    guard unicodeScalars.contains(where: isControl) else { return self }
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars { text.append(isControl(scalar) ? " " : scalar) }
    return String(text)
  }
}
