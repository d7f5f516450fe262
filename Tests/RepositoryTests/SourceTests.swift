import Testing

@Suite struct SourceTests {
  static let longestFile = 400

  let repository: Repository

  init() throws { repository = try Repository() }

  /// This folder has to name what it looks for.
  private func isOwn(_ file: String) -> Bool { file.hasPrefix("Tests/RepositoryTests/") }

  @Test func noSourceForcesATypeOrLeavesWorkForLater() throws {
    for file in repository.files where (file.hasSuffix(".swift") || file.hasSuffix(".py")) && !isOwn(file) {
      for (number, line) in try repository.lines(file).enumerated() {
        for word in ["try!", "as!", "TODO", "FIXME"] where holds(line, word) {
          Issue.record("\(file):\(number + 1): found \(word); expected code that says what happens otherwise")
        }
      }
    }
  }

  @Test func noFileIsNamedAfterNothing() {
    for file in repository.swiftFiles {
      for name in ["Manager", "Helper", "Util", "Common", "Misc"] {
        #expect(!file.fileName.contains(name), "\(file): found \(name); expected a name from the subject")
      }
    }
  }

  @Test func noFileIsTooLong() throws {
    for file in repository.swiftFiles {
      let count = try repository.lines(file).count
      #expect(
        count <= Self.longestFile,
        "\(file): found \(count) lines; expected at most \(Self.longestFile). Divide it by subject.")
    }
  }

  /// A path of the machine where it was written is of no use elsewhere.
  @Test func noFileHasAPathOfOneMachine() throws {
    let paths = /(^|[^A-Za-z0-9_.\/-])\/(home|root|Users|work|workspace|mnt|private)\/[A-Za-z0-9]/
    for file in repository.files where !isOwn(file) {
      // Records and samples quote documents.
      if file.hasSuffix(".jsonl") { continue }
      for (number, line) in try repository.lines(file).enumerated() where line.contains(paths) {
        Issue.record("\(file):\(number + 1): found a path of one machine: \(line)")
      }
    }
  }

  /// As a word of its own: `as!` is not in `has!`.
  private func holds(_ line: String, _ word: String) -> Bool {
    line.ranges(of: word).contains { range in
      guard range.lowerBound > line.startIndex else { return true }
      let before = line[line.index(before: range.lowerBound)]
      return !before.isLetter && !before.isNumber
    }
  }
}
