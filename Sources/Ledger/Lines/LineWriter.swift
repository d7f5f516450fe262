import Reference

/// The one writer of canonical JSON. The caller writes members in their sorted order. One thread; reuse it to reuse its memory.
public struct LineWriter {
  public private(set) var bytes: [UInt8] = []

  public init(capacity: Int = 1024) { bytes.reserveCapacity(capacity) }

  public mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  @inline(__always)
  mutating func raw(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func open() { bytes.append(UInt8(ascii: "{")) }
  mutating func close() { bytes.append(UInt8(ascii: "}")) }

  /// `"name":`, after a comma unless it is the first of its object.
  @inline(__always)
  mutating func member(_ name: StaticString) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\""))
    raw(name)
    raw("\":")
  }

  /// As `member`, for a name that is data.
  mutating func key(_ name: String) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    text(name)
    bytes.append(UInt8(ascii: ":"))
  }

  mutating func literal(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// For text that is known to need no escapes: names, codes, dates, numbers.
  @inline(__always)
  mutating func plain(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: text.utf8)
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func integer(_ value: Int64) { bytes.append(contentsOf: String(value).utf8) }

  mutating func text(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): raw("\\\"")
      case UInt8(ascii: "\\"): raw("\\\\")
      case 0x08: raw("\\b")
      case 0x09: raw("\\t")
      case 0x0A: raw("\\n")
      case 0x0C: raw("\\f")
      case 0x0D: raw("\\r")
      case 0..<0x20:
        raw("\\u00")
        bytes.append(byte >> 4 + 0x30)
        bytes.append(byte & 15 < 10 ? byte & 15 + 0x30 : byte & 15 + 0x57)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func array<T>(_ list: [T], _ element: (inout LineWriter, T) -> Void) {
    bytes.append(UInt8(ascii: "["))
    for (i, item) in list.enumerated() {
      if i > 0 { bytes.append(UInt8(ascii: ",")) }
      element(&self, item)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  mutating func money(_ money: Money) {
    open()
    member("amount")
    plain(Money.text(minor: Int128(money.minor), currency: money.currency))
    member("currency")
    plain(money.currency.text)
    if money.qualifier != .exact {
      member("qualifier")
      plain(money.qualifier.code)
    }
    close()
  }

  mutating func type(_ name: StaticString) {
    member("type")
    bytes.append(UInt8(ascii: "\""))
    raw(name)
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func member(_ name: StaticString, flag: Bool?) { if let flag { member(name); raw(flag ? "true" : "false") } }

  // MARK: Optional members: absent when they have nothing to say.

  mutating func member(_ name: StaticString, plain text: String?) { if let text { member(name); plain(text) } }
  mutating func member(_ name: StaticString, text value: String?) { if let value { member(name); text(value) } }
  mutating func member(_ name: StaticString, money value: Money?) { if let value { member(name); money(value) } }
  mutating func member(_ name: StaticString, names: [String]) {
    if !names.isEmpty { member(name); array(names) { $0.plain($1) } }
  }
  mutating func member(_ name: StaticString, texts: [String]) {
    if !texts.isEmpty { member(name); array(texts) { $0.text($1) } }
  }
  mutating func member(_ name: StaticString, countries: [Alpha3]) {
    if !countries.isEmpty { member(name); array(countries) { $0.plain($1.text) } }
  }
  mutating func member(_ name: StaticString, pairs: [String: String]) {
    guard !pairs.isEmpty else { return }
    member(name)
    open()
    for (key, value) in pairs.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      self.key(key)
      text(value)
    }
    close()
  }
}
