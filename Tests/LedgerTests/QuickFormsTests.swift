import Testing

@testable import Ledger

/// The reader looks at whole words where it can. Each form is tried on both sides of every limit of that: in the middle
/// of a line and where the line ends at once.
struct QuickFormsTests {
  /// What a reader makes of a text, with so many bytes behind it.
  private func read<T>(_ text: String, then more: Int, _ read: (inout LineReader) throws(LineError) -> T) -> T? {
    // A quoted form is a member of an object; what follows it belongs to the next one.
    let bytes = Array(text.utf8) + Array(String(repeating: ",", count: more).utf8)
    return bytes.withUnsafeBytes { bytes -> T? in
      guard var reader = try? LineReader(bytes) else { return nil }
      guard let value = try? read(&reader), reader.at == text.utf8.count else { return nil }
      return value
    }
  }

  private static let room = [0, 1, 2, 7, 8, 15, 16, 17, 23, 24, 40]

  @Test(arguments: room) func amounts(room: Int) {
    let good: [(String, String, Int64)] = [
      ("0.01", "CHF", 1), ("1.00", "CHF", 100), ("9.99", "CHF", 999), ("10.00", "CHF", 1000),
      ("1234567.89", "CHF", 123_456_789),
      ("12345678.90", "CHF", 1_234_567_890), ("123456789.01", "CHF", 12_345_678_901),
      ("92233720368547758.07", "CHF", .max), ("-5.00", "CHF", -500),
      ("7", "JPY", 7), ("1234567", "JPY", 1_234_567), ("12345678", "JPY", 12_345_678),
      ("123456789", "JPY", 123_456_789),
      ("1.234", "KWD", 1234), ("1234567.890", "KWD", 1_234_567_890),
    ]
    for (amount, currency, minor) in good {
      let text = #"{"amount":"\#(amount)","currency":"\#(currency)"}"#
      #expect(
        read(text, then: room) { (r: inout LineReader) throws(LineError) in try r.money() }?.minor == minor,
        "\(amount) \(currency)")
    }
    let bad = [
      ("", "CHF"), ("1", "CHF"), ("1.", "CHF"), ("1.0", "CHF"), ("1.000", "CHF"), (".50", "CHF"), ("01.00", "CHF"),
      ("00.00", "CHF"), ("-0.00", "CHF"),
      ("1.0a", "CHF"), ("1.a0", "CHF"), ("1a.00", "CHF"), ("a1.00", "CHF"), ("1,00", "CHF"), ("+1.00", "CHF"),
      (" 1.00", "CHF"), ("1.00 ", "CHF"),
      ("1.0.0", "CHF"), ("92233720368547758.08", "CHF"), ("1.00", "JPY"), ("12345678.00", "JPY"), ("1.00", "KWD"),
      ("1.00", "CHX"), ("1.00", "chf"),
      ("1.00", "CH"), ("1.00", "CHFF"), ("1/00", "CHF"), ("1:00", "CHF"), ("1234567/89", "CHF"),
    ]
    for (amount, currency) in bad {
      let text = #"{"amount":"\#(amount)","currency":"\#(currency)"}"#
      #expect(
        read(text, then: room) { (r: inout LineReader) throws(LineError) in try r.money() } == nil,
        "\(amount) \(currency)")
    }
  }

  @Test(arguments: room) func shares(room: Int) {
    for (text, units): (String, Int32) in [
      ("1", 10_000), ("9", 90_000), ("10", 100_000), ("99", 990_000), ("100", 1_000_000), ("0.5", 5000),
      ("33.3333", 333_333), ("0.0001", 1), ("50.5", 505_000),
    ] {
      #expect(
        read("\"\(text)\"", then: room) { (r: inout LineReader) throws(LineError) in try r.share() }?.units == units,
        "\(text)")
    }
    for text in [
      "", "0", "00", "05", "101", "1000", "1.", "1.0", ".5", "1.00000", "33.33333", "-1", "a", "1a", "a1", "1 ", " 1",
      "1/", "/", ":",
    ] {
      #expect(
        read("\"\(text)\"", then: room) { (r: inout LineReader) throws(LineError) in try r.share() } == nil, "\(text)")
    }
  }

  @Test(arguments: room) func integers(room: Int) {
    for number: Int64 in [0, 1, 9, 10, 1_234_567, 12_345_678, 123_456_789, 9_007_199_254_740_991, -1, -12_345_678] {
      #expect(read("\(number)", then: room) { (r: inout LineReader) throws(LineError) in try r.integer() } == number)
    }
    for text in ["", "-", "-0", "00", "01", "0123456", "012345678", "9007199254740992", "a", "/", ":"] {
      #expect(read(text, then: room) { (r: inout LineReader) throws(LineError) in try r.integer() } == nil, "\(text)")
    }
  }

  @Test(arguments: room) func days(room: Int) {
    for text in [
      "2026-02-14", "2024-02-29", "1900-01-01", "2199-12-31", "2026-02", "2026-Q1", "2026-H2", "2026",
      "2026-01-01/2026-03-31",
    ] {
      #expect(
        read("\"\(text)\"", then: room) { (r: inout LineReader) throws(LineError) in try r.date() }?.description == text
      )
    }
    for text in [
      "", "2025-02-29", "1899-12-31", "2200-01-01", "2026-13-01", "2026-00-01", "2026-02-00", "2026-02-30",
      "2026/02/14", "2026-02-1", "2026-02-144", "2026-2-14",
    ] {
      #expect(
        read("\"\(text)\"", then: room) { (r: inout LineReader) throws(LineError) in try r.date() } == nil, "\(text)")
    }
  }

  /// Every code of the longest list, and each of them with a letter less, more or other.
  @Test(arguments: room) func codes(room: Int) {
    func type(_ name: String) -> EventType? {
      read("\"\(name)\"", then: room) { (r: inout LineReader) throws(LineError) in try r.oneOf(EventType.self) }
    }
    for code in EventType.allCases {
      #expect(type(code.rawValue) == code)
      for wrong in [
        String(code.rawValue.dropLast()), code.rawValue + "s", code.rawValue + "\u{1}", code.rawValue + "\u{0}",
        code.rawValue + "\u{0}\u{0}", code.rawValue + "\u{80}", "x" + code.rawValue, code.rawValue.lowercased(),
      ] {
        #expect(type(wrong) == nil, "\(wrong)")
      }
    }
    for wrong in ["", "\\", "\u{41F}rojectSigned", "a\\\"b"] { #expect(type(wrong) == nil, "\(wrong)") }
  }

  @Test(arguments: room) func subjects(room: Int) {
    func subject(_ text: String) -> String? {
      let bytes = Array("\"\(text)\"".utf8) + Array(String(repeating: ",", count: room).utf8)
      return bytes.withUnsafeBytes { bytes -> String? in
        guard var reader = try? LineReader(bytes), let (kind, name) = try? reader.subject() else { return nil }
        return "\(kind.code)/\(reader.string(name))"
      }
    }
    for kind in Subject.Kind.allCases {
      for name in ["A", "9RAF26001", String(repeating: "n", count: 64)] {
        #expect(subject("\(kind.code)/\(name)") == "\(kind.code)/\(name)")
      }
      for wrong in [
        "\(kind.code)", "\(kind.code)/", "\(kind.code)s/A", "\(kind.code)/A/B",
        "\(kind.code)/\(String(repeating: "n", count: 65))", "x\(kind.code)/A", "\(kind.code) /A",
        "\(kind.code)\u{0}/A", "\(kind.code)\u{0}\u{0}/A",
      ] {
        #expect(subject(wrong) == nil, "\(wrong)")
      }
    }
  }
}
