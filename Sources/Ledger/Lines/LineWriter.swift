import Reference

/// The one writer of canonical JSON. The caller writes members in their sorted order. One thread; reuse it to reuse its
/// memory.
public struct LineWriter {
  private final class Memory {
    let base: UnsafeMutablePointer<UInt8>
    let capacity: Int

    init(capacity: Int) { (base, self.capacity) = (.allocate(capacity: capacity), capacity) }
    deinit { base.deallocate() }
  }

  // Not an array: whether the memory is shared with a copy of this writer is asked once for each line, not for each
  // piece.
  private var memory: Memory
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// How many bytes were written since the last `clear`.
  public private(set) var count = 0

  public init(capacity: Int = 1024) {
    memory = Memory(capacity: max(capacity, 64))
    (base, self.capacity) = (memory.base, memory.capacity)
  }

  /// A copy of what was written.
  public var bytes: [UInt8] { withExtendedLifetime(memory) { Array(UnsafeBufferPointer(start: base, count: count)) } }

  /// Lends what was written, without a copy. The bytes are valid only inside `body`.
  public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    defer { withExtendedLifetime(memory) {} }
    return try body(UnsafeRawBufferPointer(start: base, count: count))
  }

  public mutating func clear() { count = 0 }

  // MARK: Memory

  /// Makes room for `extra` bytes. Every function that stores asks once, then stores without checks.
  @inline(__always)
  private mutating func room(_ extra: Int) {
    if count &+ extra > capacity { grow(extra) }
  }

  @inline(never)
  private mutating func grow(_ extra: Int) {
    move(to: Memory(capacity: max(capacity * 2, count + extra)))
  }

  private mutating func move(to larger: Memory) {
    larger.base.update(from: base, count: count)
    memory = larger
    (base, capacity) = (larger.base, larger.capacity)
  }

  /// To be called before a line is written: takes memory of its own if a copy of this writer has the same.
  mutating func begin() {
    if !isKnownUniquelyReferenced(&memory) { move(to: Memory(capacity: capacity)) }
  }

  @inline(__always)
  private mutating func store(_ byte: UInt8) {
    base[count] = byte
    count &+= 1
  }

  @inline(__always)
  private mutating func store(_ text: StaticString) {
    (base + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    count &+= text.utf8CodeUnitCount
  }

  @inline(__always)
  private mutating func storeTwoDigits(_ n: Int) {
    base[count] = UInt8(truncatingIfNeeded: 0x30 &+ n / 10)
    base[count &+ 1] = UInt8(truncatingIfNeeded: 0x30 &+ n % 10)
    count &+= 2
  }

  /// The digits of `number` with at least `width` of them.
  @inline(__always)
  private mutating func storeDigits(_ number: UInt64, width: Int = 1) {
    var (length, bound) = (1, 10 as UInt64)
    while length < width || (length < 20 && number >= bound) {
      length &+= 1
      bound = length < 20 ? bound &* 10 : UInt64.max
    }
    var rest = number
    var place = count &+ length
    while place > count {
      place &-= 1
      base[place] = UInt8(truncatingIfNeeded: 0x30 &+ rest % 10)
      rest /= 10
    }
    count &+= length
  }

  @inline(__always)
  private mutating func store(_ day: Day) {
    let (year, month, day) = day.components
    storeTwoDigits(year / 100)
    storeTwoDigits(year % 100)
    store(UInt8(ascii: "-"))
    storeTwoDigits(month)
    store(UInt8(ascii: "-"))
    storeTwoDigits(day)
  }

  // MARK: Structure

  @inline(__always)
  mutating func raw(_ text: StaticString) {
    room(text.utf8CodeUnitCount)
    store(text)
  }

  @inline(__always)
  private mutating func byte(_ byte: UInt8) {
    room(1)
    store(byte)
  }

  @inline(__always) mutating func open() { byte(UInt8(ascii: "{")) }
  @inline(__always) mutating func close() { byte(UInt8(ascii: "}")) }

  /// `"name":`, after a comma unless it is the first of its object. An object must have been opened.
  @inline(__always)
  mutating func member(_ name: StaticString) {
    room(name.utf8CodeUnitCount &+ 4)
    if base[count &- 1] != UInt8(ascii: "{") { store(UInt8(ascii: ",")) }
    store(UInt8(ascii: "\""))
    store(name)
    store("\":")
  }

  /// As `member`, for a name that is data.
  mutating func key(_ name: String) {
    if base[count - 1] != UInt8(ascii: "{") { byte(UInt8(ascii: ",")) }
    text(name)
    byte(UInt8(ascii: ":"))
  }

  @inline(__always)
  mutating func array<List: RandomAccessCollection<T>, T>(_ list: List, _ element: (inout LineWriter, T) -> Void) {
    byte(UInt8(ascii: "["))
    for i in list.indices {
      if i > list.startIndex { byte(UInt8(ascii: ",")) }
      element(&self, list[i])
    }
    byte(UInt8(ascii: "]"))
  }

  // MARK: Values

  mutating func literal(_ text: String) {
    var text = text
    text.withUTF8 { copy($0) }
  }

  @inline(__always)
  private mutating func copy(_ source: UnsafeBufferPointer<UInt8>) {
    guard let start = source.baseAddress else { return }
    room(source.count)
    (base + count).update(from: start, count: source.count)
    count &+= source.count
  }

  /// For names, codes, dates and numbers, which need no escapes. A name that is none stands escaped, so that it stays
  /// one string, which no reader takes for a name.
  mutating func plain(_ text: String) { self.text(text) }

  @inline(__always)
  mutating func integer(_ value: Int64) {
    room(20)
    if value < 0 { store(UInt8(ascii: "-")) }
    storeDigits(value.magnitude)
  }

  mutating func text(_ text: String) {
    var text = text
    byte(UInt8(ascii: "\""))
    text.withUTF8 { source in
      guard let start = source.baseAddress else { return }
      var from = 0
      while from < source.count {
        // Copies the run up to the next byte that needs an escape, most often the whole text.
        let stop = LineWriter.escaped(start, from, source.count)
        copy(UnsafeBufferPointer(start: start + from, count: stop - from))
        if stop < source.count { escape(start[stop]) }
        from = stop + 1
      }
    }
    byte(UInt8(ascii: "\""))
  }

  /// The first place from `from` on whose byte needs an escape.
  @inline(__always)
  private static func escaped(_ text: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int {
    var p = from
    while p &+ 8 <= end {
      let marks = marksOfEscapedBytes(word(text + p))
      if marks != 0 { return p &+ marks.trailingZeroBitCount &>> 3 }
      p &+= 8
    }
    while p < end, text[p] >= 0x20, text[p] != UInt8(ascii: "\""), text[p] != UInt8(ascii: "\\") { p &+= 1 }
    return p
  }

  @inline(never)
  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): raw("\\\"")
    case UInt8(ascii: "\\"): raw("\\\\")
    case 0x08: raw("\\b")
    case 0x09: raw("\\t")
    case 0x0A: raw("\\n")
    case 0x0C: raw("\\f")
    case 0x0D: raw("\\r")
    default:
      raw("\\u00")
      self.byte(byte >> 4 + 0x30)
      self.byte(byte & 15 < 10 ? byte & 15 + 0x30 : byte & 15 + 0x57)
    }
  }

  @inline(__always)
  mutating func code(_ code: Alpha3) {
    room(5)
    let packed = Int(code.rawValue)
    store(UInt8(ascii: "\""))
    store(UInt8(truncatingIfNeeded: 0x41 &+ packed / 676))
    store(UInt8(truncatingIfNeeded: 0x41 &+ packed / 26 % 26))
    store(UInt8(truncatingIfNeeded: 0x41 &+ packed % 26))
    store(UInt8(ascii: "\""))
  }

  mutating func day(_ day: Day) {
    room(12)
    store(UInt8(ascii: "\""))
    store(day)
    store(UInt8(ascii: "\""))
  }

  @inline(__always)
  mutating func date(_ date: EffectiveDate) {
    if date.precision == .day { day(date.first) } else { plain(date.description) }
  }

  mutating func time(_ time: Timestamp) {
    let day = time.day
    let inDay = Int(time.microseconds &- Int64(day.number) &* 86_400_000_000)
    let (seconds, fraction) = (inDay / 1_000_000, inDay % 1_000_000)
    room(29)
    store(UInt8(ascii: "\""))
    store(day)
    store(UInt8(ascii: "T"))
    storeTwoDigits(seconds / 3600)
    store(UInt8(ascii: ":"))
    storeTwoDigits(seconds / 60 % 60)
    store(UInt8(ascii: ":"))
    storeTwoDigits(seconds % 60)
    store(UInt8(ascii: "."))
    storeTwoDigits(fraction / 10_000)
    storeTwoDigits(fraction / 100 % 100)
    storeTwoDigits(fraction % 100)
    store("Z\"")
  }

  mutating func salt(_ salt: Salt) {
    room(Salt.length &+ 2)
    store(UInt8(ascii: "\""))
    salt.write(to: base + count)
    count &+= Salt.length
    store(UInt8(ascii: "\""))
  }

  mutating func subject(_ subject: Subject) {
    byte(UInt8(ascii: "\""))
    literal(subject.kind.code)
    byte(UInt8(ascii: "/"))
    literal(subject.name)
    byte(UInt8(ascii: "\""))
  }

  /// A decimal text: `number` divided by ten to the power of `places`, with exactly that many places.
  @inline(__always)
  private mutating func storeDecimal(_ number: Int64, places: Int) {
    if number < 0 { store(UInt8(ascii: "-")) }
    storeDigits(number.magnitude, width: places &+ 1)
    guard places > 0 else { return }
    // The places move up by one byte for the point.
    for i in 0..<places { base[count &- i] = base[count &- i &- 1] }
    base[count &- places] = UInt8(ascii: ".")
    count &+= 1
  }

  mutating func decimal(_ decimal: Decimal) {
    room(24 + decimal.places)
    store(UInt8(ascii: "\""))
    storeDecimal(decimal.digits, places: decimal.places)
    store(UInt8(ascii: "\""))
  }

  mutating func money(_ money: Money) {
    room(64)
    store("{\"amount\":\"")
    storeDecimal(money.minor, places: Currencies.minorUnits(money.currency) ?? 2)
    store("\",\"currency\":")
    code(money.currency)
    if money.qualifier != .exact {
      member("qualifier")
      plain(money.qualifier.code)
    }
    close()
  }

  @inline(__always)
  mutating func type(_ name: StaticString) {
    member("type")
    room(name.utf8CodeUnitCount &+ 2)
    store(UInt8(ascii: "\""))
    store(name)
    store(UInt8(ascii: "\""))
  }
}
