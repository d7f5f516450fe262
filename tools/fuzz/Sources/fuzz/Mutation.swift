/// Numbers that look random and are the same for the same seed (the SplitMix64 sequence of Steele, Lea and Flood).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// From 0 to `count` - 1; 0 where `count` is 0. The small bias for large counts does not matter here.
  mutating func below(_ count: Int) -> Int { count <= 0 ? 0 : Int(truncatingIfNeeded: next() >> 33) % count }
}

/// Changes texts as their structure suggests: whole tokens and lines as well as single bytes.
struct Mutation {
  private var numbers: SeededNumbers
  /// Texts to begin with, and those that were accepted since.
  private var corpus: [[UInt8]]
  /// Tokens of the first texts, put where other tokens stand.
  private let tokens: [[UInt8]]
  private let first: Int

  private static let most = 4096
  private static let marks = Set("{}[],:\"\n +".utf8)
  private static let edges = [
    "", "0", "-0", "-1", "1e3", "00", "9007199254740991", "9007199254740992", "18446744073709551615",
    "99999999999999999999", "\"\"", "null", "true", "[]",
    "{}", "{", "[", "\"", "\\u0000", "\\ud800", "\\ud83d\\ude00", "\\n", "\u{7F}", "é", "e\u{301}", "\u{FEFF}",
    "\u{202E}", "2026-02-29", "2026-W53", "0000-01-01", ".", "\n",
    "\n\n", "— ", "=",
  ].map { Array($0.utf8) }

  init(seed: UInt64, corpus: [[UInt8]]) {
    numbers = SeededNumbers(seed: seed)
    self.corpus = corpus
    first = corpus.count
    var seen = Set<[UInt8]>()
    for text in corpus {
      for token in text.split(whereSeparator: Mutation.marks.contains) where token.count < 80 {
        seen.insert(Array(token))
      }
    }
    // A set has no order of its own, and the same seed must give the same run.
    tokens = seen.sorted { $0.lexicographicallyPrecedes($1) } + Mutation.edges
  }

  /// The next text. One in sixteen is unchanged.
  mutating func next() -> [UInt8] {
    var text = corpus[numbers.below(corpus.count)]
    for _ in 0..<[0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 6, 9][numbers.below(16)] { change(&text) }
    if text.count > Mutation.most { text.removeSubrange(Mutation.most...) }
    return text
  }

  /// Keeps an accepted text as one to begin with. The later ones take turns in a fixed number of places.
  mutating func keep(_ text: [UInt8]) {
    if corpus.count < first + 4096 { corpus.append(text) } else { corpus[first + numbers.below(4096)] = text }
  }

  private mutating func change(_ text: inout [UInt8]) {
    switch numbers.below(10) {
    case 0: if !text.isEmpty { text[numbers.below(text.count)] ^= 1 << UInt8(numbers.below(8)) }
    case 1: if !text.isEmpty { text[numbers.below(text.count)] = UInt8(numbers.below(256)) }
    case 2: text.insert(UInt8(numbers.below(256)), at: numbers.below(text.count + 1))
    case 3: if !text.isEmpty { text.remove(at: numbers.below(text.count)) }
    case 4: text.replaceSubrange(token(text), with: tokens[numbers.below(tokens.count)])
    case 5: text.removeSubrange(stretch(text))
    case 6: text.insert(contentsOf: Array(text[stretch(text)]), at: numbers.below(text.count + 1))
    case 7: swap(&text)
    case 8:
      // The beginning of this text and the end of another.
      let other = corpus[numbers.below(corpus.count)]
      text = Array(text.prefix(numbers.below(text.count + 1))) + other.dropFirst(numbers.below(other.count + 1))
    default:
      if let place = text.indices.dropFirst(numbers.below(text.count)).first(where: { (0x30...0x39).contains(text[$0]) }
      ) {
        text[place] = UInt8(0x30 + numbers.below(10))
      }
    }
  }

  /// The token around a random place.
  private mutating func token(_ text: [UInt8]) -> Range<Int> {
    let place = numbers.below(text.count)
    let start = text[..<place].lastIndex(where: Mutation.marks.contains).map { $0 + 1 } ?? 0
    let end = text[place...].firstIndex(where: Mutation.marks.contains) ?? text.count
    return min(start, end)..<end
  }

  private mutating func stretch(_ text: [UInt8]) -> Range<Int> {
    let start = numbers.below(text.count + 1)
    return start..<min(text.count, start + numbers.below(24))
  }

  private mutating func swap(_ text: inout [UInt8]) {
    let one = token(text)
    let other = token(text)
    guard one.upperBound <= other.lowerBound else { return }
    let (a, b) = (Array(text[one]), Array(text[other]))
    text.replaceSubrange(other, with: a)
    text.replaceSubrange(one, with: b)
  }
}
