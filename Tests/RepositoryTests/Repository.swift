import Foundation

/// The files of the project as they stand on the disk.
struct Repository {
  let root: URL
  /// Every file of the project, as a path from the root.
  let files: [String]

  init(file: String = #filePath) throws {
    root = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    var files: [String] = []
    for top in ["Sources", "Tests", "Schemas", "tools", ".ci"] {
      let folder = root.appendingPathComponent(top)
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where !Repository.isBuilt(path) {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(
          atPath: folder.appendingPathComponent(path).path, isDirectory: &isFolder)
        if exists, !isFolder.boolValue { files.append("\(top)/\(path)") }
      }
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: root.path)
    where name.hasSuffix(".md") || name == "Package.swift" { files.append(name) }
    self.files = files.sorted()
  }

  /// What builds and Python leave behind is no part of the project.
  private static func isBuilt(_ path: String) -> Bool {
    path.split(separator: "/").contains { [".build", "__pycache__", "node_modules"].contains($0) }
      || path.hasSuffix(".resolved") || path.hasSuffix(".swp")
  }

  func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  func lines(_ path: String) throws -> [String] {
    try text(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path) }

  var swiftFiles: [String] { files.filter { $0.hasSuffix(".swift") } }
}

extension String {
  /// The last part of a path.
  var fileName: String { split(separator: "/").last.map(String.init) ?? self }
  /// The path without its last part; empty at the top.
  var folder: String { split(separator: "/").dropLast().joined(separator: "/") }
}
