/// One line of the book, as far as figures need it.
struct Record: Hashable {
  let position: Int
  let id: String
  /// `kind/name`.
  let subject: String
  let on: Span
  let type: String
  var event: JSON

  struct Unreadable: Error { let line: String }

  init(_ json: JSON, position: Int) throws {
    guard let subject = json["subject"]?.text, let event = json["event"], let type = event["type"]?.text,
      let on = (Record.namedDay(event, type) ?? json["on"]?.text).flatMap(Span.init)
    else { throw Unreadable(line: json.line) }
    (self.position, self.id) = (json["seq"]?.number ?? position, json["id"]?.text ?? "")
    (self.subject, self.event, self.type, self.on) = (subject, event, type, on)
  }

  /// Where a record names the day from which it holds, that day is its `on` (DOMAIN, Time; README, choice 4).
  private static func namedDay(_ event: JSON, _ type: String) -> String? {
    switch type {
    case "RatesPublished": event["validFrom"]?.text
    case "GroupMembershipSet", "RegionMembershipSet": event["from"]?.text
    case "BudgetSpent": event["through"]?.text
    default: nil
    }
  }

  var kind: String { String(subject.prefix { $0 != "/" }) }
  var name: String { String(subject.drop { $0 != "/" }.dropFirst()) }

  /// What ends, spends or refunds holds from the last day of `on` (DOMAIN, Time: a coarse date).
  var holdsFromTheLastDay: Bool {
    [
      "ContributionRefunded", "DisbursementMade", "DisbursementRecovered", "ActivitiesCompleted", "ProjectClosed",
      "ProjectCancelled", "AgreementEnded", "PledgeWithdrawn", "ChampionshipEnded", "BudgetSpent",
    ].contains(type)
  }

  /// The record with which its subject begins.
  var isOpening: Bool {
    ["ProjectSigned", "PartnerRegistered", "AgreementSigned", "PledgeMade"].contains(type)
  }
}

/// A record that stands, and the day from which it holds.
struct Fact: Hashable {
  let record: Record
  let start: Day

  var type: String { record.type }
  var event: JSON { record.event }
}

/// The facts of one subject, in the order in which they hold.
///
/// DOMAIN says (first day of `on`, position). Here it is (the day from which the fact holds, first day of `on`,
/// position), the opening first: the same but for what holds from its last day (README, choice 1).
struct History {
  let facts: [Fact]
  let opening: Fact?

  init(_ standing: [Record]) {
    let opening = standing.first(where: \.isOpening)
    self.opening = opening.map { Fact(record: $0, start: $0.on.first) }
    facts = standing.map { record in
      let own = record.holdsFromTheLastDay ? record.on.last : record.on.first
      // Nothing holds before its subject's first day.
      return Fact(record: record, start: max(own, opening?.on.first ?? own))
    }.sorted { History.key($0, opening) < History.key($1, opening) }
  }

  private static func key(_ fact: Fact, _ opening: Record?) -> (Int, Day, Day, Int) {
    (fact.record == opening ? 0 : 1, fact.start, fact.record.on.first, fact.record.position)
  }

  /// What is in force on a day is found by taking these, one after the other.
  func holding(on day: Day) -> [Fact] { facts.filter { $0.start <= day } }

  /// The members in force: each fact replaces those that it names.
  func terms(on day: Day) -> JSON {
    holding(on: day).reduce(.object([:])) { terms, fact in
      .object(terms.members.merging(fact.event.members) { $1 })
    }
  }
}
