import Ledger
import Reference

/// What one record moves in one measure.
struct NaiveMove {
  let record: Record
  /// `pledged`, `agreed`, `signed`, `received` or `disbursed`; refunds and recoveries are negative.
  let measure: String
  let minor: Int128
  let currency: Alpha3
  /// The partner that is named, if one is.
  let partner: String?

  var on: EffectiveDate { record.on }
  var subject: String { record.subject.name }
}

extension NaiveModel {
  /// The money of projects, in the order of the book. Money that only moves between countries adds to zero and is left
  /// out.
  var projectMoves: [NaiveMove] {
    var moves = lines.compactMap { line in
      line.isMove
        ? nil
        : line.currency.map {
          NaiveMove(record: line.record, measure: "signed", minor: line.minor, currency: $0, partner: line.partner)
        }
    }
    for record in facts {
      func add(_ measure: String, _ value: Money, _ sign: Int128, _ partner: String?) {
        moves.append(
          NaiveMove(
            record: record, measure: measure, minor: sign * Int128(value.minor), currency: value.currency,
            partner: partner))
      }
      switch record.event {
      case .project(.contributionReceived(let paid)): add("received", paid.value, 1, paid.from)
      case .project(.contributionRefunded(let refund)): add("received", refund.value, -1, refund.to)
      case .project(.disbursementMade(let made)): if let value = made.value { add("disbursed", value, 1, nil) }
      case .project(.disbursementRecovered(let back)): add("disbursed", back.value, -1, nil)
      default: break
      }
    }
    return moves
  }

  var pledgeMoves: [NaiveMove] {
    var values: [String: Money] = [:]
    var by: [String: String] = [:]
    var moves: [NaiveMove] = []
    for record in facts {
      let name = record.subject.name
      var moved: [Money] = []
      switch record.event {
      case .pledge(.made(let made)):
        (values[name], by[name]) = (made.value, made.by)
        moved = made.value.map { [$0] } ?? []
      case .pledge(.revised(let revised)):
        if let change = revised.change { moved = NaiveAgreement.move(change, &values[name]) }
      case .pledge(.withdrawn): moved = values[name].map { [Money(minor: -$0.minor, currency: $0.currency)] } ?? []
      default: break
      }
      moves += moved.map {
        NaiveMove(record: record, measure: "pledged", minor: Int128($0.minor), currency: $0.currency, partner: by[name])
      }
    }
    return moves
  }

  /// The countries that a pledge names today.
  func countries(ofPledge name: String) -> [Alpha3] {
    facts.reduce([]) { list, record in
      guard record.subject.kind == .pledge, record.subject.name == name else { return list }
      if case .pledge(.made(let made)) = record.event { return made.terms.countries }
      if case .pledge(.revised(let revised)) = record.event, !revised.terms.countries.isEmpty {
        return revised.terms.countries
      }
      return list
    }
  }

  /// The only identity that has a line in a project or paid into it up to the end of the window.
  func onlyFunder(of project: String, _ query: NaiveQuestion) -> String? {
    var funders = Set(
      lines.filter { $0.project == project && !$0.isMove && query.isUpTo($0.on) }.map { identity($0.partner) })
    for record in facts
    where record.subject.kind == .project && record.subject.name == project && query.isUpTo(record.on) {
      if case .project(.contributionReceived(let paid)) = record.event { funders.insert(identity(paid.from)) }
    }
    return funders.count == 1 ? funders.first : nil
  }

  /// The stated end of a project that can still receive money.
  func openEnd(of project: String) -> Day? {
    var end: Day?
    for record in facts where record.subject.kind == .project && record.subject.name == project {
      switch record.event {
      case .project(.signed(let signed)): end = signed.ends
      case .project(.addendumSigned(let addendum)): end = addendum.ends ?? end
      case .project(.closed), .project(.cancelled): return nil
      default: break
      }
    }
    return end
  }
}

extension NaiveTable {
  mutating func chain() {
    let wanted = query.partner.map(model.identity)
    let onlyOf = Dictionary(
      uniqueKeysWithValues: Set(model.lines.map(\.project)).map { ($0, model.onlyFunder(of: $0, query)) })
    let pledges = query.grouping == "pledge" ? pledgesOfProjects : [:]
    var due: [[String]: [(move: NaiveMove, sign: Int128)]] = [:]
    for move in model.projectMoves where query.isUpTo(move.on) {
      guard admits(move.subject) else { continue }
      let only = onlyOf[move.subject] ?? nil
      let isSpending = move.measure == "disbursed"
      let partner = isSpending ? only : move.partner.map(model.identity)
      if let wanted, partner != wanted { continue }
      func row(_ partner: String?) -> [String] {
        [group(partner: partner ?? "several funders", project: move.subject, pledges: pledges[move.subject] ?? [])]
      }
      put(move, row(partner), move.measure)
      if !isSpending {
        let sign: Int128 = move.measure == "signed" ? 1 : -1
        put(move, row(partner), "outstanding", sign: sign, always: true)
        due[[move.subject, partner ?? "", move.currency.text], default: []].append((move, sign))
      }
      if move.measure != "signed", wanted == nil || only != nil {
        put(move, row(only), "unspent", sign: isSpending ? -1 : 1, always: true)
      }
    }
    for (key, moves) in due where moves.reduce(Int128(0), { $0 + $1.sign * $1.move.minor }) > 0 {
      guard let end = model.openEnd(of: key[0]), end < query.today else { continue }
      let row = [group(partner: key[1], project: key[0], pledges: pledges[key[0]] ?? [])]
      for (move, sign) in moves { put(move, row, "overdue", sign: sign, always: true) }
    }
    chainOfPromises(wanted)
  }

  private func group(partner: String, project: String, pledges: Set<String>) -> String {
    switch query.grouping {
    case "partner": partner
    case "project": project
    case "pledge": pledges.isEmpty ? "of no pledge" : pledges.sorted().joined(separator: " + ")
    default: "all"
    }
  }

  private var everyAgreement: [(name: String, NaiveAgreement)] {
    Set(model.facts.filter { $0.event.type == .agreement(.signed) }.map(\.subject.name)).sorted().map {
      ($0, NaiveAgreement($0, model))
    }
  }

  /// Those that the signature of a project names, and those of the agreements that name the project or that its
  /// signature names.
  private var pledgesOfProjects: [String: Set<String>] {
    let agreements = everyAgreement
    var pledges: [String: Set<String>] = [:]
    for project in Set(model.lines.map(\.project)) {
      guard case .project(.signed(let signed))? = model.signature(of: project)?.event else { continue }
      let linked = agreements.filter { name, agreement in
        signed.agreements.contains(name) || agreement.projects.contains(project)
      }
      pledges[project] = linked.reduce(into: Set(signed.pledges)) { $0.formUnion($1.1.pledges) }
    }
    return pledges
  }

  private mutating func put(
    _ move: NaiveMove, _ row: [String], _ column: String, sign: Int128 = 1, always: Bool = false
  ) {
    if always || query.contains(move.on) { money(sign * move.minor, move.currency, on: move.on.first, row, column) }
  }

  /// Whether a project passes the filters by its signature and its countries at the end of the window.
  private func admits(_ project: String) -> Bool {
    guard case .project(.signed(let signed))? = model.signature(of: project)?.event else { return false }
    if let region = query.region, signed.region != region { return false }
    if let plan = query.plan, signed.plan != plan { return false }
    if let priority = query.priority, signed.priority != priority { return false }
    return query.country.map { model.countries(of: project, query).contains($0) } ?? true
  }

  private mutating func chainOfPromises(_ wanted: String?) {
    for move in model.pledgeMoves
    where query.contains(move.on) && query.region == nil && query.plan == nil && query.priority == nil {
      let partner = move.partner.map(model.identity) ?? ""
      if let wanted, partner != wanted { continue }
      if let country = query.country, !model.countries(ofPledge: move.subject).contains(country) { continue }
      put(move, [group(partner: partner, project: "not of one project", pledges: [move.subject])], "pledged")
    }
    for (_, agreement) in everyAgreement where query.priority == nil {
      let parties = Set(agreement.parties.map(model.identity)).sorted()
      if let wanted, !parties.contains(wanted) { continue }
      if let country = query.country, !agreement.countries.contains(country) { continue }
      if let region = query.region, agreement.signed?.region != region { continue }
      if let plan = query.plan, agreement.signed?.plan != plan { continue }
      let projects = agreement.projects
      let row = group(
        partner: parties.joined(separator: " + "), project: projects.count == 1 ? projects[0] : "not of one project",
        pledges: Set(agreement.pledges))
      for (record, moved) in agreement.moves {
        for money in moved {
          put(
            NaiveMove(
              record: record, measure: "agreed", minor: Int128(money.minor), currency: money.currency, partner: nil),
            [row], "agreed")
        }
      }
    }
  }

  /// A statement names its rows by the position of the record and the currency only.
  mutating func statement() {
    guard let subject = query.subject else { return }
    let isProject = subject.kind == .project
    var moves: [(position: UInt64, on: EffectiveDate, NaiveMove, sign: Int128)] = []
    func isOfSubject(_ move: NaiveMove) -> Bool {
      if isProject { return move.subject == subject.name }
      return move.partner.map(model.identity) == model.identity(subject.name)
    }
    moves += model.projectMoves.filter(isOfSubject).map { ($0.record.seq, $0.on, $0, 1) }
    for record in model.all {
      guard case .reversed(let reversal) = record.event, record.subject.kind == .project else { continue }
      // What the record moved when it was recorded stands in both lines.
      let then = NaiveModel(model.all.prefix(Int(reversal.seq) + 1))
      for move in then.projectMoves where move.record.seq == reversal.seq && isOfSubject(move) {
        moves += [(reversal.seq, move.on, move, 1), (record.seq, move.on, move, -1)]
      }
    }
    var places: [(place: Int, row: [String])] = []
    for (position, on, move, sign) in moves {
      let isBefore = query.from.map { on.last < $0 } ?? false
      guard isBefore || query.contains(on) else { continue }
      let labels = [isBefore ? "–" : String(position)]
      money(sign * move.minor, move.currency, on: on.first, labels, move.measure)
      places.append((isBefore ? -1 : Int(position), labels + [shown(move.currency, on: on.first)]))
    }
    if !isProject { drop("disbursed") }
    var running: [String: [String: NaiveSum]] = [:]
    var seen: Set<[String]> = []
    for (_, row) in places.sorted(by: { $0.place < $1.place }) where seen.insert(row).inserted {
      carry(row, isProject ? ["outstanding", "unspent"] : ["outstanding"], &running[row[1], default: [:]])
    }
    for (currency, balances) in running { close(total(1, currency), balances) }
  }
}
