import Foundation

/// Commands with the output and exit status that they must have.
struct Transcript {
  struct Step {
    /// Line of the file, from 1.
    let line: Int
    var command: String
    var expected: [String] = []
    var status: Int32 = 0
  }

  private(set) var steps: [Step] = []

  struct FormError: Error, CustomStringConvertible {
    let description: String
  }

  init(_ text: String, name: String) throws {
    var isCommand = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).enumerated() {
      if line.hasPrefix("# ") { continue }
      if line.hasPrefix("$ ") {
        steps.append(Step(line: index + 1, command: String(line.dropFirst(2))))
        isCommand = true
      } else if line.isEmpty, steps.isEmpty {
        continue
      } else if steps.isEmpty {
        throw FormError(
          description:
            "\(name):\(index + 1): found output before the first command; expected a line that begins with `$ `.")
      } else if isCommand, line.hasPrefix("> ") {
        steps[steps.count - 1].command += "\n" + line.dropFirst(2)
      } else if line.hasPrefix("? "), let status = Int32(line.dropFirst(2)) {
        steps[steps.count - 1].status = status
        isCommand = false
      } else {
        steps[steps.count - 1].expected.append(line)
        isCommand = false
      }
    }
    for place in steps.indices {
      while steps[place].expected.last?.isEmpty ?? false { steps[place].expected.removeLast() }
    }
  }
}

extension Transcript.Step {
  /// What does not fit; nil if all does.
  func difference(from lines: [String]) -> String? {
    var furthest = 0
    if fits(expected[...], lines[...], &furthest) { return nil }
    let found = furthest < lines.count ? lines[furthest] : "the end"
    return
      "line \(furthest + 1) of the output does not fit:\n  found    \(found)\n  expected "
      + "\(expected.joined(separator: "\n           "))"
  }

  private func fits(_ expected: ArraySlice<String>, _ lines: ArraySlice<String>, _ furthest: inout Int) -> Bool {
    furthest = max(furthest, lines.startIndex)
    guard let first = expected.first else { return lines.isEmpty }
    if first == "..." {
      return (lines.startIndex...lines.endIndex).contains { fits(expected.dropFirst(), lines[$0...], &furthest) }
    }
    guard let line = lines.first, Self.matches(first, line) else { return false }
    return fits(expected.dropFirst(), lines.dropFirst(), &furthest)
  }

  private static let placeholders = [
    "<salt>": "[A-Za-z0-9_-]{22}",
    "<time>": #"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z"#,
    "<today>": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "<hash>": "[A-Za-z0-9+/]{43}=",
    "<key>": #"[A-Za-z0-9./]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}"#,
    "<signature>": "[A-Za-z0-9+/]+={0,2}",
    "<number>": "[0-9]+",
  ]

  private static func matches(_ expected: String, _ line: String) -> Bool {
    var pattern = NSRegularExpression.escapedPattern(for: expected)
    for (placeholder, meaning) in placeholders {
      pattern = pattern.replacingOccurrences(of: NSRegularExpression.escapedPattern(for: placeholder), with: meaning)
    }
    return line.range(of: "^\(pattern)$", options: .regularExpression) != nil
  }
}
