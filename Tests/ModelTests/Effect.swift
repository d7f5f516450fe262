import BigInt

/// The name of a money line, which it keeps through changes of currency and merges: partner as signed, currency at
/// birth, modality (DOMAIN, AddendumSigned). The currency is nil where nobody knew the value.
struct LineName: Hashable, Comparable {
  let partner: String
  let currency: String?
  let modality: String

  init(_ partner: String, _ currency: String?, _ modality: String) {
    (self.partner, self.currency, self.modality) = (partner, currency, modality)
  }

  /// The member `of`.
  init?(of json: JSON?) {
    guard let json, let partner = (json["partner"] ?? json["from"])?.text, let modality = json["modality"]?.text
    else { return nil }
    self.init(partner, json["currency"]?.text, modality)
  }

  var json: JSON {
    var members: [String: JSON] = ["partner": .text(partner), "modality": .text(modality)]
    members["currency"] = currency.map { .text($0) }
    return .object(members)
  }

  var isInKind: Bool { modality == "inKind" }

  static func < (a: LineName, b: LineName) -> Bool {
    (a.partner, a.currency ?? "", a.modality) < (b.partner, b.currency ?? "", b.modality)
  }
}

/// The money that one fact moves on one line, in one measure and one currency.
struct Effect: Hashable {
  enum Measure: String { case signed, received, disbursed, pledged, delivered, agreed }

  /// A part of the amount that came in on one day; what a reduction takes away goes out as it came in
  /// (DOMAIN, Currencies). The country is that of a disbursement that names one.
  struct Piece: Hashable {
    let day: Day
    var country: String?
  }

  let subject: String
  let position: Int
  let id: String
  let type: String
  let on: Span
  let start: Day
  let measure: Measure
  /// The funding line; of a receipt, the one that it names.
  var line: LineName?
  /// Who promised, or whose promise is paid, as named in the record; nil where nobody is.
  var partner: String?
  /// Nil where the amount is not known.
  let currency: String?
  var qualifier: String?
  var pieces: [Piece: BigInt] = [:]
  /// Money of the signature that leaves where it stood, because its line changes the currency (README, choice 25).
  var takesSignedBack = false

  init(_ fact: Fact, _ subject: String, _ measure: Measure, _ currency: String?) {
    (self.subject, position, id, type) = (subject, fact.record.position, fact.record.id, fact.type)
    (on, start, self.measure, self.currency) = (fact.record.on, fact.start, measure, currency)
  }

  var minor: BigInt { pieces.values.reduce(0, +) }
  var name: String { String(subject.drop { $0 != "/" }.dropFirst()) }
  var isSignature: Bool { type == "ProjectSigned" }
  /// Whether it stands with the signatures, not with what was added.
  var isOfSignature: Bool { isSignature || takesSignedBack }

  /// Everything but the money.
  var bare: Effect {
    var bare = self
    bare.pieces = [:]
    return bare
  }

  static func all(_ history: History, _ subject: String) -> [Effect] {
    switch subject.prefix(while: { $0 != "/" }) {
    case "project": ProjectWalk(history, subject).effects
    case "pledge": pledge(history, subject)
    case "agreement": agreement(history, subject)
    default: []
    }
  }
}

/// Money that can be added to, reduced and set anew, also in another currency.
struct Promise {
  private(set) var currency: String?
  /// What came in, the last at the end. A reduction takes the last first (README, choice 7).
  private var layers: [(day: Day, minor: BigInt, isOpening: Bool)] = []

  /// A part of what moves.
  typealias Move = (currency: String, pieces: [Effect.Piece: BigInt], takesSignedBack: Bool)

  var total: BigInt { layers.reduce(0) { $0 + $1.minor } }

  /// What moves when the promise becomes another one. Where the currency changes, all in the old one leaves where it
  /// stood: in the signature, or in what was added.
  /// - Parameter isOpening: whether it is the signature.
  mutating func become(_ total: BigInt, _ currency: String, on day: Day, isOpening: Bool = false) -> [Move] {
    if let old = self.currency, old != currency, self.total != 0 {
      let out = [true, false].compactMap { isOpening -> Move? in
        let leaving = layers.filter { $0.isOpening == isOpening }.map { (Effect.Piece(day: $0.day), -$0.minor) }
        return leaving.isEmpty ? nil : (old, Dictionary(leaving, uniquingKeysWith: +), isOpening)
      }
      layers = []
      return out + become(total, currency, on: day)
    }
    self.currency = currency
    var missing = total - self.total
    if missing > 0 { layers.append((day, missing, isOpening)) }
    var pieces: [Effect.Piece: BigInt] = missing > 0 ? [Effect.Piece(day: day): missing] : [:]
    while missing < 0, let last = layers.popLast() {
      let taken = min(last.minor, -missing)
      pieces[Effect.Piece(day: last.day), default: 0] -= taken
      missing += taken
      if taken < last.minor { layers.append((last.day, last.minor - taken, last.isOpening)) }
    }
    return [(currency, pieces, false)]
  }

  /// What `adds` or `sets` of a revision make of it. Money of another currency cannot be added to what is there.
  func after(_ change: JSON) -> (total: BigInt, currency: String)? {
    if let sets = Money(change["sets"]) { return (sets.minor, sets.currency) }
    guard let adds = Money(change["adds"]), currency == nil || currency == adds.currency || total == 0 else {
      return nil
    }
    return (max(total + adds.minor, 0), adds.currency)
  }
}
