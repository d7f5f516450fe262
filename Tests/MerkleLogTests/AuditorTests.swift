import Foundation
import MerkleLog
import Testing

/// The auditor's script shares no code with this module. Both must agree.
@Suite("Auditor's script")
struct AuditorTests {
  static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "auditor/verify_proof.py")

  struct Answer {
    let status: Int32
    let sentence: String
    let refusal: String
  }

  private func audit(_ proof: String, _ line: [UInt8], _ vkey: String) throws -> Answer {
    let folder = FileManager.default.temporaryDirectory.appending(path: "auditor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let proofFile = folder.appending(path: "record.tlog-proof")
    let lineFile = folder.appending(path: "record.line")
    try Data(proof.utf8).write(to: proofFile)
    try Data(line).write(to: lineFile)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", Self.script.path, proofFile.path, lineFile.path, vkey]
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let sentence = output.fileHandleForReading.readDataToEndOfFile()
    let refusal = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Answer(
      status: process.terminationStatus, sentence: String(decoding: sentence, as: UTF8.self),
      refusal: String(decoding: refusal, as: UTF8.self))
  }

  @Test("It accepts every proof of a log", arguments: [1, 2, 7])
  func accepts(recordCount: Int) throws {
    let log = try SmallLog(recordCount: recordCount)
    for index in log.records.indices {
      let proof = try log.proof(of: UInt64(index), extra: index % 2 == 0 ? [] : [7])
      let answer = try audit(proof.text, log.records[index], log.signer.verifier.vkey)
      #expect(answer.status == 0, "\(answer.refusal)")
      #expect(
        answer.sentence == "The log example.org/ledger holds this record as number \(index) of \(recordCount), "
          + "under the signed root \(log.tree.frontier.root.base64).\n")
    }
  }

  @Test("It refuses what was changed, and says why")
  func refuses() throws {
    let log = try SmallLog(recordCount: 6)
    let proof = try log.proof(of: 4).text
    let record = log.records[4]
    let vkey = log.signer.verifier.vkey
    let other = try NoteSigner(generatingFor: "example.org/ledger").verifier.vkey
    let signed = proof.replacing("\n6\n", with: "\n7\n")
    let cases: [(String, [UInt8], String, String)] = [
      (proof, record + [10], vkey, "does not lead to the signed root"),
      (proof, log.records[3], vkey, "does not lead to the signed root"),
      (proof.replacing("index 4", with: "index 5"), record, vkey, "does not lead to the signed root"),
      (proof.replacing("index 4", with: "index 6"), record, vkey, "the log has only 6"),
      (proof.replacing("index 4", with: "index 04"), record, vkey, "without leading zeros"),
      (signed, record, vkey, "does not hold"),
      (proof, record, other, "not signed by"),
      (proof, record, vkey.replacing("ledger", with: "ledges"), "name or key was changed"),
      (proof.replacing("@v1", with: "@v2"), record, vkey, "c2sp.org/tlog-proof@v1"),
      ("", record, vkey, "blank line"),
    ]
    for (proof, record, vkey, reason) in cases {
      let answer = try audit(proof, record, vkey)
      #expect(answer.status == 1)
      #expect(answer.refusal.contains(reason), "\(answer.refusal)")
      #expect(answer.sentence == "")
    }
  }
}
