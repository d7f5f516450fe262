import Testing

/// Nine of ten public declarations say what a signature cannot: shape, units, errors, cost, thread, source of a rule.
@Suite struct DocstringTests {
  private struct Counts { var documented = 0, all = 0 }

  private let repository: Repository

  init() throws { repository = try Repository() }

  @Test(arguments: ["MerkleLog/", "Ledger/Book/", "Pledgebook/", "Views/", "Reports/Engine/"])
  func publicDeclarationsAreDocumented(folder: String) throws {
    var counts = Counts()
    var bare: [String] = []
    for file in repository.swiftFiles where file.hasPrefix("Sources/\(folder)") {
      let lines = try repository.lines(file)
      for number in Self.publicDeclarations(lines) {
        counts.all += 1
        if Self.isDocumented(lines, number) { counts.documented += 1 } else { bare.append("\(file):\(number + 1)") }
      }
    }
    #expect(counts.all > 20)
    #expect(
      counts.documented * 10 >= counts.all * 9,
      "\(folder): found \(counts.documented) of \(counts.all) documented; expected nine of ten. Without: \(bare)")
  }

  @Test func declarationsAreFound() {
    let text = """
      /// Documented.
      public struct A {
        @inlinable public init() {}
        let hidden: Int
        enum B { case hidden }
        public enum C {
          /// Documented.
          @available(*, deprecated)
          case first
          case second
        }
      }
      public protocol D {
        func e()
      }
      """
    let lines = text.split(separator: "\n").map(String.init)
    let found = Self.publicDeclarations(lines)
    #expect(found.map { $0 + 1 } == [2, 3, 6, 9, 10, 13, 14])
    #expect(found.filter { Self.isDocumented(lines, $0) }.map { $0 + 1 } == [2, 9])
  }

  /// What is marked public, the cases of public enumerations and the requirements of public protocols. By the lines,
  /// which the formatter keeps in one form.
  private static func publicDeclarations(_ lines: [String]) -> [Int] {
    var open: [(indent: Int, members: [String])] = []
    var found: [Int] = []
    for (number, line) in lines.enumerated() {
      let indent = line.prefix { $0 == " " }.count
      let words = line.split(separator: " ").drop { $0.hasPrefix("@") }.map(String.init)
      guard let first = words.first, !first.hasPrefix("//") else { continue }
      while let last = open.last, indent <= last.indent { open.removeLast() }
      if first == "public" {
        if !words.contains("extension") { found.append(number) }
      } else if let last = open.last, indent == last.indent + 2, last.members.contains(first) {
        found.append(number)
      }
      guard first == "public", line.hasSuffix("{") else { continue }
      if words.contains("enum") { open.append((indent, ["case", "indirect"])) }
      if words.contains("protocol") {
        open.append((indent, ["associatedtype", "var", "func", "static", "mutating", "init()", "init?(_"]))
      }
    }
    return found
  }

  private static func isDocumented(_ lines: [String], _ number: Int) -> Bool {
    let before = lines[..<number].reversed().map { $0.drop { $0 == " " } }.first { !$0.hasPrefix("@") }
    return before?.hasPrefix("///") ?? false
  }
}
