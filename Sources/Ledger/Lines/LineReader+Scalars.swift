import Reference

extension LineReader {
  @inline(__always)
  mutating func integer() throws(LineError) -> Int64 {
    let start = at
    let negative = at < end && base[at] == UInt8(ascii: "-")
    if negative { at &+= 1 }
    let first = at
    var value: Int64 = 0
    while at < end, base[at] &- 0x30 <= 9 {
      value = value &* 10 &+ Int64(base[at] &- 0x30)
      at &+= 1
      guard value <= 9_007_199_254_740_991 else { throw failure("an integer within 2^53", at: start) }
    }
    guard at > first, at == first &+ 1 || base[first] != 0x30, !(negative && value == 0) else {
      throw failure("an integer without leading zeros", at: start)
    }
    return negative ? -value : value
  }

  mutating func boolean() throws(LineError) -> Bool {
    if at + 4 <= end, matches(base + at, "true") {
      at += 4
      return true
    }
    guard at + 5 <= end, matches(base + at, "false") else { throw failure("true or false") }
    at += 5
    return false
  }

  @inline(__always)
  mutating func country() throws(LineError) -> Alpha3 {
    let known = codes.pointee.countries
    return try code("an ISO 3166 alpha-3 country", .unknownCountry) { bytes in
      guard let code = Alpha3(utf8: bytes), known[Int(code.rawValue)] else { return nil }
      return code
    }
  }

  @inline(__always)
  mutating func currency() throws(LineError) -> Alpha3 {
    let minorUnits = codes.pointee.minorUnits
    return try code("an ISO 4217 currency", .unknownCurrency) { bytes in
      guard let code = Alpha3(utf8: bytes), minorUnits[Int(code.rawValue)] >= 0 else { return nil }
      return code
    }
  }

  @inline(__always)
  mutating func date() throws(LineError) -> EffectiveDate {
    try code("a date such as 2026-02-14, 2026-02, 2026-Q1, 2026-H1, 2026 or 2026-01-01/2026-03-31", .malformed) { EffectiveDate(utf8: $0) }
  }

  mutating func day() throws(LineError) -> Day {
    try code("a day such as 2026-02-14", .malformed) { Day(utf8: $0) }
  }

  mutating func decimal() throws(LineError) -> Decimal {
    try code("a decimal of up to 18 digits without needless zeros", .malformed) { Decimal(utf8: $0) }
  }

  mutating func share() throws(LineError) -> Share {
    try code("a percentage above 0 and up to 100 with at most four places", .malformed) { bytes in
      guard let d = Decimal(utf8: bytes), d.places <= 4, d.digits > 0, d.digits <= 100_0000 else { return nil }
      var units = d.digits
      for _ in d.places..<4 { units *= 10 }
      return units <= Int64(Share.whole.units) ? Share(units: Int32(units)) : nil
    }
  }

  /// The digits of an amount and how many of them stand after the point (-1 without one). The currency comes later in the line.
  @inline(__always)
  private mutating func amount() throws(LineError) -> (minor: Int64, decimals: Int) {
    let start = at
    guard at < end, base[at] == UInt8(ascii: "\"") else { throw failure("an amount such as \"1234.00\"") }
    var p = at &+ 1
    let negative = p < end && base[p] == UInt8(ascii: "-")
    if negative { p &+= 1 }
    let first = p
    var point = -1
    var minor: UInt64 = 0
    while p < end {
      let digit = base[p] &- 0x30
      if digit <= 9 {
        minor = minor &* 10 &+ UInt64(digit)
      } else if base[p] == UInt8(ascii: "."), point < 0, p > first {
        point = p
      } else {
        break
      }
      p &+= 1
    }
    guard p < end, base[p] == UInt8(ascii: "\"") else { throw failure("an amount such as \"1234.00\"", at: start) }
    let decimals = point < 0 ? -1 : p &- point &- 1
    let whole = (point < 0 ? p : point) &- first
    // Nineteen digits cannot overflow an unsigned word, and more are never a valid amount.
    guard whole > 0, decimals != 0, whole &+ max(decimals, 0) <= 19, minor <= UInt64(Int64.max), !(negative && minor == 0) else {
      throw failure("an amount such as \"1234.00\", at most 9,223,372,036,854,775,807 minor units", at: start)
    }
    guard whole == 1 || base[first] != 0x30 else { throw failure("an amount without leading zeros", at: start) }
    at = p &+ 1
    return (negative ? -Int64(minor) : Int64(minor), decimals)
  }

  /// `{"amount":"1234.00","currency":"CHF"}` with exactly the minor units of the currency.
  mutating func money() throws(LineError) -> Money {
    try open()
    try need("amount")
    let start = at
    let (minor, decimals) = try amount()
    try need("currency")
    let currency = try currency()
    let places = Int(codes.pointee.minorUnits[Int(currency.rawValue)])
    guard max(decimals, 0) == places else {
      throw failure("an amount in \(currency) with \(places) decimals", code: .amountPrecision, at: start)
    }
    let qualifier = try qualifier()
    try close()
    return Money(minor: minor, currency: currency, qualifier: qualifier)
  }
}
