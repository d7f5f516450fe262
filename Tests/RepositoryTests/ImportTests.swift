import Testing

/// SwiftPM lets a module import whatever it reaches through another. The project does not.
@Suite struct ImportTests {
  static let standard: Set<String> = ["Foundation", "Glibc", "Dispatch", "Synchronization", "Testing"]
  /// They see no file, clock or locale.
  static let withoutFoundation: Set<String> = ["Ledger", "MerkleLog", "Reference"]

  let repository: Repository
  let manifest: Manifest

  init() throws {
    repository = try Repository()
    manifest = Manifest(try repository.text("Package.swift"))
  }

  @Test func theManifestIsReadWhole() {
    #expect(manifest.dependencies["Ledger"] == ["Reference"])
    #expect(manifest.dependencies["MerkleLog"] == ["Crypto"])
    #expect(manifest.dependencies["LMDB"] == ["CLMDB"])
    #expect(manifest.dependencies["CLI"] == ["Pledgebook", "ArgumentParser"])
  }

  @Test func everySourceFolderIsATargetAndEveryTargetHasOne() {
    let folders = Set(repository.swiftFiles.compactMap(Self.target))
    for folder in folders {
      #expect(manifest.dependencies[folder] != nil, "\(folder): found no target; expected one in Package.swift")
    }
    for target in manifest.dependencies.keys {
      #expect(
        repository.exists("Sources/\(target)") || repository.exists("Tests/\(target)"),
        "Package.swift names \(target), which has no folder")
    }
  }

  @Test func everyImportIsADependencyOfItsTarget() throws {
    for file in repository.swiftFiles {
      guard let target = Self.target(file), let allowed = manifest.dependencies[target] else { continue }
      for module in try imports(file) where !Self.standard.contains(module) {
        #expect(
          allowed.contains(module),
          "\(file): found import \(module); expected a dependency of \(target) in Package.swift. Add it there.")
      }
    }
  }

  @Test func theRulesAndTheMathematicsHaveNoFoundation() throws {
    for file in repository.swiftFiles
    where Self.withoutFoundation.contains(Self.target(file) ?? "") && file.hasPrefix("Sources/") {
      let found = try imports(file).intersection(Self.standard)
      #expect(
        found.isEmpty, "\(file): found import \(found.sorted().joined(separator: ", ")); expected none of the system")
    }
  }

  /// Only Views and EventStore know the database; the command line does not.
  @Test func theDatabaseStaysBehindItsModules() {
    for (target, allowed) in manifest.dependencies where allowed.contains("LMDB") {
      #expect(
        ["EventStore", "Views", "LMDBTests", "HistoryTests", "StoreTests"].contains(target),
        "\(target) depends on LMDB")
    }
    for (target, allowed) in manifest.dependencies where allowed.contains("CLMDB") {
      #expect(["LMDB", "LMDBTests"].contains(target), "\(target) depends on CLMDB")
    }
  }

  /// Where they share a name, `Module.Type` means a type inside the type.
  @Test func noTypeHasTheNameOfAModule() throws {
    let modules = Set(repository.swiftFiles.filter { $0.hasPrefix("Sources/") }.compactMap(Self.target))
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "actor", "typealias"]
    for file in repository.swiftFiles where file.hasPrefix("Sources/") {
      for line in try repository.lines(file) {
        let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "/" }
        guard let kind = words.firstIndex(where: kinds.contains), kind + 1 < words.count else { continue }
        let isComment = words[0].hasPrefix("/")
        #expect(
          isComment || !modules.contains(String(words[kind + 1])),
          "\(file): found a type named \(words[kind + 1]), as a module is; expected another name")
      }
    }
  }

  /// `Sources/X/…` and `Tests/X/…` belong to the target X.
  static func target(_ file: String) -> String? {
    let parts = file.split(separator: "/")
    return parts.count >= 3 && ["Sources", "Tests"].contains(parts[0]) ? String(parts[1]) : nil
  }

  private func imports(_ file: String) throws -> Set<String> {
    Set(
      try repository.lines(file).compactMap { line in
        let words = line.split(separator: " ").drop {
          $0.hasPrefix("@") || ["public", "internal", "private", "fileprivate", "package"].contains($0)
        }
        guard words.first == "import" else { return nil }
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        return words.dropFirst().first { !kinds.contains($0) }.map { String($0.prefix { $0 != "." }) }
      })
  }
}
