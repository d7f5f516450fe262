import Ledger
import Reference

/// The risks of projects: what the postings say of terms and money, and the risks that are found in them.
enum ProjectRisks {
  /// How the sums of one partner in one currency go into the amount of a risk.
  struct Part {
    /// The place of the risk.
    var risk: Int
    let project: UInt32
    let account: ProjectMoney.Account
    /// The sign of each: 1, −1 or 0.
    let signed: Int128
    let received: Int128
    let disbursed: Int128

    /// Which sums it is made of.
    var uses: ProjectMoney.Sums.Moved {
      (signed != 0 ? ProjectMoney.Sums.Moved.signed : []).union(received != 0 ? .received : []).union(
        disbursed != 0 ? .disbursed : [])
    }

    func amount(_ money: ProjectMoney.Sums) -> Int128 {
      signed * money.signed + received * money.received + disbursed * money.disbursed
    }
  }

  static func add(to sheet: inout Sheet) throws {
    let (known, query, empty) = (sheet.known, sheet.query, sheet.part)
    let today = query.today.number
    let (projects, money) = try sheet.together(
      { (terms: try ProjectTerms.all(known, query, asOf: query.today), names: try known.projects()) },
      {
        try empty.moneyByProject(measures) {
          $0.currency != 0 && $0.firstDay <= today
        }
      })
    try addBalances(projects.terms, to: &sheet)
    try sheet.fill(from: projects.terms.keys.sorted()) { numbers, sheet in
      var search = RiskSearch(known, query, projects.terms, projects.names, money)
      try search.find(in: numbers)
      search.add(to: &sheet)
    }
  }

  /// The risks that lie in balances: what is overdue or unpaid, and what was spent beyond what was signed.
  private static func addBalances(_ terms: [UInt32: ProjectTerms], to sheet: inout Sheet) throws {
    let today = sheet.query.today
    let balances = try sheet.bySubject(
      measures, Query(today: today), byCountry: false, into: (owed: Balances(for: sheet), spent: Balances(for: sheet))
    ) { part, posting in
      guard posting.start <= today, terms[posting.subject] != nil else { return }
      part.owed.add(promise: posting)
      see(posting, &part.spent)
    } settle: { part in
      part.owed.settle()
      part.spent.settle()
    }
    for part in balances {
      for account in part.owed.accounts where account.left.isPositive {
        guard let project = terms[account.posting.subject] else { continue }
        try addOwed(account, part.owed, project, to: &sheet)
      }
      for account in part.spent.accounts where account.over.isPositive {
        guard let project = terms[account.posting.subject] else { continue }
        try addOverspent(account, part.spent, project, to: &sheet)
      }
    }
  }

  /// What a project spent against what was signed for it.
  private static func see(_ posting: Posting, _ spent: inout Balances) {
    let step = Chain.step(posting)
    let isSpending = ChainRows.isSpending(posting)
    guard isSpending || step.column == "signed" else { return }
    spent.add(posting, of: Balances.project, sign: isSpending == step.isBack ? 1 : -1, isBack: step.isBack)
  }

  /// One definition of overdue, for this report and `chain`.
  private static func addOwed(
    _ account: Balances.Account, _ owed: Balances, _ project: ProjectTerms, to sheet: inout Sheet
  ) throws {
    let (known, query) = (sheet.known, sheet.query)
    guard !project.isOver, !known.isInternal(account.posting), let partner = known.identity(account.posting.partner),
      let own = account.posting.currencyCode,
      query.partner.map({ known.place(ofPartner: $0) == partner }) ?? true
    else { return }
    let kind: String
    let due: Day
    if let end = project.ends, end < query.today {
      (kind, due) = ("overdue", end)
    } else if case let year = project.signedOn.yearLater, year < query.today,
      owed.party(of: account).allSatisfy({ $0.lastPaid == nil })
    {
      (kind, due) = ("unpaid", year)
    } else {
      return
    }
    let risk = Risk(
      kind: kind, subject: "project/\(try project.name(known))", partner: known.partnerName(partner), since: due,
      reason: "signed on \(try project.signedOnText(known)), due by \(due)")
    add(risk, account.left, own, account.lines.filter { !$0.posting.flags.contains(.inKind) }, sign: 1, to: &sheet)
  }

  /// All that was signed is spent, and more. Silent where a funding line has no value, or a rate is missing.
  private static func addOverspent(
    _ account: Balances.Account, _ spent: Balances, _ project: ProjectTerms, to sheet: inout Sheet
  ) throws {
    let (known, query) = (sheet.known, sheet.query)
    guard !project.hasUnknownValue, let own = account.posting.currencyCode, let last = account.lastPaid else { return }
    guard query.partner.map({ project.hasFunder(known.place(ofPartner: $0)) }) ?? true else { return }
    let name = try project.name(known)
    guard spent.party(of: account).allSatisfy({ !$0.left.isPositive }) else {
      sheet.note(
        "project/\(name): disbursed in a currency without a rate to that of its signature; whether it is overspent is "
          + "not known")
      return
    }
    let risk = Risk(
      kind: "overspent", subject: "project/\(name)", partner: "–", since: last, reason: "more was disbursed than signed"
    )
    add(risk, account.over, own, account.lines, sign: -1, to: &sheet)
  }

  private static func add(
    _ risk: Risk, _ amount: Fraction, _ own: Alpha3, _ lines: [Balances.Line], sign: Int128, to sheet: inout Sheet
  ) {
    let row = sheet.add(
      balance: amount, of: own, to: risk.labels, "amount", lines: lines, sign: sign, inTotal: false)
    sheet.describe(row, ["since", "reason"]) { risk.said }
  }

  static let measures: Set<Measure> = [.signed, .added, .received, .refunded, .disbursed, .recovered]
}
