import BigInt

extension Effect {
  /// A pledge is promised, changed and withdrawn; of what is delivered each report says the total so far.
  static func pledge(_ history: History, _ subject: String) -> [Effect] {
    var (value, delivered) = (Promise(), Promise())
    var effects: [Effect] = []
    let by = history.opening?.event["by"]?.text
    for fact in history.opening == nil ? [] : history.facts {
      switch fact.type {
      case "PledgeMade": effects += become(fact, subject, .pledged, by, &value, ["sets": fact.event["value"]])
      case "PledgeRevised":
        effects += become(
          fact, subject, .pledged, by, &value, ["adds": fact.event["adds"], "sets": fact.event["sets"]])
      case "PledgeWithdrawn":
        guard let currency = value.currency else { continue }
        let changes = value.become(0, currency, on: fact.start)
        effects += changes.map { Effect(fact, subject, .pledged, by, $0) }
      case "PledgeProgressReported":
        effects += become(fact, subject, .delivered, by, &delivered, ["sets": fact.event["delivered"]])
      default: break
      }
    }
    return effects
  }

  static func agreement(_ history: History, _ subject: String) -> [Effect] {
    var value = Promise()
    var effects: [Effect] = []
    for fact in history.opening == nil ? [] : history.facts {
      switch fact.type {
      case "AgreementSigned": effects += become(fact, subject, .agreed, nil, &value, ["sets": fact.event["value"]])
      case "AgreementRevised":
        let change = ["adds": fact.event["adds"], "sets": fact.event["sets"]]
        effects += become(fact, subject, .agreed, nil, &value, change)
      default: break
      }
    }
    return effects
  }

  private static func become(
    _ fact: Fact, _ subject: String, _ measure: Measure, _ partner: String?, _ promise: inout Promise,
    _ change: [String: JSON?]
  ) -> [Effect] {
    let change = JSON.object(change.compactMapValues { $0 })
    guard let (total, currency) = promise.after(change) else { return [] }
    let qualifier = Money(change["sets"] ?? change["adds"])?.qualifier
    return promise.become(total, currency, on: fact.start).map {
      Effect(fact, subject, measure, partner, $0, qualifier)
    }
  }

  private init(
    _ fact: Fact, _ subject: String, _ measure: Measure, _ partner: String?,
    _ change: Promise.Move, _ qualifier: String? = nil
  ) {
    self.init(fact, subject, measure, change.currency)
    (self.partner, pieces, self.qualifier) = (partner, change.pieces, qualifier)
  }
}
