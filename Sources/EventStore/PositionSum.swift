/// How many positions a set has, and a sum over them that does not depend on their order: tells whether two sets are
/// the same.
///
/// Against accidents, not against intent: positions that somebody chose can be made to give the same sum.
public struct PositionSum: Hashable, Sendable {
  public private(set) var count: UInt64
  public private(set) var sum: UInt64

  public init(count: UInt64 = 0, sum: UInt64 = 0) { (self.count, self.sum) = (count, sum) }

  @inline(__always)
  public mutating func add(_ position: UInt64) {
    count += 1
    // Without mixing, one position too high and one too low would cancel out.
    var mixed = (position ^ (position >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    sum &+= mixed ^ (mixed >> 31) ^ 0x9E37_79B9_7F4A_7C15
  }
}

/// The records below `size` that are not of projects, as somebody counted them who read every line.
public struct RegisterMark: Hashable, Sendable {
  public let size: UInt64
  public let positions: PositionSum
  public init(size: UInt64, positions: PositionSum) { (self.size, self.positions) = (size, positions) }
}
