import BigInt

/// A funding line on some day.
struct Line {
  var promise = Promise()
  /// The stated instalments, in the currency at birth.
  var dues: [(day: Day, value: Money)] = []
}

/// The facts of a project, taken one after the other.
struct ProjectWalk {
  private let subject: String
  private(set) var lines: [LineName: Line] = [:]
  private(set) var effects: [Effect] = []
  /// What was received, by whose promise it pays and currency, and what was disbursed, by currency; the last at the
  /// end.
  private var received: [String: [(piece: Effect.Piece, minor: BigInt)]] = [:]
  private var disbursed: [String: [(piece: Effect.Piece, minor: BigInt)]] = [:]

  /// - Parameter day: facts that hold later are left out; nil for all.
  init(_ history: History, _ subject: String, through day: Day? = nil) {
    self.subject = subject
    guard history.opening != nil else { return }
    for fact in history.facts where day.map({ fact.start <= $0 }) ?? true { take(fact) }
  }

  private mutating func take(_ fact: Fact) {
    switch fact.type {
    case "ProjectSigned": sign(fact)
    case "AddendumSigned": change(fact)
    case "ContributionReceived": receive(fact)
    case "ContributionRefunded": refund(fact)
    case "DisbursementMade": disburse(fact)
    case "DisbursementRecovered": recover(fact)
    default: break
    }
  }

  // MARK: Promises

  private mutating func sign(_ fact: Fact) {
    var totals: [(name: LineName, total: BigInt, qualifier: String?)] = []
    for entry in fact.event["funding"]?.items ?? [] {
      let value = Money(entry["value"])
      let name = LineName(entry["from"]?.text ?? "", value?.currency, entry["modality"]?.text ?? "cash")
      lines[name, default: Line()].dues += (entry["due"]?.items ?? []).compactMap { due in
        guard let day = due["day"]?.text.flatMap({ Day($0) }), let value = Money(due["value"]) else { return nil }
        return (day, value)
      }
      guard let value else {
        effects.append(signed(fact, name, nil))
        continue
      }
      if let place = totals.firstIndex(where: { $0.name == name }) {
        totals[place].total += value.minor
      } else {
        totals.append((name, value.minor, value.qualifier))
      }
    }
    for (name, total, qualifier) in totals { become(fact, name, total, name.currency ?? "", qualifier) }
  }

  /// Each change names its line by `of`; one that finds no line opens one.
  private mutating func change(_ fact: Fact) {
    var after: [(name: LineName, promise: Promise, qualifier: String?)] = []
    for entry in fact.event["funding"]?.items ?? [] where !(entry["ambiguous"]?.isTrue ?? false) {
      let money = Money(entry["adds"] ?? entry["sets"])
      let name =
        LineName(of: entry["of"])
        ?? LineName(entry["from"]?.text ?? "", money?.currency, entry["modality"]?.text ?? "cash")
      let place = after.firstIndex { $0.name == name }
      var promise = place.map { after[$0].promise } ?? lines[name]?.promise ?? Promise()
      guard let (total, currency) = promise.after(entry) else { continue }
      _ = promise.become(total, currency, on: fact.start)
      if let place { after.remove(at: place) }
      after.append((name, promise, money?.qualifier))
    }
    // One fact has one effect on one line, however many of its entries change it.
    for (name, promise, qualifier) in after {
      become(fact, name, promise.total, promise.currency ?? "", qualifier)
    }
  }

  private mutating func become(
    _ fact: Fact, _ name: LineName, _ total: BigInt, _ currency: String, _ qualifier: String?
  ) {
    let moves = lines[name, default: Line()].promise.become(
      total, currency, on: fact.start, isOpening: fact.type == "ProjectSigned")
    for move in moves {
      var effect = signed(fact, name, move.currency)
      (effect.pieces, effect.qualifier, effect.takesSignedBack) = (move.pieces, qualifier, move.takesSignedBack)
      effects.append(effect)
    }
  }

  private func signed(_ fact: Fact, _ name: LineName, _ currency: String?) -> Effect {
    var effect = Effect(fact, subject, .signed, currency)
    (effect.line, effect.partner) = (name, name.partner)
    return effect
  }

  // MARK: Payments

  private mutating func receive(_ fact: Fact) {
    guard let value = Money(fact.event["value"]) else { return }
    let effect = paid(fact, value, fact.event["from"]?.text)
    let piece = Effect.Piece(day: fact.start)
    received[effect.partner.map { "\($0) \(value.currency)" } ?? "", default: []].append((piece, value.minor))
    append(effect, [piece: value.minor], value)
  }

  /// A refund of an unspent rest lowers the promise with it; one of an error reopens it (README, choice 9).
  private mutating func refund(_ fact: Fact) {
    guard let value = Money(fact.event["value"]) else { return }
    let effect = paid(fact, value, fact.event["to"]?.text)
    let key = effect.partner.map { "\($0) \(value.currency)" } ?? ""
    append(effect, ProjectWalk.take(value.minor, from: &received[key, default: []], on: fact.start), value)
    guard !(fact.event["error"]?.isTrue ?? false), let name = effect.line, let line = lines[name],
      line.promise.currency == value.currency
    else { return }
    become(fact, name, max(0, line.promise.total - value.minor), value.currency, value.qualifier)
  }

  private func paid(_ fact: Fact, _ value: Money, _ payer: String?) -> Effect {
    var effect = Effect(fact, subject, .received, value.currency)
    effect.line = LineName(of: fact.event["of"])
    effect.partner = fact.event["for"]?.text ?? effect.line?.partner ?? payer
    return effect
  }

  private mutating func disburse(_ fact: Fact) {
    guard let value = Money(fact.event["value"]) else { return }
    let piece = Effect.Piece(day: fact.start, country: fact.event["country"]?.text)
    disbursed[value.currency, default: []].append((piece, value.minor))
    append(Effect(fact, subject, .disbursed, value.currency), [piece: value.minor], value)
  }

  private mutating func recover(_ fact: Fact) {
    guard let value = Money(fact.event["value"]) else { return }
    let pieces = ProjectWalk.take(
      value.minor, from: &disbursed[value.currency, default: []], on: fact.start,
      country: fact.event["country"]?.text)
    append(Effect(fact, subject, .disbursed, value.currency), pieces, value)
  }

  private mutating func append(_ effect: Effect, _ pieces: [Effect.Piece: BigInt], _ value: Money) {
    var effect = effect
    (effect.pieces, effect.qualifier) = (pieces, value.qualifier)
    effects.append(effect)
  }

  /// Takes money out as it came in, the last first; what never came in goes out on its own day. A recovery that names
  /// a country takes only what was spent there (README, choice 7).
  private static func take(
    _ minor: BigInt, from layers: inout [(piece: Effect.Piece, minor: BigInt)], on day: Day, country: String? = nil
  ) -> [Effect.Piece: BigInt] {
    var left = minor
    var pieces: [Effect.Piece: BigInt] = [:]
    for place in layers.indices.reversed() where left > 0 && layers[place].minor > 0 {
      guard country == nil || layers[place].piece.country == country else { continue }
      let taken = min(left, layers[place].minor)
      layers[place].minor -= taken
      left -= taken
      pieces[layers[place].piece, default: 0] -= taken
    }
    if left > 0 { pieces[Effect.Piece(day: day, country: country), default: 0] -= left }
    return pieces
  }
}
