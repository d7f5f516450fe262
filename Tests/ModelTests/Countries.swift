import BigInt

/// How the money of a project is shared among countries. Countries are looked up, not moved (DOMAIN, Subjects).
struct Shares {
  /// Every country of the list, with a share or only reached.
  let reached: [String]
  /// Sorted by code; together at most one.
  private(set) var fractions: [(country: String, fraction: Exact)] = []

  /// - Parameter total: the total in force of the lines in a currency, of which amounts are shares.
  init(_ list: [JSON], currency: String, total: BigInt) {
    reached = list.compactMap { $0["country"]?.text }
    let isOne = list.count == 1 && list[0]["share"] == nil && list[0]["amount"] == nil
    let amounts = list.compactMap { Money($0["amount"]) }.filter { $0.currency == currency }
    let whole = Exact(max(total, amounts.reduce(0) { $0 + $1.minor }))
    var sums: [String: Exact] = [:]
    for entry in list {
      guard let country = entry["country"]?.text else { continue }
      if let share = entry["share"]?.text.flatMap({ Exact($0) }) {
        sums[country, default: .zero] += share / Exact(100)
      } else if let amount = Money(entry["amount"]) {
        if amount.currency == currency, !whole.isZero { sums[country, default: .zero] += Exact(amount.minor) / whole }
      } else if isOne {
        sums[country] = .one
      }
    }
    let all = max(sums.values.reduce(.zero, +), .one)
    fractions = sums.map { ($0.key, $0.value / all) }.sorted { $0.0 < $1.0 }
  }

  /// Largest remainders, ties to the first code, what is not allocated last; parts add back to the cent (DOMAIN,
  /// Values: Share).
  func split(_ minor: BigInt) -> [(country: String?, minor: BigInt)] {
    let left = Exact.one - fractions.reduce(.zero) { $0 + $1.fraction }
    let all: [(country: String?, fraction: Exact)] =
      fractions.map { ($0.country, $0.fraction) } + (left.isZero ? [] : [(nil, left)])
    let size = BigInt(minor.magnitude)
    let quotas = all.map { Exact(size) * $0.fraction }
    var parts = quotas.map(\.floor)
    let byRemainder = quotas.indices.sorted { a, b in
      let (x, y) = (quotas[a] - Exact(parts[a]), quotas[b] - Exact(parts[b]))
      return x == y ? a < b : x > y
    }
    for place in byRemainder.prefix(Int(size - parts.reduce(0, +))) { parts[place] += 1 }
    return zip(all, parts).map { ($0.country, minor < 0 ? -$1 : $1) }
  }

  /// Why money has no country.
  var reason: String {
    if reached.isEmpty { return "no countries stated" }
    return fractions.isEmpty ? "several countries without shares" : "shares below 100"
  }
}

extension Book {
  /// The part of an effect that one country has, or none.
  typealias Part = (country: String?, pieces: [Effect.Piece: Exact])

  /// The shares of a project as its list stands on a day, for money of a currency.
  func shares(_ project: String, _ currency: String?, on day: Day) -> Shares {
    let list = terms("project/\(project)", on: day)["beneficiaries"]?.items ?? []
    guard let currency, list.contains(where: { $0["amount"] != nil }) else {
      return Shares(list, currency: "", total: 0)
    }
    let promises = lines(project, on: day).values.map(\.promise).filter { $0.currency == currency }
    return Shares(list, currency: currency, total: promises.reduce(0) { $0 + $1.total })
  }

  /// An effect is split as a whole. The part of a piece is what the split of the pieces up to it, the last that came in
  /// first, has more than that of the pieces before it.
  private static func split(_ pieces: [Effect.Piece: BigInt], _ shares: Shares) -> [Part] {
    var sum: BigInt = 0
    var parts: [Part] = shares.split(0).map { ($0.country, [:]) }
    for (piece, minor) in pieces.sorted(by: { $0.key.day > $1.key.day }) {
      let (before, after) = (shares.split(sum), shares.split(sum + minor))
      sum += minor
      for place in parts.indices { parts[place].pieces[piece] = Exact(after[place].minor - before[place].minor) }
    }
    return parts
  }

  /// An effect in parts by country, each as a fraction of the whole and its pieces. Promises and receipts follow the
  /// list on the look-up day; what was spent stands in its country, or follows the list on its own day.
  func parts(_ effect: Effect, on day: Day) -> [Part] {
    guard effect.measure == .disbursed else {
      let shares = shares(effect.name, effect.currency, on: day)
      // Money that nobody knows, or none, is where a share would put it.
      guard effect.minor != 0 else {
        return shares.fractions.isEmpty ? [(nil, [:])] : shares.fractions.map { ($0.country, [:]) }
      }
      return Book.split(effect.pieces, shares)
    }
    return effect.pieces.flatMap { piece, minor -> [Part] in
      if let country = piece.country { return [(country, [piece: Exact(minor)])] }
      return shares(effect.name, effect.currency, on: piece.day).split(minor).map {
        ($0.country, [piece: Exact($0.minor)])
      }
    }
  }
}
