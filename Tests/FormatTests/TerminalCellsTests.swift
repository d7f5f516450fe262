import Foundation
import Testing

@testable import Formats

@Suite struct TerminalCellsTests {
  @Test(arguments: [
    ("ANATEL", 6), ("Agência", 7), ("e\u{301}", 1), ("–…“”", 4), ("国家", 4), ("ｶﾀｶﾅ", 4), ("ＡＢ", 4), ("한국", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("الهيئة", 6), ("مُحَمَّد", 4), ("หนี้", 2), ("👨\u{200D}👩\u{200D}👧", 2), ("🇧🇷", 2),
    ("❤\u{FE0F}", 2), ("葛\u{E0100}", 2), ("", 0), ("a\u{200B}b", 2), ("─", 1), ("СIS", 3),
  ])
  func namesTakeTheCellsOfATerminal(text: String, cells: Int) { #expect(text.terminalCells == cells) }

  /// Every code point that both know, as Python's libraries have it: `wcwidth` of the same version of Unicode where it
  /// is installed, else the properties of `unicodedata`.
  @Test func everyCodePointIsAsPythonSays() throws {
    guard let runs = Self.python() else { return }
    #expect(runs.count > 500, "Python printed \(runs.count) runs of code points")
    let differing = runs.flatMap { first, last, cells in
      (first...last).compactMap(Unicode.Scalar.init).filter { scalar in
        let isKnown = scalar.value >= 0xA0 && scalar.properties.generalCategory != .unassigned
        // A filler of Hangul, which is never written as it is.
        return isKnown && scalar.terminalCells != cells && scalar.value != 0x115F
      }
    }
    let names = differing.map { "U+\(String($0.value, radix: 16, uppercase: true))" }
    #expect(names.isEmpty, "\(names.prefix(40))")
  }

  /// Nil where there is no Python.
  private static func python() -> [(UInt32, UInt32, Int)]? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    process.arguments = ["python3", tests.appendingPathComponent("terminal/cells.py").path]
    let pipe = Pipe()
    process.standardOutput = pipe
    guard (try? process.run()) != nil, let output = try? pipe.fileHandleForReading.readToEnd() else { return nil }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { line in
      let numbers = line.split(separator: " ").compactMap { UInt32($0) }
      return numbers.count == 3 ? (numbers[0], numbers[1], Int(numbers[2])) : nil
    }
  }
}
