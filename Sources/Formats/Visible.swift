extension String {
  /// The text as it is shown to people: on one line, and with nothing in it that cannot be seen.
  ///
  /// Control characters become their pictures (`␊` for a line feed); direction marks, separators of lines, zero-width
  /// and other ignorable code points become `[U+202E]`. So nothing vanishes unseen, and two texts that differ look
  /// different. Joiners and variation selectors stay after a letter of a script that needs them.
  public var visible: String {
    if isPlain || !unicodeScalars.contains(where: \.isHidden) { return self }
    var text = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for (scalar, next) in zip(unicodeScalars, unicodeScalars.dropFirst().map(Optional.some) + [nil]) {
      if scalar.isHidden, !scalar.belongs(after: previous, before: next) {
        text.append(contentsOf: scalar.picture.unicodeScalars)
      } else {
        text.append(scalar)
      }
      previous = scalar
    }
    return String(text)
  }

  /// Printable ASCII, as nearly all texts are.
  private var isPlain: Bool {
    utf8.withContiguousStorageIfAvailable { $0.allSatisfy { (0x20...0x7E).contains($0) } } ?? false
  }
}

extension Unicode.Scalar {
  /// Source of the rule: the properties of the Unicode Standard. It covers controls, direction marks, zero-width
  /// characters, the byte order mark, tags and fillers.
  var isHidden: Bool {
    if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0xAD }
    if properties.isDefaultIgnorableCodePoint { return true }
    switch properties.generalCategory {
    case .format: return !isSignOfNumber
    case .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }

  /// Format characters that are seen: signs of Arabic, Syriac and Kaithi that stand before a number.
  private var isSignOfNumber: Bool {
    switch value {
    case 0x600...0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD: true
    default: false
    }
  }

  /// Whether a hidden code point is part of how its neighbours are written: a joiner between letters of Arabic, Indic
  /// and other scripts or the parts of an emoji, a variation selector behind such a letter.
  fileprivate func belongs(after previous: Unicode.Scalar?, before next: Unicode.Scalar?) -> Bool {
    guard let previous, previous.isBeyondLatin else { return false }
    switch value {
    case 0x200C, 0x200D: return next.map { $0.isBeyondLatin && !$0.isHidden } ?? false
    case 0xFE00...0xFE0F, 0xE0100...0xE01EF: return !previous.isHidden
    default: return false
    }
  }

  /// Beyond Latin, Greek, Cyrillic and Armenian, whose letters need no joiner. U+FE0F stands inside emoji.
  private var isBeyondLatin: Bool { value >= 0x590 && (!isHidden || value == 0xFE0F) }

  fileprivate var picture: String {
    switch value {
    case 0x00...0x1F: Unicode.Scalar(0x2400 + value).map { String($0) } ?? ""
    case 0x7F: "\u{2421}"
    default: "[U+" + hexadecimal + "]"
    }
  }

  /// At least four digits.
  private var hexadecimal: String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
