import Foundation
import Ledger
import MerkleLog

// fuzz [--executions N] [--seed S] [--schemas DIR]
//
// Each target gets its share of the executions. The same seed gives the same texts, so a crash can be repeated. The
// last line is "N passed, M failed", which counts targets.

func stop(_ text: String) -> Never {
  FileHandle.standardError.write(Data((text + "\n").utf8))
  exit(2)
}

/// At once, so that a crash leaves behind what was said before.
func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

var executions = 200_000
var seed: UInt64 = 1
var schemas = "Schemas"
var words = CommandLine.arguments.dropFirst()
while let word = words.popFirst() {
  guard let value = words.popFirst() else {
    stop("\(word): found no value; expected one. See the beginning of main.swift.")
  }
  switch word {
  case "--executions": executions = Int(value) ?? 0
  case "--seed": seed = UInt64(value) ?? 1
  case "--schemas": schemas = value
  default:
    stop("\(word): found no such option; expected --executions, --seed or --schemas. See the beginning of main.swift.")
  }
}
guard executions > 0 else {
  stop("--executions: found no number above 0; expected one. Name how many texts are tried.")
}

let corpora: Corpora
do { corpora = try Corpora(schemas: schemas, seed: seed) } catch {
  stop("\(schemas): found \(error); expected samples and vectors. Name their folder with --schemas.")
}

/// The share of each target, in percent: lines and commands come from outside most often.
let shares: [Target: Int] = [.line: 40, .command: 25, .note: 10, .checkpoint: 10, .proof: 15]
say("fuzz: seed \(seed)")
var total = 0
var failed = 0
for target in Target.allCases {
  var mutation = Mutation(
    seed: seed &+ UInt64(target.rawValue.utf8.reduce(0) { $0 * 31 + Int($1) }), corpus: corpora.texts(for: target))
  let count = executions * (shares[target] ?? 0) / 100
  var accepted = 0
  var broken = 0
  for _ in 0..<count {
    let text = mutation.next()
    // Memory of just this size: a sanitizer then sees a read beyond the end.
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: text.count, alignment: 1)
    defer { bytes.deallocate() }
    bytes.copyBytes(from: text)
    switch target.result(UnsafeRawBufferPointer(bytes)) {
    case .success(true):
      accepted += 1
      if accepted % 64 == 0 { mutation.keep(text) }
    case .success(false): break
    case .failure(let error):
      broken += 1
      if broken <= 5 {
        say(
          "\(target.rawValue): found \(error.found); expected \(error.expected). The text: "
            + "\(Data(text).base64EncodedString())"
        )
      }
    }
  }
  say("\(target.rawValue): \(count) executions, \(accepted) accepted, \(broken) broken")
  total += count
  if broken > 0 { failed += 1 }
}
say("\(total) executions, seed \(seed)")
say("\(Target.allCases.count - failed) passed, \(failed) failed")
exit(failed == 0 ? 0 : 1)
