import Testing

@testable import Views

@Suite("The checksum of the views is fixed and sees every small change")
struct ChecksumTests {
  private func sum(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
    bytes.withUnsafeBytes { Checksum.of($0, seed: seed) }
  }

  @Test func valuesOfTheWrittenForm() {
    #expect(sum([]) == 0x98EB_DF22_2424_8333)
    #expect(sum(Array(0..<48), seed: 1) == 0x493E_BF56_E197_505F)
    #expect(sum(Array(0..<100), seed: 7) == 0x4E67_0A99_70C1_EB03)
  }

  @Test func oneBitAnywhereChangesIt() {
    let bytes = [UInt8](repeating: 0, count: 48 * 5 + 3)
    var seen: Set<UInt64> = [sum(bytes)]
    for bit in 0..<bytes.count * 8 {
      var changed = bytes
      changed[bit / 8] ^= 1 << (bit % 8)
      #expect(seen.insert(sum(changed)).inserted, "bit \(bit)")
    }
  }

  @Test func placeAndLengthCount() {
    let one = [UInt8](repeating: 1, count: 48)
    let two = [UInt8](repeating: 2, count: 48)
    #expect(sum(one + two) != sum(two + one))
    #expect(sum(one) != sum(one, seed: 1))
    #expect(sum([]) != sum([0]))
  }
}
