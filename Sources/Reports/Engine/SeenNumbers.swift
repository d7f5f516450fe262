/// Numbers that were met. A table of eight bytes for each place, with open addressing: a set, or a table with longer
/// keys, would take more time and memory for each of a million postings than all the rest of a report.
struct SeenNumbers {
  private static let bitCount: UInt64 = 64
  /// The number and one; zero where the slot is empty.
  private var slots = [UInt64](repeating: 0, count: 64)
  private var shift = SeenNumbers.bitCount - 6
  private var count = 0

  /// Adds a number below `UInt64.max`; true where it was not met before.
  @inline(__always)
  mutating func insert(_ number: UInt64) -> Bool {
    let slot = find(number &+ 1)
    guard slots[slot] == 0 else { return false }
    slots[slot] = number &+ 1
    count += 1
    if count * 2 > slots.count { grow() }
    return true
  }

  func contains(_ number: UInt64) -> Bool { slots[find(number &+ 1)] != 0 }

  /// The slot of a content, or the empty one where it belongs.
  @inline(__always)
  private func find(_ content: UInt64) -> Int {
    // The upper bits of the product depend on all bits of the content.
    var slot = Int(truncatingIfNeeded: (content &* 0x9E37_79B9_7F4A_7C15) &>> shift)
    while slots[slot] != 0, slots[slot] != content { slot = (slot &+ 1) & (slots.count &- 1) }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    shift -= 1
    for content in old where content != 0 { slots[find(content)] = content }
  }
}

extension SeenNumbers {
  /// Adds a thing that stands in a row.
  @inline(__always)
  mutating func insert(_ thing: UInt32, in row: Int) -> Bool { insert(UInt64(row) << 32 | UInt64(thing)) }
}
