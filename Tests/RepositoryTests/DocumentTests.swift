import Testing

@Suite struct DocumentTests {
  let repository: Repository

  init() throws { repository = try Repository() }

  @Test func everyDocumentHasOneTitleAndBeginsWithIt() throws {
    for file in repository.files where file.hasSuffix(".md") {
      var isCode = false
      var titles: [String] = []
      let lines = try repository.lines(file)
      for line in lines {
        if line.hasPrefix("```") { isCode.toggle() }
        if !isCode, line.hasPrefix("# ") { titles.append(line) }
      }
      #expect(
        titles.count == 1 && lines.first == titles.first,
        "\(file): found the titles \(titles); expected one, in the first line")
    }
  }

  /// Each source file is named by the README nearest above it; where the README names only its folder, that is enough.
  @Test func everySourceIsInTheTableOfItsModule() throws {
    for file in repository.files where file.hasPrefix("Sources/") && !file.hasSuffix(".md") {
      let parts = file.split(separator: "/").map(String.init)
      let readme = "Sources/\(parts[1])/README.md"
      guard repository.exists(readme) else {
        Issue.record("\(file): found no \(readme); expected one that names the files of the module")
        continue
      }
      #expect(
        names(try repository.text(readme), parts.count > 3 ? parts[2] : parts[2].fileName),
        "\(file): found no mention in \(readme). Add a line there.")
    }
  }

  @Test func everyModuleIsOnTheMap() throws {
    let map = try repository.text("Sources/README.md")
    for module in Set(repository.files.filter { $0.hasPrefix("Sources/") }.map { $0.split(separator: "/")[1] })
    where !module.hasSuffix(".md") {
      #expect(map.contains("`\(module)`"), "\(module): found no mention in Sources/README.md")
    }
  }

  /// Every file under tools and Schemas is named where somebody finds it: in a document or a script by its name, its
  /// folder or a pattern; a source of a package also by its target in Package.swift, a Python module also by an import.
  @Test func noFileOfToolsOrSchemasIsAnOrphan() throws {
    let places = repository.files.filter {
      $0.hasSuffix(".md") || $0.hasSuffix(".py") || $0.hasSuffix("Package.swift")
        || ($0.hasPrefix("tools/") && !$0.fileName.contains("."))
    }
    let texts = try places.map { (place: $0, text: try repository.text($0)) }
    for file in repository.files
    where (file.hasPrefix("tools/") || file.hasPrefix("Schemas/"))
      && !["README.md", "Package.swift"].contains(file.fileName)
    {
      let parts = file.fileName.split(separator: ".")
      let folder = file.folder.fileName
      var spellings = [file.fileName, "\(folder)/*.\(parts.last ?? "")", "`\(folder)`", "`\(folder)/`"]
      if file.hasSuffix(".swift") { spellings.append("\"\(folder)\"") }
      if file.hasSuffix(".py"), let module = parts.first { spellings += ["from \(module) import", "import \(module)"] }
      let isNamed = texts.contains { other in other.place != file && spellings.contains { names(other.text, $0) } }
      #expect(isNamed, "\(file): found no mention in a document or script; expected one that says what it is for")
    }
  }

  /// What a document prints of a terminal is in its transcript, which the tests play.
  @Test(arguments: [
    ("README.md", "Tests/transcripts/tour.txt"), ("Schemas/reports.md", "Tests/transcripts/reports.txt"),
    ("Schemas/meanings.md", "Tests/transcripts/meanings.txt"),
  ])
  func whatADocumentPrintsOfATerminalIsPlayed(document: String, transcript: String) throws {
    let played = Set(try repository.lines(transcript))
    var isPrinted = false
    var shown = 0
    for line in try repository.lines(document) {
      if line.hasPrefix("```") {
        isPrinted = line == "```console"
      } else if isPrinted, line != "..." {
        shown += 1
        #expect(played.contains(line), "\(document): found the line \(line); expected a line of \(transcript)")
      }
    }
    #expect(shown > 0, "\(document) prints nothing of a terminal")
  }

  /// As a whole name: `LMDB` is not in `CLMDB`. A README may write `Name` for `Name.swift`, and `Begin….swift` for
  /// all that begin so.
  private func names(_ text: String, _ name: String) -> Bool {
    let bare = name.hasSuffix(".swift") ? String(name.dropLast(6)) : name
    for spelling in [name, "`\(bare)`"]
    where text.ranges(of: spelling).contains(where: { range in
      guard range.lowerBound > text.startIndex else { return true }
      let before = text[text.index(before: range.lowerBound)]
      return !before.isLetter && !before.isNumber && before != "_" && before != "+"
    }) { return true }
    return text.matches(of: /`([A-Za-z+]+)….swift`/).contains { bare.hasPrefix($0.output.1) }
  }
}
