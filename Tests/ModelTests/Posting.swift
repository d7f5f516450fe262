import BigInt

/// What one record changed in the effects of its subject's facts.
///
/// A record's postings are the difference that it makes: the effects with it, less those without it, each dated as the
/// fact that it changes, and naming that fact (DOMAIN, Time). So what was known at a size is a prefix of them.
struct Posting {
  /// The record that made it.
  let position: Int
  /// The fact that is changed, without money.
  let effect: Effect
  /// +1 where the effect begins to exist, -1 where it ceases.
  let stands: Int
  let amounts: [Effect.Piece: BigInt]

  static func all(of subject: String, _ records: [Record]) -> [Posting] {
    var known: [Record] = []
    var before: [Effect: [Effect.Piece: BigInt]] = [:]
    var postings: [Posting] = []
    for record in records where record.subject == subject {
      known.append(record)
      let effects = Effect.all(History(Book.standing(known)), subject)
      let after = Dictionary(effects.map { ($0.bare, $0.pieces) }) { $0.merging($1, uniquingKeysWith: +) }
      for effect in Set(before.keys).union(after.keys) where before[effect] != after[effect] {
        let amounts = (after[effect] ?? [:]).merging((before[effect] ?? [:]).mapValues { -$0 }, uniquingKeysWith: +)
        let stands = (after[effect] == nil ? 0 : 1) - (before[effect] == nil ? 0 : 1)
        postings.append(Posting(position: record.position, effect: effect, stands: stands, amounts: amounts))
      }
      before = after
    }
    return postings
  }

  /// The sums of postings: what stands after all of them.
  static func effects(_ postings: [Posting]) -> [Effect] {
    var sums: [Effect: (stands: Int, pieces: [Effect.Piece: BigInt])] = [:]
    for posting in postings {
      let sum = sums[posting.effect] ?? (0, [:])
      sums[posting.effect] = (
        sum.stands + posting.stands, sum.pieces.merging(posting.amounts, uniquingKeysWith: +).filter { $0.value != 0 }
      )
    }
    return sums.compactMap { effect, sum in
      guard sum.stands > 0 else { return nil }
      var effect = effect
      effect.pieces = sum.pieces
      return effect
    }.sorted { ($0.start, $0.on.first, $0.position) < ($1.start, $1.on.first, $1.position) }
  }

  /// The funding lines on a day, as the sums of what was posted by it.
  static func lines(_ effects: [Effect], _ history: History, on day: Day) -> [LineName: Line] {
    var lines: [LineName: Line] = [:]
    let signed = effects.filter { $0.measure == .signed && $0.start <= day }
    for effect in signed {
      guard let name = effect.line else { continue }
      lines[name, default: Line()].promise = Promise()
    }
    for (name, effects) in Dictionary(grouping: signed, by: { $0.line }) {
      guard let name else { continue }
      for (currency, effects) in Dictionary(grouping: effects, by: { $0.currency }) {
        let total = effects.reduce(0) { $0 + $1.minor }
        if let currency, total != 0 { _ = lines[name]?.promise.become(total, currency, on: day) }
      }
    }
    // Instalments are no money that moves; they stay where the signature has them.
    let stated = ProjectWalk(history, "", through: day).lines
    for name in lines.keys { lines[name]?.dues = stated[name]?.dues ?? [] }
    return lines
  }
}
