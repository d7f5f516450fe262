import Foundation
import Ledger
import MerkleLog

/// The texts that each target begins with: the vectors and samples of the project, and notes and proofs made from a
/// seed.
struct Corpora {
  private var lines: [[UInt8]] = []
  private var commands: [[UInt8]] = []
  private var notes: [[UInt8]] = []
  private var checkpoints: [[UInt8]] = []
  private var proofs: [[UInt8]] = []

  init(schemas: String, seed: UInt64) throws {
    for row in try Corpora.rows(schemas + "/vectors/good.jsonl") { lines.append(row) }
    for row in try Corpora.rows(schemas + "/vectors/bad.jsonl") {
      if let line = try Corpora.object(row)["line"] as? String { lines.append(Array(line.utf8)) }
    }
    for file in try FileManager.default.contentsOfDirectory(atPath: schemas + "/samples").sorted()
    where file.hasSuffix(".jsonl") {
      for row in try Corpora.rows(schemas + "/samples/" + file) {
        let sample = try Corpora.object(row)
        guard let command = sample["good"] ?? sample["bad"] else { continue }
        let text = try JSONSerialization.data(withJSONObject: command, options: [.sortedKeys, .withoutEscapingSlashes])
        commands.append(Array(text))
        // The same entry as a stored line.
        let read = Array(text).withUnsafeBytes { try? Command(json: $0) }
        if let read {
          lines.append(
            Record(
              read,
              Stamp(
                seq: UInt64(lines.count), at: .init(microseconds: 1_790_000_000_000_000), nth: 0,
                salt: Salt(high: 1, low: 2), reversed: read.event.type == .reversed ? 0 : nil)
            ).line)
        }
      }
    }
    try makeNotes(seed: seed)
  }

  /// The signatures are made up: only the form is read.
  private mutating func makeNotes(seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(numbers.below(256)) } }
    for size in [0, 1, 2, 7, 545, 1 << 40] as [UInt64] {
      let root = bytes(40).withUnsafeBytes { MerkleTree.leafHash($0) }
      for extensions in [[], ["one more line"]] {
        let checkpoint = try Checkpoint(origin: "example.org/pledges", size: size, root: root, extensions: extensions)
        let signature = "\u{2014} example.org/pledges \(Data(bytes(68)).base64EncodedString())\n"
        let note = try SignedNote(parsing: "\(checkpoint.text)\n\(signature)".utf8)
        checkpoints.append(Array(checkpoint.text.utf8))
        notes.append(Array(note.encoded.utf8))
        for count in [0, 1, 10] {
          let proof = LogProof(
            index: size / 2, hashes: Array(repeating: root, count: count), extra: Array(repeating: 7, count: count),
            checkpoint: note)
          proofs.append(Array(proof.text.utf8))
        }
      }
    }
  }

  func texts(for target: Target) -> [[UInt8]] {
    switch target {
    case .line: lines
    case .command: commands
    case .note: notes
    case .checkpoint: checkpoints
    case .proof: proofs
    }
  }

  private static func rows(_ path: String) throws -> [[UInt8]] {
    try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: UInt8(ascii: "\n")).map(Array.init)
  }

  private static func object(_ row: [UInt8]) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(row)) as? [String: Any] ?? [:]
  }
}
