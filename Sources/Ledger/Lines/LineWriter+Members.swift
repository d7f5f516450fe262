import Reference

/// Optional members: absent when they have nothing to say.
extension LineWriter {
  @inline(__always) mutating func member(_ name: StaticString, flag: Bool?) {
    if let flag {
      member(name)
      raw(flag ? "true" : "false")
    }
  }
  @inline(__always) mutating func member(_ name: StaticString, plain text: String?) {
    if let text {
      member(name)
      plain(text)
    }
  }
  @inline(__always) mutating func member(_ name: StaticString, position: UInt64) {
    member(name)
    integer(Int64(clamping: position))
  }
  @inline(__always) mutating func member(_ name: StaticString, text value: String?) {
    if let value {
      member(name)
      text(value)
    }
  }
  @inline(__always) mutating func member(_ name: StaticString, money value: Money?) {
    if let value {
      member(name)
      money(value)
    }
  }
  @inline(__always) mutating func member(_ name: StaticString, day value: Day?) {
    if let value {
      member(name)
      day(value)
    }
  }
  @inline(__always) mutating func member(_ name: StaticString, country value: Alpha3?) {
    if let value {
      member(name)
      code(value)
    }
  }
  @inline(__always) mutating func member(_ name: StaticString, names: [String]) {
    if !names.isEmpty {
      member(name)
      array(names) { $0.plain($1) }
    }
  }
  @inline(__always) mutating func member(_ name: StaticString, texts: [String]) {
    if !texts.isEmpty {
      member(name)
      array(texts) { $0.text($1) }
    }
  }
  @inline(__always) mutating func member(_ name: StaticString, countries: [Alpha3]) {
    if !countries.isEmpty {
      member(name)
      array(countries) { $0.code($1) }
    }
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
