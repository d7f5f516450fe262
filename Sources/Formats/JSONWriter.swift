/// JSON as bytes, put together piece by piece: no white space, members in the order in which they are written.
///
/// By hand, since a report can have as many rows as the book has projects, and an encoder of values takes longer for
/// them than the report. Strings keep their exact text; what cannot be seen is escaped.
public struct JSONWriter {
  public private(set) var bytes: [UInt8] = []
  private var isFirst = true

  public init() {}

  public mutating func object(_ body: (inout JSONWriter) -> Void) { enclose("{", "}", body) }

  public mutating func array<T>(_ list: some Sequence<T>, _ element: (inout JSONWriter, T) -> Void) {
    enclose("[", "]") {
      for item in list {
        $0.next()
        element(&$0, item)
      }
    }
  }

  public mutating func member(_ name: String, _ value: (inout JSONWriter) -> Void) {
    next()
    string(name)
    bytes.append(UInt8(ascii: ":"))
    value(&self)
  }

  /// Leaves out what is not there.
  public mutating func member(_ name: String, _ value: String?) {
    if let value { member(name) { $0.string(value) } }
  }

  public mutating func integer(_ value: some BinaryInteger) { bytes.append(contentsOf: String(value).utf8) }

  public mutating func null() { bytes.append(contentsOf: "null".utf8) }

  public mutating func string(_ value: String) {
    bytes.append(UInt8(ascii: "\""))
    if value.isPlainInJSON || value.unicodeScalars.allSatisfy(\.standsForItself) {
      bytes.append(contentsOf: value.utf8)
    } else {
      for scalar in value.unicodeScalars { escaped(scalar) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func raw(_ part: String) { bytes.append(contentsOf: part.utf8) }

  /// JSON that was written before, with what cannot be seen escaped.
  mutating func escapeHidden(_ part: String) {
    for scalar in part.unicodeScalars { scalar.isHidden ? escaped(scalar) : raw(String(scalar)) }
  }

  private mutating func escaped(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": bytes.append(contentsOf: "\\\"".utf8)
    case "\\": bytes.append(contentsOf: "\\\\".utf8)
    case "\n": bytes.append(contentsOf: "\\n".utf8)
    case "\r": bytes.append(contentsOf: "\\r".utf8)
    case "\t": bytes.append(contentsOf: "\\t".utf8)
    case _ where scalar.isHidden: for unit in String(scalar).utf16 { escaped(unit) }
    default: raw(String(scalar))
    }
  }

  private mutating func escaped(_ unit: UInt16) {
    let digits = String(unit, radix: 16)
    bytes.append(contentsOf: "\\u".utf8)
    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
    bytes.append(contentsOf: digits.utf8)
  }

  private mutating func enclose(_ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONWriter) -> Void) {
    bytes.append(UInt8(ascii: open))
    isFirst = true
    body(&self)
    bytes.append(UInt8(ascii: close))
    isFirst = false
  }

  private mutating func next() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
  }
}

extension String {
  fileprivate var isPlainInJSON: Bool {
    utf8.withContiguousStorageIfAvailable { text in
      text.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    } ?? false
  }
}

extension Unicode.Scalar {
  fileprivate var standsForItself: Bool { self != "\"" && self != "\\" && !isHidden }
}
