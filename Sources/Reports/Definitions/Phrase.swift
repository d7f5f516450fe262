import Ledger

/// What happened, in one plain phrase for people.
enum Phrase {
  static func of(_ event: Event) -> String {
    switch event {
    case .partner(.registered(let profile)):
      "registered as \(profile.name ?? "a partner")\(profile.kind.map { ", \($0.rawValue)" } ?? "")"
    case .partner(.revised): "details of the partner revised"
    case .partner(.merged(let merged)): "counts as partner/\(merged.into) from here on"
    case .partner(.championshipStarted): "became a champion"
    case .partner(.championshipEnded): "is no longer a champion"
    case .project(.signed(let signed)): "signed: \(signed.title); money from \(funders(signed))"
    case .project(.addendumSigned(let addendum)):
      "addendum \(addendum.number)\(changes(addendum))\(after(addendum.reason))"
    case .project(.contributionReceived(let paid)): "received from \(paid.from)"
    case .project(.contributionRefunded(let refund)): "refunded to \(refund.to)\(after(refund.reason))"
    case .project(.disbursementMade(let made)): disbursement(made)
    case .project(.disbursementRecovered(let back)): "recovered\(back.from.map { " from \($0)" } ?? ""): \(back.reason)"
    case .project(.activitiesCompleted(let remark)): "activities completed\(after(remark.text))"
    case .project(.closed(let remark)): "closed\(after(remark.text))"
    case .project(.cancelled(let remark)): "cancelled\(after(remark.text))"
    case .agreement(.signed(let signed)):
      "agreement signed (\(signed.kind.rawValue)) with \(signed.parties.joined(separator: ", "))"
    case .agreement(.revised(let revised)): "agreement revised\(after(revised.reason))"
    case .agreement(.ended(let remark)): "agreement ended\(after(remark.text))"
    case .pledge(.made(let made)): "pledge made by \(made.by): \(made.terms.title ?? "")"
    case .pledge(.revised(let revised)): "pledge revised\(after(revised.reason))"
    case .pledge(.progressReported(let report)):
      "progress of the pledge: \(report.status.rawValue)\(after(report.text))"
    case .pledge(.withdrawn(let remark)): "pledge withdrawn\(after(remark.text))"
    case .assessment(.issued(let issued)): "impact assessment issued: \(issued.title)"
    case .plan(.budgetSet(let set)): "budget set for \(set.plan.code)\(set.priority.map { " \($0.code)" } ?? "")"
    case .target(.set(let set)): "target set for \(set.measure) by \(set.by)"
    case .rates(.published(let rates)): "rates of \(rates.base) valid from \(rates.validFrom)"
    case .group(.membershipSet(let set)):
      "\(set.country) is a member from \(set.from)\(set.to.map { " up to \($0)" } ?? "")"
    case .aggregate(.reported(let report)): "total reported for \(report.measure.rawValue) \(report.window)"
    case .figure(.published(let figure)): "figure published: \(figure.statement)"
    case .policy(.roleGranted(let granted)): "role \(granted.role.rawValue) granted to \(granted.actor)"
    case .policy(.roleRevoked(let revoked)): "role \(revoked.role.rawValue) revoked from \(revoked.actor)"
    case .policy(.approvalRequired(let required)):
      "approval required for \(required.events.map(\.rawValue).joined(separator: ", "))"
    case .books(.periodClosed(let closed)): "books closed through \(closed.through)"
    case .reversed(let reversal): "reverses record \(reversal.seq): \(reversal.reason)"
    }
  }

  private static func after(_ text: String?) -> String { text.map { ": \($0)" } ?? "" }

  private static func funders(_ signed: ProjectSigned) -> String {
    signed.funding.map {
      "\($0.from)\($0.modality == .inKind ? " in kind" : "")\($0.value == nil ? " (value not known)" : "")"
    }.joined(separator: ", ")
  }

  private static func changes(_ addendum: AddendumSigned) -> String {
    var parts = addendum.funding.map { change in
      switch change.change {
      case .adds: "money of \(change.from)"
      case .sets: "money of \(change.from) set anew"
      }
    }
    if !addendum.beneficiaries.isEmpty {
      parts.append("countries \(addendum.beneficiaries.map(\.country.text).joined(separator: " "))")
    }
    if let ends = addendum.ends { parts.append("end on \(ends)") }
    if let title = addendum.title { parts.append("title \(title)") }
    return parts.isEmpty ? "" : ", \(parts.joined(separator: ", "))"
  }

  private static func disbursement(_ made: DisbursementMade) -> String {
    let goods = made.inKind.map { "\($0.quantity) \($0.unit) of \($0.description)" }.joined(separator: ", ")
    let what =
      made.inKind.isEmpty ? "disbursed" : (made.value == nil ? "given in kind: \(goods)" : "disbursed, with \(goods)")
    return what + (made.to.map { " to \($0)" } ?? "") + (made.country.map { " in \($0)" } ?? "")
      + (made.purpose.map { " for \($0)" } ?? "")
  }
}
