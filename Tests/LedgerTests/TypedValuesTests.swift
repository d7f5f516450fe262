import Ledger
import Reference
import Testing

/// What is typed is read as strictly as a line, and the complaint names the place.
struct TypedValuesTests {
  private func complaint(_ read: () throws -> Void) throws -> String {
    try "\(#require(#expect(throws: UnreadableCommand.self, performing: read)))"
  }

  @Test func valuesAreRead() throws {
    let chf = try #require(Alpha3("CHF"))
    #expect(try Money("CHF 10.00", at: "x") == Money(minor: 1000, currency: chf))
    #expect(try Money("about  CHF 10.00", at: "x") == Money(minor: 1000, currency: chf, qualifier: .about))
    #expect(try Day("2026-03-01", at: "x") == Day("2026-03-01"))
    #expect(try EffectiveDate("2026-Q1", at: "x") == EffectiveDate("2026-Q1"))
    #expect(try Share("33.3333", at: "x") == Share(units: 333_333))
    #expect(try Subject("project/P1", at: "x") == Subject("project/P1"))
    #expect(try Alpha3(country: "BRA", at: "x").text == "BRA")
    #expect(try Region("AMS", at: "x") == .ams)
    #expect(try Modality("inKind", at: "x") == .inKind)
    let priority = try Priority("P2", in: Plan("KAP", at: "x"), at: "x")
    #expect(priority == Priority("P2", in: .kap))
    #expect(try Theme("services", in: priority, at: "x").code == "services")
  }

  /// Full-width letters are narrowed in codes, as in JSON.
  @Test func codesAreNarrowed() throws {
    #expect(try Region("ＡＭＳ", at: "x") == .ams)
    #expect(try Money("ＣＨＦ 1.00", at: "x").currency.text == "CHF")
  }

  @Test func whatIsWrongIsSaidWithItsPlace() throws {
    let end = "Correct the entry; Schemas/events.md lists what each event holds."
    #expect(
      try complaint { _ = try Money("CHX 10.00", at: "--amount") }
        == #"unknown-currency: --amount, "currency": found `"CHX"`; expected an ISO 4217 currency, not "CHX". \#(end)"#
    )
    #expect(
      try complaint { _ = try Money("CHF 1.005", at: "--amount") }
        == #"amount-precision: --amount, "amount": found `"1.005"`; expected an amount in CHF with 2 decimals. \#(end)"#
    )
    #expect(
      try complaint { _ = try Money("10", at: "--amount") }.hasPrefix("malformed: --amount: found `10`; expected"))
    #expect(
      try complaint { _ = try Day("2026-02-30", at: "--ends") }
        == #"malformed: --ends: found `"2026-02-30"`; expected a day such as 2026-02-14, not "2026-02-30". \#(end)"#)
    #expect(
      try complaint { _ = try Alpha3(country: "BRX", at: "--country") }.hasPrefix("unknown-country: --country: found"))
  }

  @Test func nothingButTheValueIsRead() throws {
    for text in ["", "2026-03-01 ", "2026-03-01\",\"x", "\"", "\\", "\u{0}", String(repeating: "2", count: 70_000)] {
      #expect(throws: UnreadableCommand.self) { try Day(text, at: "x") }
      #expect(throws: UnreadableCommand.self) { try EffectiveDate(text, at: "x") }
      #expect(throws: UnreadableCommand.self) { try Share(text, at: "x") }
      #expect(throws: UnreadableCommand.self) { try Subject(text, at: "x") }
      #expect(throws: UnreadableCommand.self) { try Region(text, at: "x") }
      #expect(throws: UnreadableCommand.self) { try Modality(text, at: "x") }
      #expect(throws: UnreadableCommand.self) { try Money("CHF \(text)", at: "x") }
    }
  }
}

/// Two names in one object with other bytes that are the same text: é as one code point and as two.
struct EqualNamesTests {
  private static let pairs = #"{"e\u0301":"one","\u00e9":"two"}"#
  private static let canonical = "{\"e\u{301}\":\"one\",\"\u{E9}\":\"two\"}"

  private func event(_ member: String, _ pairs: String) -> String {
    member == "parameters"
      ? #"{"cell":"total","parameters":\#(pairs),"report":"funding","statement":"s","type":"FigurePublished","#
        + #""unit":"CHF","value":"4"}"#
      : member == "names"
        ? #"{"kind":"regulator","name":"A","names":\#(pairs),"type":"PartnerRegistered"}"#
        : #"{"identifiers":\#(pairs),"kind":"regulator","name":"A","type":"PartnerRegistered"}"#
  }

  @Test(arguments: ["names", "identifiers", "parameters"])
  func areNoCommandAndNoLine(member: String) throws {
    for pairs in [Self.pairs, Self.canonical] {
      let event = event(member, pairs)
      let command = #"{"actor":"a","event":\#(event),"id":"1","on":"2026-01-01","subject":"partner/x"}"#
      let error = #expect(throws: LineError.self) { try Command(json: command) }
      #expect(error?.member == member)
      #expect(error?.code == .malformed)
    }
    let line =
      #"{"actor":"a","at":"2026-04-02T08:15:30.123456Z","event":\#(event(member, Self.canonical)),"id":"1","#
      + #""nth":0,"on":"2026-01-01","salt":"AAAAAAAAAAAAAAAAAAAAAA","seq":0,"#
      + #""subject":"\#(member == "parameters" ? "figure" : "partner")/x","v":1}"#
    let error = #expect(throws: LineError.self) { try Record(line: Array(line.utf8)) }
    #expect(error?.member == member)
  }
}
