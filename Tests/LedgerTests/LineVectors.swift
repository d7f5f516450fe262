import Foundation
import Testing

@testable import Ledger

/// The lines of Schemas/vectors.
enum LineVectors {
  struct Bad: Decodable, CustomTestStringConvertible {
    let why: String
    let code: String
    let line: String?
    /// In place of `line` where the bytes are not UTF-8.
    let base64: Data?

    var bytes: [UInt8] { line.map { Array($0.utf8) } ?? base64.map { Array($0) } ?? [] }
    var testDescription: String { why }
  }

  static let good: [[UInt8]] = lines(of: "good.jsonl")

  static let bad: [Bad] = lines(of: "bad.jsonl").compactMap { line in
    do { return try JSONDecoder().decode(Bad.self, from: Data(line)) } catch {
      Issue.record("bad.jsonl: \(error): \(String(decoding: line, as: UTF8.self))")
      return nil
    }
  }

  private static func lines(of name: String) -> [[UInt8]] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = folder.appending(path: "Schemas/vectors/\(name)")
    guard let data = FileManager.default.contents(atPath: file.path(percentEncoded: false)) else {
      Issue.record(
        "\(file): not found; expected the vectors of the format; run the tests from a whole copy of the repository")
      return []
    }
    return data.split(separator: UInt8(ascii: "\n")).map { Array($0) }
      + (data.starts(with: [UInt8(ascii: "\n")]) ? [[]] : [])
  }

  /// The longest line there may be: 1,048,576 bytes.
  static let longest: [UInt8] = line(bytes: 1 << 20)

  /// A line of exactly so many bytes, most of them in aliases of at most 65,536 bytes.
  static func line(bytes count: Int) -> [UInt8] {
    func line(_ aliases: [Int]) -> String {
      let texts = aliases.map { "\"" + String(repeating: "a", count: $0) + "\"" }.joined(separator: ",")
      return
        #"{"actor":"a","at":"2026-04-02T08:15:30.123456Z","event":{"aliases":[\#(texts)],"kind":"academia","name":"n","#
        + #""type":"PartnerRegistered"},"id":"i","nth":0,"on":"2026","salt":"AAAAAAAAAAAAAAAAAAAAAA","seq":1,"#
        + #""subject":"partner/p","v":1}"#
    }
    var aliases = Array(repeating: 65_536, count: 15) + [1]
    aliases[15] = count - line(aliases).utf8.count + 1
    return Array(line(aliases).utf8)
  }

  /// What reading the bytes as a record and as an entry gives. The bytes stand at the end of their own allocation,
  /// so that a memory checker sees a read beyond them.
  static func read(_ bytes: some Collection<UInt8>) -> (
    record: Result<Record, LineError>, entry: Result<Entry, LineError>
  ) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    defer { copy.deallocate() }
    copy.copyBytes(from: bytes)
    let line = UnsafeRawBufferPointer(copy)
    return (
      Result { () throws(LineError) in try Record(line: line) },
      Result { () throws(LineError) in try Entry(line: line) }
    )
  }
}

/// A small generator of numbers (SplitMix64) whose seed can be printed.
struct Seeded: RandomNumberGenerator {
  let seed: UInt64
  private var state: UInt64

  init(seed: UInt64 = .random(in: 0...UInt64.max)) { (self.seed, state) = (seed, seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
