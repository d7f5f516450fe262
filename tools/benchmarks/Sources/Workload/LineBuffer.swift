/// Bytes of lines that wait to be written to a file. Grows as needed; `clear` keeps the memory.
public struct LineBuffer {
  public private(set) var bytes: [UInt8] = []

  public init(capacity: Int = 2 << 20) { bytes.reserveCapacity(capacity) }

  public var count: Int { bytes.count }
  public mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  @inline(__always)
  mutating func raw(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inline(__always)
  mutating func raw(_ text: [UInt8]) { bytes.append(contentsOf: text) }

  mutating func byte(_ byte: UInt8) { bytes.append(byte) }

  /// Decimal digits, with zeros in front up to `width`.
  @inline(__always)
  mutating func number(_ value: Int, width: Int = 1) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var rest = value
      var at = 20
      repeat {
        at -= 1
        digits.initializeElement(at: at, to: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      } while rest > 0 || 20 - at < width
      bytes.append(contentsOf: UnsafeMutableBufferPointer(rebasing: digits[at...]))
    }
  }

  /// `{"amount":"622409.00","currency":"CHF"}`
  mutating func money(_ minor: Int, _ currency: WorkCurrency) {
    raw("{\"amount\":\"")
    if minor < 0 { byte(UInt8(ascii: "-")) }
    let size = abs(minor)
    if currency.places == 0 {
      number(size)
    } else {
      number(size / 100)
      byte(UInt8(ascii: "."))
      number(size % 100, width: 2)
    }
    raw("\",\"currency\":\"")
    raw(currency.code)
    raw("\"}")
  }

  /// 22 characters of Base64 for 16 bytes.
  mutating func salt(_ dice: inout Dice) {
    let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for _ in 0..<21 { byte(alphabet.utf8Start[dice.below(64)]) }
    byte(alphabet.utf8Start[dice.below(4) * 16])
  }

  /// `2026-02-14`
  mutating func day(_ day: WorkDay) {
    number(day.year, width: 4)
    byte(UInt8(ascii: "-"))
    number(day.month, width: 2)
    byte(UInt8(ascii: "-"))
    number(day.day, width: 2)
  }
}
