import Reference
import Testing

@testable import Ledger

@Suite struct DayTests {
  /// A plain calendar, counted day by day, is the measure for the arithmetic.
  @Test func everyDayFrom1900To2199ComesBack() throws {
    var number: Int32 = -25_567
    for year in 1900...2199 {
      let leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      for (month, length) in zip(1..., [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
        for day in 1...length {
          let found = try #require(Day(year: year, month: month, day: day))
          let text = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
          guard found.number == number, found.components == (year, month, day), found.description == text,
            Day(text) == found
          else {
            Issue.record("\(text): day \(number) is read as \(found.number) and written \(found)")
            return
          }
          number += 1
        }
        #expect(Day(year: year, month: month, day: length + 1) == nil)
      }
    }
    #expect(number == 84_006)
  }

  @Test func theFirstOfJanuary1970IsDayZero() { #expect(Day(year: 1970, month: 1, day: 1)?.number == 0) }

  @Test(arguments: [(1899, 12, 31), (2200, 1, 1), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2100, 2, 29)])
  func whatIsNotADayIsRefused(_ year: Int, _ month: Int, _ day: Int) {
    #expect(Day(year: year, month: month, day: day) == nil)
  }
}

@Suite struct EffectiveDateTests {
  @Test(arguments: [
    ("2026-02-14", "2026-02-14", "2026-02-14", EffectiveDate.Precision.day),
    ("2026-02", "2026-02-01", "2026-02-28", .month),
    ("2024-02", "2024-02-01", "2024-02-29", .month), ("2026-12", "2026-12-01", "2026-12-31", .month),
    ("2026-Q1", "2026-01-01", "2026-03-31", .quarter), ("2026-Q2", "2026-04-01", "2026-06-30", .quarter),
    ("2026-Q3", "2026-07-01", "2026-09-30", .quarter), ("2026-Q4", "2026-10-01", "2026-12-31", .quarter),
    ("2026-H1", "2026-01-01", "2026-06-30", .half), ("2026-H2", "2026-07-01", "2026-12-31", .half),
    ("1900", "1900-01-01", "1900-12-31", .year), ("2199", "2199-01-01", "2199-12-31", .year),
    ("2025-12-31/2026-01-01", "2025-12-31", "2026-01-01", .range),
  ])
  func aDateStandsForAnInterval(_ text: String, _ first: String, _ last: String, _ precision: EffectiveDate.Precision)
    throws
  {
    let date = try #require(EffectiveDate(text))
    #expect(date.first.description == first)
    #expect(date.last.description == last)
    #expect(date.precision == precision)
    #expect(date.description == text)
  }

  @Test(arguments: [
    "", "202", "20266", "2026-1", "2026-Q5", "2026-Q0", "2026-H3", "2026-13", "2026-00", "1899", "2200", "2026-02-29",
    "2026/01/01", "2026-01-02/2026-01-01", "2026-01-01/2026-01-01", "２０２６",
  ])
  func whatIsNotADateIsRefused(_ text: String) { #expect(EffectiveDate(text) == nil) }
}

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00.000000Z", 0 as Int64), ("1969-12-31T23:59:59.999999Z", -1),
    ("2026-04-02T08:15:30.123456Z", 1_775_117_730_123_456),
    ("1900-01-01T00:00:00.000000Z", -2_208_988_800_000_000), ("2199-12-31T23:59:59.999999Z", 7_258_118_399_999_999),
  ])
  func aTimeIsCountedInMicroseconds(_ text: String, _ microseconds: Int64) {
    #expect(Timestamp(text)?.microseconds == microseconds)
    #expect(Timestamp(microseconds: microseconds).description == text)
  }
}

@Suite struct DecimalTests {
  @Test(arguments: [
    ("0", 0 as Int64, 0), ("7", 7, 0), ("-7", -7, 0), ("0.7965", 7965, 4), ("-0.5", -5, 1), ("12.5", 125, 1),
    ("100000", 100_000, 0),
    ("999999999999999999", 999_999_999_999_999_999, 0), ("0.00000000000000001", 1, 17), ("-14.7", -147, 1),
  ])
  func aDecimalIsExact(_ text: String, _ digits: Int64, _ places: Int) throws {
    let decimal = try #require(Decimal(text))
    #expect(decimal.digits == digits)
    #expect(decimal.places == places)
    #expect(decimal.description == text)
    #expect(decimal == Decimal(digits: digits, places: places))
  }

  @Test func trailingZerosAreTakenAway() { #expect(Decimal(digits: 12_500, places: 3).description == "12.5") }

  @Test(arguments: [
    "", "-", ".", "1.", ".1", "01", "00", "-0", "0.0", "1.50", "+1", "1e3", "1,5", " 1", "1234567890123456789",
    "0.000000000000000001",
  ])
  func whatIsNotADecimalIsRefused(_ text: String) { #expect(Decimal(text) == nil) }
}

@Suite struct MoneyTests {
  private func currency(_ text: String) throws -> Alpha3 { try #require(Alpha3(text)) }

  @Test func anAmountHasTheMinorUnitsOfItsCurrency() throws {
    let amounts: [(minor: Int128, currency: String, text: String, grouped: String)] = [
      (62_240_900, "CHF", "622409.00", "622,409.00"), (123_442_100, "CHF", "1234421.00", "1,234,421.00"),
      (99_999, "CHF", "999.99", "999.99"),
      (100_000, "CHF", "1000.00", "1,000.00"), (-100_000, "CHF", "-1000.00", "-1,000.00"),
      (-99_900, "CHF", "-999.00", "-999.00"),
      (5, "CHF", "0.05", "0.05"), (-5, "CHF", "-0.05", "-0.05"), (0, "CHF", "0.00", "0.00"), (5, "JPY", "5", "5"),
      (1000, "JPY", "1000", "1,000"),
      (-1, "KWD", "-0.001", "-0.001"), (1_000_000, "KWD", "1000.000", "1,000.000"),
      (Int128(Int64.max), "CHF", "92233720368547758.07", "92,233,720,368,547,758.07"),
      (Int128(Int64.max) * 1000, "CHF", "92233720368547758070.00", "92,233,720,368,547,758,070.00"),
      (
        Int128.min, "CHF", "-1701411834604692317316873037158841057.28",
        "-1,701,411,834,604,692,317,316,873,037,158,841,057.28"
      ),
      (Int128(UInt64.max), "JPY", "18446744073709551615", "18,446,744,073,709,551,615"),
      (Int128(UInt64.max) + 1, "JPY", "18446744073709551616", "18,446,744,073,709,551,616"),
    ]
    for amount in amounts {
      let currency = try currency(amount.currency)
      #expect(Money.text(minor: amount.minor, currency: currency) == amount.text)
      #expect(Money.text(minor: amount.minor, currency: currency, grouped: true) == amount.grouped)
    }
    #expect(decimalText(7, places: 18) == "0.000000000000000007")
    #expect(Money(minor: 123, currency: try currency("EUR")).description == "EUR 1.23")
  }
}

@Suite struct SplitTests {
  @Test func aThirdLeavesTheOddUnitToTheEarlierPart() {
    let third = Share(units: 333_333)
    #expect(split(100, by: [third, third, Share(units: 333_334)]) == [33, 33, 34, 0])
    #expect(split(1, by: [Share(units: 500_000), Share(units: 500_000)]) == [1, 0, 0])
    #expect(split(100, by: [Share(units: 600_000)]) == [60, 40])
    #expect(split(100, by: []) == [100])
  }

  /// The parts add to the whole, and each is less than one minor unit from its exact value.
  @Test func randomSplitsAddToTheWhole() {
    var random = Seeded()
    for round in 0..<10_000 {
      let amount =
        Bool.random(using: &random)
        ? Int64.random(in: 0...Int64.max, using: &random) : Int64.random(in: 0...1000, using: &random)
      var left: Int32 = 1_000_000
      var shares: [Share] = []
      for _ in 0..<Int.random(in: 0...12, using: &random) where left > 0 {
        let units = Int32.random(in: 1...left, using: &random)
        shares.append(Share(units: units))
        left -= units
      }
      let parts = split(amount, by: shares)
      let units = shares.map(\.units) + [left]
      guard parts.count == units.count, parts.reduce(Int128(0), { $0 + Int128($1) }) == Int128(amount),
        zip(parts, units).allSatisfy({ part, units in
          let distance = Int128(part) * 1_000_000 - Int128(amount) * Int128(units)
          return part >= 0 && distance.magnitude < 1_000_000
        }),
        split(-amount, by: shares) == parts.map({ -$0 })
      else {
        Issue.record("seed \(random.seed), round \(round): \(amount) by \(shares) gave \(parts)")
        return
      }
    }
  }
}
