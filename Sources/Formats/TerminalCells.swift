/// How many cells of a terminal a text takes.
///
/// Source of the rules: the Unicode Standard, version 17, East Asian Width (UAX 11) W and F for two cells, general
/// categories Mn, Me and Mc and the ignorable code points for none. Letters of ambiguous width take one.
extension StringProtocol {
  var terminalCells: Int {
    let plain = utf8.withContiguousStorageIfAvailable { bytes in bytes.allSatisfy { $0 < 0x80 } } ?? false
    if plain { return utf8.count }
    if unicodeScalars.allSatisfy(\.isPlainlyNarrow) { return unicodeScalars.count }
    return reduce(0) { $0 + $1.terminalCells }
  }
}

extension Character {
  var terminalCells: Int {
    let scalars = unicodeScalars
    guard let first = scalars.first else { return 0 }
    // What follows a wide letter, such as the parts of an emoji, stands in the same cells. U+FE0F asks for an emoji.
    if first.terminalCells == 2 || scalars.contains("\u{FE0F}") { return 2 }
    return scalars.reduce(0) { $0 + $1.terminalCells }
  }
}

extension Unicode.Scalar {
  /// Letters before the combining marks, and dashes and quotation marks: most texts have no others.
  fileprivate var isPlainlyNarrow: Bool { value < 0x300 || (0x2010...0x2027).contains(value) }

  /// 0, 1 or 2.
  var terminalCells: Int {
    if isPlainlyNarrow { return 1 }
    if takesNoCell { return 0 }
    return Self.isWide(value) ? 2 : 1
  }

  private var takesNoCell: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: return true
    default: break
    }
    // Vowels and final consonants of Hangul join the letter before them.
    return isHidden || (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value)
  }

  private static func isWide(_ value: UInt32) -> Bool {
    guard value >= 0x1100 else { return false }
    var (low, high) = (0, wide.count)
    while low < high {
      let middle = (low + high) / 2
      if wide[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < wide.count && wide[low].contains(value)
  }

  private static let wide: [ClosedRange<UInt32>] = wideRanges.split { $0 == " " || $0 == "\n" }.compactMap { range in
    let ends = range.split(separator: "-").compactMap { UInt32($0, radix: 16) }
    guard let first = ends.first, let last = ends.last, first <= last else { return nil }
    return first...last
  }

  private static let wideRanges = """
    1100-115F 231A-231B 2329-232A 23E9-23EC 23F0 23F3 25FD-25FE 2614-2615 2630-2637 2648-2653 267F 268A-268F 2693
    26A1 26AA-26AB 26BD-26BE 26C4-26C5 26CE 26D4 26EA 26F2-26F3 26F5 26FA 26FD 2705 270A-270B 2728 274C 274E
    2753-2755 2757 2795-2797 27B0 27BF 2B1B-2B1C 2B50 2B55 2E80-2E99 2E9B-2EF3 2F00-2FD5 2FF0-303E 3041-3096
    309B-30FF 3105-312F 3131-318E 3190-31E5 31EF-321E 3220-3247 3250-A48C A490-A4C6 A960-A97C AC00-D7A3 F900-FAFF
    FE10-FE19 FE30-FE52 FE54-FE66 FE68-FE6B FF01-FF60 FFE0-FFE6 16FE0-16FE3 16FF2-16FF6 17000-18CD5 18CFF-18D1E
    18D80-18DF2 1AFF0-1AFF3 1AFF5-1AFFB 1AFFD-1AFFE 1B000-1B122 1B132 1B150-1B152 1B155 1B164-1B167 1B170-1B2FB
    1D300-1D356 1D360-1D376 1F004 1F0CF 1F18E 1F191-1F19A 1F1E6-1F202 1F210-1F23B 1F240-1F248 1F250-1F251
    1F260-1F265 1F300-1F320 1F32D-1F335 1F337-1F37C 1F37E-1F393 1F3A0-1F3CA 1F3CF-1F3D3 1F3E0-1F3F0 1F3F4
    1F3F8-1F43E 1F440 1F442-1F4FC 1F4FF-1F53D 1F54B-1F54E 1F550-1F567 1F57A 1F595-1F596 1F5A4 1F5FB-1F64F
    1F680-1F6C5 1F6CC 1F6D0-1F6D2 1F6D5-1F6D8 1F6DC-1F6DF 1F6EB-1F6EC 1F6F4-1F6FC 1F7E0-1F7EB 1F7F0 1F90C-1F93A
    1F93C-1F945 1F947-1F9FF 1FA70-1FA7C 1FA80-1FA8A 1FA8E-1FAC6 1FAC8 1FACD-1FADC 1FADF-1FAEA 1FAEF-1FAF8
    20000-2FFFD 30000-3FFFD
    """
}
