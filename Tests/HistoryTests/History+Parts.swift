import Ledger

/// The parts of a command: codes, amounts, dates, and the JSON around them.
extension History {
  mutating func place() -> (String, String, String?) {
    let places = [
      ("KAP", "P1", "emergency"), ("KAP", "P2", "innovation"), ("KAP", "P5/E6/E7", "crossCutting"),
      ("BAP", "P2", "services"), ("BAP", "P4", "crossCutting"), ("BAAP", "capacity", ""),
    ]
    let (plan, priority, theme) = numbers.one(of: places) ?? ("KAP", "P1", "")
    return (plan, priority, theme.isEmpty || numbers.chance(50) ? nil : theme)
  }

  mutating func currency() -> String {
    let draw = numbers.number(1...100)
    return draw <= 50 ? "CHF" : draw <= 75 ? "USD" : draw <= 93 ? "EUR" : "JPY"
  }

  mutating func amount(_ currency: String, qualified: Bool = false) -> String {
    let minor =
      numbers.chance(10)
      ? numbers.number(1...20)
      : numbers.chance(10) ? numbers.number(1_000_000...9_000_000_000_000) : numbers.number(1...90_000_000)
    return money(minor, currency, qualified && numbers.chance(10) ? numbers.one(of: ["about", "over", "upTo"]) : nil)
  }

  /// The member "value" of a payment in a project: mostly in the currency of its signature.
  mutating func paid(mostlyIn own: String, upTo most: Int) -> String {
    #""value":\#(money(numbers.number(1...most), numbers.chance(85) ? own : currency()))"#
  }

  /// The amount of a budget: often one of a few, so that levels of a plan add up.
  mutating func budgeted() -> String {
    if numbers.chance(50) { return money(numbers.number(1...3) * 100_000, "CHF") }
    return amount(numbers.chance(85) ? "CHF" : currency())
  }

  func money(_ minor: Int, _ currency: String, _ qualifier: String? = nil) -> String {
    let amount = currency == "JPY" ? String(minor) : decimalText(Int128(minor), places: 2)
    return #"{"amount":"\#(amount)","currency":"\#(currency)"\#(qualifier.map { #","qualifier":"\#($0)""# } ?? "")}"#
  }

  /// A date from 2022 to the end of 2026: mostly a day, at times a month, quarter, half, year or range.
  mutating func date(after first: EffectiveDate? = nil) -> String {
    let start = max(first.map { Int($0.last.number) } ?? 0, 18_993)
    let day = Day(number: Int32(numbers.number(min(start, 20_818)...20_818)))
    let (year, month, _) = day.components
    switch numbers.number(1...20) {
    case 1...2: return String(day.description.prefix(7))
    case 3: return "\(year)-Q\((month + 2) / 3)"
    case 4: return "\(year)-H\(month <= 6 ? 1 : 2)"
    case 5: return String(year)
    case 6:
      let length = numbers.chance(40) ? numbers.number(29...32) : numbers.number(1...120)
      return "\(Day(number: day.number - Int32(length)))/\(day)"
    default: return day.description
    }
  }

  /// The stated end of a project or pledge: at times shortly after a day that questions take as today.
  mutating func end() -> String {
    numbers.chance(50)
      ? "\(numbers.number(2024...2028))-12-31"
      : numbers.one(of: ["2023-12-12", "2024-03-01", "2024-07-31", "2024-09-13", "2027-02-28"]) ?? ""
  }

  /// A name that others have too, but for accents, case and signs.
  mutating func sharedName() -> String {
    numbers.one(of: ["Réseau scolaire", "RESEAU SCOLAIRE", "Smart villages", "smart-villages"]) ?? ""
  }

  mutating func write(_ subject: String, _ type: String, on: String, _ members: [String?], isOverride: Bool = false)
    -> String
  {
    let event = ([#""type":"\#(type)""#] + members.compactMap(\.self)).joined(separator: ",")
    let late = numbers.chance(35) ? #","late":"The letter came late""# : ""
    let override = isOverride ? #","override":"It could not wait""# : ""
    let approver = isOverride || numbers.chance(10) ? #","approver":"b.okoye""# : ""
    let source = numbers.chance(60) ? #","source":{"document":"Letter \#(issued)"}"# : ""
    return
      #"{"actor":"a.diop","id":"\#(issued)","on":"\#(on)","subject":"\#(subject)","#
      + #""event":{\#(event)}\#(late)\#(approver)\#(override)\#(source)}"#
  }

  static func text(_ name: String, _ value: String) -> String { #""\#(name)":"\#(value)""# }
  static func list(_ name: String, _ values: [String]) -> String {
    #""\#(name)":[\#(values.map { #""\#($0)""# }.joined(separator: ","))]"#
  }
}
