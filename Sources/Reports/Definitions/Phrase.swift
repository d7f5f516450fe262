import Ledger

/// What happened, in one plain phrase for people.
enum Phrase {
  static func of(_ event: Event) -> String {
    switch event {
    case .partnerRegistered(let profile):
      "registered as \(profile.name ?? "a partner")\(profile.kind.map { ", \($0.rawValue)" } ?? "")"
    case .partnerRevised: "details of the partner revised"
    case .partnerMerged(let merged): "counts as partner/\(merged.into) from here on"
    case .championshipStarted: "became a champion"
    case .championshipEnded: "is no longer a champion"
    case .projectSigned(let signed): "signed: \(signed.title); money from \(funders(signed))"
    case .addendumSigned(let addendum): "addendum \(addendum.number)\(changes(addendum))\(after(addendum.reason))"
    case .contributionReceived(let paid): "received from \(paid.from)"
    case .contributionRefunded(let refund): "refunded to \(refund.to)\(after(refund.reason))"
    case .disbursementMade(let made): disbursement(made)
    case .disbursementRecovered(let back): "recovered\(back.from.map { " from \($0)" } ?? ""): \(back.reason)"
    case .activitiesCompleted(let remark): "activities completed\(after(remark.text))"
    case .projectClosed(let remark): "closed\(after(remark.text))"
    case .projectCancelled(let remark): "cancelled\(after(remark.text))"
    case .agreementSigned(let signed):
      "agreement signed (\(signed.kind.rawValue)) with \(signed.parties.joined(separator: ", "))"
    case .agreementRevised(let revised): "agreement revised\(after(revised.reason))"
    case .agreementEnded(let remark): "agreement ended\(after(remark.text))"
    case .pledgeMade(let made): "pledge made by \(made.by): \(made.terms.title ?? "")"
    case .pledgeRevised(let revised): "pledge revised\(after(revised.reason))"
    case .pledgeProgressReported(let report): "progress of the pledge: \(report.status.rawValue)\(after(report.text))"
    case .pledgeWithdrawn(let remark): "pledge withdrawn\(after(remark.text))"
    case .impactAssessmentIssued(let issued): "impact assessment issued: \(issued.title)"
    case .budgetSet(let set): "budget set for \(set.plan.code)\(set.priority.map { " \($0.code)" } ?? "")"
    case .targetSet(let set): "target set for \(set.measure) by \(set.by)"
    case .ratesPublished(let rates): "rates of \(rates.base) valid from \(rates.validFrom)"
    case .groupMembershipSet(let set):
      "\(set.country) is a member from \(set.from)\(set.to.map { " up to \($0)" } ?? "")"
    case .aggregateReported(let report): "total reported for \(report.measure.rawValue) \(report.window)"
    case .figurePublished(let figure): "figure published: \(figure.statement)"
    case .roleGranted(let granted): "role \(granted.role.rawValue) granted to \(granted.actor)"
    case .roleRevoked(let revoked): "role \(revoked.role.rawValue) revoked from \(revoked.actor)"
    case .approvalRequired(let required):
      "approval required for \(required.events.map(\.rawValue).joined(separator: ", "))"
    case .periodClosed(let closed): "books closed through \(closed.through)"
    case .recordReversed(let reversal): "reverses record \(reversal.seq): \(reversal.reason)"
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
