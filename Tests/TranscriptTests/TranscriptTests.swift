import Foundation
import Testing

/// Plays every file of Tests/transcripts against the built program. See Tests/transcripts/README.md for their form.
@Suite struct TranscriptTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("transcripts")

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".txt") }.sorted()
  }()

  @Test func thereAreTranscriptsToPlay() { #expect(!Self.names.isEmpty) }

  @Test(arguments: names) func theProgramAnswersAsTheTranscriptSays(name: String) throws {
    let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    let transcript = try Transcript(text, name: name)
    #expect(!transcript.steps.isEmpty, "\(name) has no command")
    let stage = try Stage()
    defer { stage.clear() }
    for step in transcript.steps {
      let answer = try stage.play(step.command)
      let difference = step.difference(from: answer.lines)
      #expect(
        difference == nil && answer.status == step.status,
        """
        \(name):\(step.line): \(step.command)
        \(difference ?? "the output fits")
        exit status \(answer.status), expected \(step.status)
        --- whole output
        \(answer.lines.joined(separator: "\n"))
        """)
    }
  }
}

/// A folder of its own for one transcript, where its commands run.
struct Stage {
  let folder: URL
  private let environment: [String: String]

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("transcript-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let program = try Self.program()
    environment = [
      "PATH": program.deletingLastPathComponent().path + ":"
        + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"),
      "PLEDGEBOOK_LEDGER": "book", "PLEDGEBOOK_ACTOR": "a.ndiaye", "LC_ALL": "C.UTF-8", "HOME": folder.path,
      "AUDITOR": TranscriptTests.folder.deletingLastPathComponent().appendingPathComponent("auditor/verify_proof.py")
        .path,
    ]
  }

  func clear() { try? FileManager.default.removeItem(at: folder) }

  /// The program is built beside the test bundle.
  private static func program() throws -> URL {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path != "/" {
      let program = folder.appendingPathComponent("pledgebook")
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: program.path, isDirectory: &isFolder), !isFolder.boolValue {
        return program
      }
      folder.deleteLastPathComponent()
    }
    throw NoProgram(bundle: CommandLine.arguments[0])
  }

  struct NoProgram: Error, CustomStringConvertible {
    let bundle: String
    var description: String {
      "\(bundle): found no program pledgebook in its folder or above; expected one. Build the product pledgebook first."
    }
  }

  /// Runs one command in a shell of its own; output and complaints come together, as on a terminal.
  func play(_ command: String) throws -> (lines: [String], status: Int32) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: output, as: UTF8.self).replacingOccurrences(of: folder.path, with: "<folder>")
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return (lines, process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus)
  }
}
