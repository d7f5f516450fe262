import EventStore
import LMDB

/// How far the views are, and what made them.
public struct Stand: Hashable, Sendable {
  /// The number of records that are folded in.
  public let size: UInt64
  /// The number of postings.
  public let postings: UInt64
  /// The positions of the records that are not of projects: what the subject index of the journal must show.
  public let registers: PositionSum
  /// The root of the journal at `size`: views of another book are not believed.
  public let root: [UInt8]

  /// Raised whenever the fold, the postings or their layout change: other views are rebuilt, never patched.
  static let foldVersion: UInt64 = 6

  static let empty = Stand(size: 0, postings: 0, registers: PositionSum(), root: [])

  init(size: UInt64, postings: UInt64, registers: PositionSum, root: [UInt8]) {
    (self.size, self.postings, self.registers, self.root) = (size, postings, registers, root)
  }

  /// For whoever reads the registers.
  public var mark: RegisterMark { RegisterMark(size: size, positions: registers) }

  // MARK: Stored form: five numbers of 8 bytes, the root, and a checksum of all that in 8 bytes; numbers big-endian.

  var bytes: Bytes {
    var bytes: [UInt8] = []
    for number in [Stand.foldVersion, size, postings, registers.count, registers.sum] { bytes.append(number) }
    bytes += root
    bytes.append(bytes.withUnsafeBytes { Checksum.of($0, seed: 0) })
    return Bytes(bytes)
  }

  /// What stored bytes turned out to be.
  enum Reading {
    case stand(Stand)
    /// Written by another version of this program.
    case otherVersion
    case damaged
  }

  static func read(_ bytes: Bytes?) -> Reading {
    guard let bytes, bytes.array.count >= 16 else { return .damaged }
    return bytes.array.withUnsafeBytes { raw in
      func number(_ place: Int) -> UInt64 {
        UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      }
      let end = raw.count - 8
      let isSound = number(end) == Checksum.of(UnsafeRawBufferPointer(rebasing: raw[..<end]), seed: 0)
      guard isSound, raw.count >= 48 else { return number(0) < foldVersion ? .otherVersion : .damaged }
      guard number(0) == foldVersion else { return .otherVersion }
      return .stand(
        Stand(
          size: number(8), postings: number(16), registers: PositionSum(count: number(24), sum: number(32)),
          root: Array(raw[40..<end])))
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ number: UInt64) {
    Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
  }
}
