import Reference

/// The small checks that several rules share, and the refusals they make.
extension Rules {
  /// A currency holds for facts of the time when it was in use.
  func current(_ money: Money, at place: String) throws(Refusal) {
    guard Currencies.isWithdrawn(money.currency), let end = Currencies.find(money.currency)?.withdrawnAbout,
      let end = Day(end), command.on.first >= end
    else { return }
    throw Refusal(
      .withdrawnCurrency, at: place, found: "\(money.currency), withdrawn about \(end)",
      expected: "a currency that was in use on \(command.on)",
      remedy: "Record the amount in the currency that replaced it, with the document that states it.")
  }

  /// A country holds for facts of the time when it was one.
  func current(_ countries: [Alpha3], at place: String) throws(Refusal) {
    for country in countries {
      guard let end = Countries.find(country)?.endedOn, let end = Day(end), command.on.first >= end else { continue }
      throw Refusal(
        .withdrawnCountry, at: place, found: "\(country), which ended on \(end)",
        expected: "a country that was one on \(command.on)",
        remedy: "Name the country that followed it, or correct the date.")
    }
  }

  func positive(_ money: Money, at place: String) throws(Refusal) {
    if money.minor <= 0 { throw notPositive(money.description, at: place) }
  }

  func notNegative(_ money: Money, at place: String) throws(Refusal) {
    if money.minor < 0 { throw notPositive(money.description, at: place) }
  }

  func unique(_ names: [String], at place: String) throws(Refusal) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      throw Refusal(
        .repeatedEntry, at: place, found: "\(name) twice", expected: "each once", remedy: "Take one of them out.")
    }
  }

  func ordered(_ from: Day?, _ to: Day?, at place: String) throws(Refusal) {
    if let from, let to, to < from { throw reversed("\(from) to \(to)", at: place) }
  }

  func reversed(_ found: String, at place: String) -> Refusal {
    Refusal(
      .datesReversed, at: place, found: found, expected: "an end that is not before the start",
      remedy: "Correct one of the two dates.")
  }

  func notPositive(_ found: String, at place: String) -> Refusal {
    Refusal(
      .amountNotPositive, at: place, found: found, expected: "an amount above zero (\"sets\" and budgets may be zero)",
      remedy: "Leave an unknown amount out. Money that comes back has events of its own.")
  }

  func totalNegative(_ place: String, _ before: Int128, _ money: Money) -> Refusal {
    Refusal(
      .totalNegative, at: place,
      found: "\(money) on top of \(money.currency) \(Money.text(minor: before, currency: money.currency))",
      expected: "a total that is not below zero and has at most 19 digits",
      remedy: "Correct the amount; `pledgebook log \(command.subject)` shows the lines so far.")
  }

  func alreadyExists(_ what: String) -> Refusal {
    Refusal(
      .alreadyExists, at: "subject", found: "\(command.subject), which was \(what) before", expected: "a new subject",
      remedy: "Use an addendum or a revision; a wrong record is reversed first.")
  }

  func unknownSubject(_ expected: String) -> Refusal {
    Refusal(
      .unknownSubject, at: "subject", found: command.subject.description, expected: expected,
      remedy: "Correct the name, or record its first event before this one.")
  }

  func unknown(_ subject: Subject, at place: String) -> Refusal {
    Refusal(
      .unknownSubject, at: place, found: subject.description, expected: "a subject that the book knows",
      remedy: "Record \(subject) first, or correct the name.")
  }

  func notActive(_ expected: String, found: String? = nil) -> Refusal {
    Refusal(
      .notActive, at: "subject", found: found ?? command.subject.description, expected: expected,
      remedy: "`pledgebook log \(command.subject)` shows what happened to it.")
  }
}
