/// What each target may import, read from the text of Package.swift.
struct Manifest {
  /// Target → the targets and products that it names as dependencies.
  private(set) var dependencies: [String: Set<String>] = [:]

  init(_ text: String) {
    let code = text.split(separator: "\n").filter { !$0.drop(while: { $0 == " " }).hasPrefix("//") }.joined(
      separator: "\n")
    for kind in [".target(", ".executableTarget(", ".testTarget(", ".systemLibrary("] {
      var rest = code[...]
      while let start = rest.firstRange(of: kind) {
        let arguments = Self.upToClosing(rest[start.upperBound...])
        rest = rest[arguments.endIndex...]
        guard let name = Self.quoted(after: "name:", in: arguments) else { continue }
        dependencies[name] = Self.list(after: "dependencies:", in: arguments)
      }
    }
  }

  /// The text up to the bracket that closes the one before it.
  private static func upToClosing(_ text: Substring, open: Character = "(", close: Character = ")") -> Substring {
    var depth = 1
    for index in text.indices {
      if text[index] == open { depth += 1 }
      if text[index] == close { depth -= 1 }
      if depth == 0 { return text[..<index] }
    }
    return text
  }

  private static func quoted(after word: String, in text: Substring) -> String? {
    guard let start = text.firstRange(of: word) else { return nil }
    let parts = text[start.upperBound...].split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 ? String(parts[1]) : nil
  }

  /// Names in the list: plain ones, and the `name` of each product.
  private static func list(after word: String, in text: Substring) -> Set<String> {
    guard let start = text.firstRange(of: word), let bracket = text[start.upperBound...].firstIndex(of: "[") else {
      return []
    }
    var items = upToClosing(text[text.index(after: bracket)...], open: "[", close: "]")
    var names: Set<String> = []
    while let product = items.firstRange(of: ".product(") {
      let arguments = upToClosing(items[product.upperBound...])
      if let name = quoted(after: "name:", in: arguments) { names.insert(name) }
      items = Substring(items[..<product.lowerBound] + items[arguments.endIndex...].dropFirst())
    }
    for (place, part) in items.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
    where place % 2 == 1 { names.insert(String(part)) }
    return names
  }
}
