/// What happened, told to people: words of the program, and the values that stand between them.
///
/// It is written like a text, `"received \(value) from \(from)"`. How a value looks (colour, marks, another language)
/// is decided where it is shown. What the book says stands in it as it was recorded: whoever shows it shows also what
/// cannot be seen.
public struct Sentence: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// A piece of a sentence, so that each can be shown in its own way.
  public enum Part: Hashable, Sendable {
    /// Words of the program, in English.
    case words(String)
    /// What the book says: a name, a title, a date, a number.
    case value(String)
    /// An amount, shown with its currency and how sure it is.
    case money(Money)
    /// The position of another record, which no longer counts.
    case undone(UInt64)
  }

  /// In the order of reading. No words are empty.
  public private(set) var parts: [Part] = []

  /// A sentence of words alone.
  public init(stringLiteral words: String) { add(.words(words)) }

  /// A sentence of words with values between them.
  public init(stringInterpolation: Interpolation) { parts = stringInterpolation.sentence.parts }

  /// The sentence as one text.
  /// - Parameter shown: how a part is shown; left out, without marks.
  public func text(_ shown: (Part) -> String = { $0.description }) -> String { parts.map(shown).joined() }

  fileprivate mutating func add(_ part: Part) {
    if part != .words("") { parts.append(part) }
  }
}

extension Sentence: CustomStringConvertible {
  /// The sentence without marks.
  public var description: String { text() }
}

extension Sentence.Part: CustomStringConvertible {
  /// The part as it reads in a sentence without marks.
  public var description: String {
    switch self {
    case .words(let text), .value(let text): text
    case .money(let money): money.qualifier.words + money.grouped
    case .undone(let position): "record \(position)"
    }
  }
}

extension Money.Qualifier {
  fileprivate var words: String {
    switch self {
    case .exact: ""
    case .about: "about "
    case .over: "over "
    case .under: "under "
    case .upTo: "up to "
    }
  }
}

extension Sentence {
  /// What may stand between the words. Left out is what nobody stated.
  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var sentence: Sentence = ""

    /// Begins an empty sentence.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Words of the program.
    public mutating func appendLiteral(_ words: String) { sentence.add(.words(words)) }

    /// A value of the book, as its description says it.
    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      sentence.add(.value(value.description))
    }

    /// An amount of money.
    public mutating func appendInterpolation(_ money: Money) { sentence.add(.money(money)) }
    /// A record that no longer counts.
    public mutating func appendInterpolation(undone position: UInt64) { sentence.add(.undone(position)) }
    /// The parts of another sentence.
    public mutating func appendInterpolation(_ other: Sentence) { other.parts.forEach { sentence.add($0) } }
    /// The parts of another sentence, or nothing where there is none.
    public mutating func appendInterpolation(_ other: Sentence?) { if let other { appendInterpolation(other) } }

    /// The reason or remark behind a colon.
    public mutating func appendInterpolation(because text: String?) { appendInterpolation(text.map { ": \($0)" }) }

    /// Several sentences with words between them.
    public mutating func appendInterpolation(list: [Sentence], between words: Sentence = " + ") {
      for (place, item) in list.enumerated() {
        if place > 0 { appendInterpolation(words) }
        appendInterpolation(item)
      }
    }

    /// What is known of these, in brackets.
    public mutating func appendInterpolation(detail: Sentence?...) {
      let known = detail.compactMap { $0 }
      if !known.isEmpty { appendInterpolation(" (\(list: known, between: ", "))") }
    }
  }
}
