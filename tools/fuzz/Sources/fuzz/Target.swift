import Ledger
import MerkleLog

/// A parser, and what must hold for every text that it is given.
enum Target: String, CaseIterable {
  case line, command, note, checkpoint, proof

  /// True if the parser took the text; false if it refused it.
  /// - Throws: `Broken` where a property does not hold.
  func run(_ bytes: UnsafeRawBufferPointer) throws(Broken) -> Bool {
    switch self {
    case .line: try line(bytes)
    case .command: try command(bytes)
    case .note: try written(bytes, try? SignedNote(parsing: bytes), \.encoded)
    case .proof: try written(bytes, try? LogProof(parsing: bytes), \.text)
    case .checkpoint:
      // A checkpoint is read from text, so bytes that are none have no meaning here.
      if let text = String(validating: bytes, as: UTF8.self) {
        try written(bytes, try? Checkpoint(parsing: text), \.text)
      } else {
        false
      }
    }
  }

  /// As `run`, for callers that pass no typed error on.
  func result(_ bytes: UnsafeRawBufferPointer) -> Result<Bool, Broken> {
    do throws(Broken) { return .success(try run(bytes)) } catch { return .failure(error) }
  }

  private func written<Parsed>(_ bytes: UnsafeRawBufferPointer, _ parsed: Parsed?, _ text: (Parsed) -> String)
    throws(Broken) -> Bool
  {
    guard let parsed else { return false }
    guard text(parsed).utf8.elementsEqual(bytes) else {
      throw Broken(found: "another text written back", expected: "the text that was read")
    }
    return true
  }

  /// Both readers agree, and an accepted line is written back unchanged.
  private func line(_ bytes: UnsafeRawBufferPointer) throws(Broken) -> Bool {
    let record: Result<Record, LineError>
    do { record = .success(try Record(line: bytes)) } catch { record = .failure(error) }
    let entry: Result<Entry, LineError>
    do { entry = .success(try Entry(line: bytes)) } catch { entry = .failure(error) }
    switch (record, entry) {
    case (.success(let record), .success(let entry)):
      guard record.entry == entry else { throw Broken(found: "another entry", expected: "the entry of the record") }
      guard record.line.elementsEqual(bytes) else {
        throw Broken(found: "another line written back", expected: "the line that was read")
      }
      return true
    case (.failure(let one), .failure(let other)):
      guard one == other else { throw Broken(found: "\(other)", expected: "\(one), as the reader of records says") }
      guard (0...bytes.count).contains(one.offset) else {
        throw Broken(found: "offset \(one.offset)", expected: "one inside the text")
      }
      return false
    case (.success, .failure(let error)):
      throw Broken(found: "\(error) by the reader of entries", expected: "a line, as for the reader of records")
    case (.failure(let error), .success):
      throw Broken(found: "\(error) by the reader of records", expected: "a line, as for the reader of entries")
    }
  }

  /// An accepted command, written in canonical form, reads as the same command and is written the same.
  private func command(_ bytes: UnsafeRawBufferPointer) throws(Broken) -> Bool {
    guard let command = try? Command(json: bytes) else { return false }
    let canonical = command.line
    guard let again = canonical.withUnsafeBytes({ try? Command(json: $0) }) else {
      throw Broken(found: "a refusal of the canonical form", expected: "the same command")
    }
    guard again == command, again.line == canonical else {
      throw Broken(found: "another command", expected: "the same command from its canonical form")
    }
    return true
  }
}

/// A property that does not hold.
struct Broken: Error {
  let found: String
  let expected: String
}
