/// Exchange rates. Those known at the position count; a currency's rate holds until its next one in the same table
/// (DOMAIN, Currencies).
struct Rates {
  private struct Place: Hashable {
    let table: String
    let base: String
  }
  private struct Pair: Hashable {
    let from: String
    let to: String
    let day: Day
    let table: String?
  }

  /// Units of a currency for one unit of the base, from a day on; in the order of days, the last of one day at the end.
  private var rates: [Place: [String: [(day: Day, rate: Exact)]]] = [:]
  private var known: [Pair: Exact?] = [:]

  init(_ book: Book) {
    for (subject, history) in book.histories where subject.hasPrefix("rates/") {
      for fact in history.facts {
        let place = Place(table: fact.record.name, base: fact.event["base"]?.text ?? "")
        for (currency, rate) in fact.event["rates"]?.members ?? [:] where currency != place.base {
          guard let rate = rate.text.flatMap({ Exact($0) }) else { continue }
          rates[place, default: [:]][currency, default: []].append((fact.start, rate))
        }
      }
    }
  }

  /// What one unit of `from` is in units of `to`. Without a table it is the one whose older rate of the two is the
  /// newest; of several the first by name (README, choice 12).
  mutating func rate(_ from: String, _ to: String, on day: Day, table: String?) -> Exact? {
    if from == to { return .one }
    let pair = Pair(from: from, to: to, day: day, table: table)
    if let rate = known[pair] { return rate }
    var best: (age: Day, rate: Exact)?
    for place in rates.keys.sorted(by: { ($0.table, $0.base) < ($1.table, $1.base) })
    where table == nil || place.table == table {
      guard let up = units(to, place, day), let down = units(from, place, day) else { continue }
      let age = min(up.day, down.day)
      if best.map({ $0.age < age }) ?? true { best = (age, up.rate / down.rate) }
    }
    known[pair] = .some(best?.rate)
    return best?.rate
  }

  private func units(_ currency: String, _ place: Place, _ day: Day) -> (day: Day, rate: Exact)? {
    currency == place.base ? (Day(number: .max), .one) : rates[place]?[currency]?.last { $0.day <= day }
  }

  /// An amount in minor units of one currency, in those of another; nil without a rate.
  mutating func convert(_ minor: Exact, _ from: String, _ to: String, on day: Day, table: String?) -> Exact? {
    if from == to { return minor }
    return rate(from, to, on: day, table: table).map { minor * $0 * Money.scale(to) / Money.scale(from) }
  }
}
