import Reference

extension LineReader {
  @inline(__always)
  mutating func integer() throws(LineError) -> Int64 {
    if at &+ 8 <= end {
      let (count, number) = leadingDigits(word(base + at))
      if count > 0, count < 8, count == 1 || base[at] != 0x30 {
        at &+= count
        return Int64(number)
      }
    }
    return try anyInteger()
  }

  @inline(never)
  private mutating func anyInteger() throws(LineError) -> Int64 {
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
    if let code = alpha3(), codes.pointee.countries[Int(code.rawValue)] {
      at &+= 5
      return code
    }
    throw unknown("an ISO 3166 alpha-3 country", .unknownCountry, from: at)
  }

  @inline(__always)
  mutating func currency() throws(LineError) -> Alpha3 {
    if let code = alpha3(), codes.pointee.minorUnits[Int(code.rawValue)] >= 0 {
      at &+= 5
      return code
    }
    throw unknown("an ISO 4217 currency", .unknownCurrency, from: at)
  }

  /// The three capital letters between quotes that stand here, if there are. Does not move on.
  @inline(__always)
  private func alpha3() -> Alpha3? {
    guard at &+ 5 <= end, base[at] == UInt8(ascii: "\""), base[at &+ 4] == UInt8(ascii: "\"") else { return nil }
    return Alpha3(utf8: UnsafeRawBufferPointer(start: base + at + 1, count: 3))
  }

  @inline(__always)
  mutating func date() throws(LineError) -> EffectiveDate {
    // Nearly all dates are days.
    if let day = quickDay() { return EffectiveDate(day: day) }
    return try otherDate()
  }

  /// The day that stands here, if there is one: a closed string of ten bytes.
  @inline(__always)
  private mutating func quickDay() -> Day? {
    guard at &+ 12 <= end, base[at] == UInt8(ascii: "\""), base[at &+ 11] == UInt8(ascii: "\""),
      let day = Day(utf8: UnsafeRawBufferPointer(start: base + at + 1, count: 10))
    else { return nil }
    at &+= 12
    return day
  }

  @inline(never)
  private mutating func otherDate() throws(LineError) -> EffectiveDate {
    try code("a date such as 2026-02-14, 2026-02, 2026-Q1, 2026-H1, 2026 or 2026-01-01/2026-03-31", .malformed) {
      EffectiveDate(utf8: $0)
    }
  }

  @inline(__always)
  mutating func time() throws(LineError) -> Timestamp {
    guard at &+ 29 <= end, base[at] == UInt8(ascii: "\""), base[at &+ 28] == UInt8(ascii: "\""),
      let time = Timestamp(utf8: UnsafeRawBufferPointer(start: base + at + 1, count: 27))
    else { throw unknown("a time such as 2026-04-02T08:15:30.123456Z", .malformed, from: at) }
    at &+= 29
    return time
  }

  mutating func day() throws(LineError) -> Day {
    guard let day = quickDay() else { throw unknown("a day such as 2026-02-14", .malformed, from: at) }
    return day
  }

  mutating func decimal() throws(LineError) -> Decimal {
    try code("a decimal of up to 18 digits without needless zeros", .malformed) { Decimal(utf8: $0) }
  }

  @inline(__always)
  mutating func share() throws(LineError) -> Share {
    // Most shares are one or two digits.
    if at &+ 4 <= end, base[at] == UInt8(ascii: "\""), base[at &+ 1] &- 0x31 <= 8 {
      let tens = Int32(base[at &+ 1] &- 0x30)
      if base[at &+ 2] == UInt8(ascii: "\"") {
        at &+= 3
        return Share(units: tens &* 1_0000)
      }
      let ones = base[at &+ 2] &- 0x30
      if ones <= 9, base[at &+ 3] == UInt8(ascii: "\"") {
        at &+= 4
        return Share(units: (tens &* 10 &+ Int32(ones)) &* 1_0000)
      }
    }
    return try otherShare()
  }

  @inline(never)
  private mutating func otherShare() throws(LineError) -> Share {
    try code("a percentage above 0 and up to 100 with at most four places", .malformed) { bytes in
      guard let d = Decimal(utf8: bytes), d.places <= 4, d.digits > 0, d.digits <= 100_0000 else { return nil }
      var units = d.digits
      for _ in d.places..<4 { units *= 10 }
      return units <= Int64(Share.whole.units) ? Share(units: Int32(units)) : nil
    }
  }

  /// The digits of an amount and how many of them stand after the point (-1 without one). The currency comes later in
  /// the line.
  @inline(__always)
  private mutating func amount() throws(LineError) -> (minor: Int64, decimals: Int) {
    if let amount = shortAmount() { return amount }
    return try anyAmount()
  }

  /// An amount of up to seven digits, with no decimals or with two, which nearly all are: a word at a time. Nil leaves
  /// it to `anyAmount`.
  @inline(__always)
  private mutating func shortAmount() -> (minor: Int64, decimals: Int)? {
    guard at &+ 17 <= end, base[at] == UInt8(ascii: "\"") else { return nil }
    let (count, whole) = leadingDigits(word(base + at + 1))
    let point = at &+ 1 &+ count
    guard count > 0, count < 8, count == 1 || base[at &+ 1] != 0x30 else { return nil }
    if base[point] == UInt8(ascii: "\"") {
      at = point &+ 1
      return (Int64(whole), -1)
    }
    let (tenths, hundredths) = (base[point &+ 1] &- 0x30, base[point &+ 2] &- 0x30)
    guard base[point] == UInt8(ascii: "."), tenths <= 9, hundredths <= 9, base[point &+ 3] == UInt8(ascii: "\"") else {
      return nil
    }
    at = point &+ 4
    return (Int64(whole &* 100 &+ UInt64(tenths) &* 10 &+ UInt64(hundredths)), 2)
  }

  @inline(never)
  private mutating func anyAmount() throws(LineError) -> (minor: Int64, decimals: Int) {
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
    guard whole > 0, decimals != 0, whole &+ max(decimals, 0) <= 19, minor <= UInt64(Int64.max),
      !(negative && minor == 0)
    else {
      throw failure("an amount such as \"1234.00\", at most 9,223,372,036,854,775,807 minor units", at: start)
    }
    guard whole == 1 || base[first] != 0x30 else { throw failure("an amount without leading zeros", at: start) }
    at = p &+ 1
    return (negative ? -Int64(minor) : Int64(minor), decimals)
  }

  /// `{"amount":"1234.00","currency":"CHF"}` with exactly the minor units of the currency.
  mutating func money() throws(LineError) -> Money {
    try open("amount")
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
