import Testing

@testable import Ledger

/// A command may be in any JSON layout; what is stored is canonical (Schemas/README.md, "The envelope").
@Suite struct CommandLayoutTests {
  private let canonical =
    #"{"actor":"a","event":{"beneficiaries":[{"country":"KEN"}],"funding":[{"from":"ec","modality":"cash","#
    + #""value":{"amount":"5.00","currency":"EUR"}}],"plan":"KAP","priority":"P2","region":"CIS","theme":"services","#
    + #""title":"Ŝkolo \"A/B\"","type":"ProjectSigned"},"expect":0,"id":"i","on":"2026-03","subject":"project/P1","#
    + #""v":1}"#

  @Test func aCanonicalCommandIsReadAsItIs() throws {
    #expect(String(decoding: try Command(json: canonical).line, as: UTF8.self) == canonical)
  }

  @Test func orderAndWhiteSpaceDoNotMatter() throws {
    let loose = """
      \t{ "v" : 1, "subject": "project/P1" ,"on":"2026-03",\r
        "id":"i", "expect": 0, "event": {"type":"ProjectSigned", "title":"Ŝkolo \\"A/B\\"", "theme":"services",
          "region":"CIS",
        "priority":"P2", "plan":"KAP",
        "funding":[ { "value": {"currency":"EUR" , "amount":"5.00"}, "modality":"cash", "from":"ec" } ],
        "beneficiaries":[{"country":"KEN"} ] }, "actor":"a" }

      """
    #expect(try Command(json: loose) == Command(json: canonical))
  }

  @Test func everyEscapeOfJSONStandsForItsCharacter() throws {
    let escaped = canonical.replacing("Ŝkolo", with: #"\u015ck\u006Flo"#).replacing("A/B", with: #"A\/B"#).replacing(
      "\"ec\"", with: #""\u0065c""#)
    #expect(try Command(json: escaped) == Command(json: canonical))
    let pair = canonical.replacing("Ŝkolo", with: #"\ud83d\uDE00\b\f\n\r\t\u001F"#)
    #expect(try String(decoding: Command(json: pair).line, as: UTF8.self).contains("\u{1F600}" + #"\b\f\n\r\t\u001f"#))
  }

  @Test func theLineFormatMayBeLeftOut() throws {
    #expect(try Command(json: canonical.replacing(#","v":1"#, with: "")) == Command(json: canonical))
  }

  @Test func fullWidthCodesBecomeASCII() throws {
    let wide = canonical.replacing("\"CIS\"", with: "\"ＣＩＳ\"").replacing("\"P2\"", with: "\"Ｐ２\"").replacing(
      "\"KEN\"", with: "\"ＫＥＮ\""
    )
    .replacing("\"EUR\"", with: "\"ＥＵＲ\"").replacing("\"KAP\"", with: "\"ＫＡＰ\"")
    #expect(try Command(json: wide) == Command(json: canonical))
  }

  @Test func aCyrillicLetterInACodeIsNamed() throws {
    let error = #expect(throws: LineError.self) { try Command(json: canonical.replacing("\"CIS\"", with: "\"СIS\"")) }
    #expect(error?.code == .unknownCode)
    #expect(error?.expected.contains("U+0421, which looks like C") == true)
  }

  @Test(arguments: [
    (#""expect":0"#, #""expect":0.0"#), (#""expect":0"#, #""expect":1e2"#), (#""expect":0"#, #""expect":1E2"#),
    (#""expect":0"#, #""expect":null"#),
    (#""expect":0"#, #""expect":01"#), (#""expect":0"#, #""expect":+1"#), (#""expect":0"#, #""expect":0,"expect":0"#),
    (#""on":"2026-03""#, #""on":"2026-03", "on":"2026-03""#), (#""id":"i""#, #""id":"i","\u0069d":"i""#),
    (#""id":"i""#, #""id":null"#),
    (#""title":"#, #""title":"x","title":"#), (#""amount":"5.00""#, #""amount":5.00"#),
    (#""amount":"5.00""#, #""amount":"5.00", "amount":"6.00""#),
    (#""id":"i""#, #""id":"\ud800""#), (#""id":"i""#, #""id":"\ude00\ud83d""#), (#""id":"i""#, #""id":"\u0000""#),
    (#""id":"i""#, #""id":"\x""#),
    (#""id":"i""#, "\"id\":\"a\tb\""), (#""v":1}"#, #""v":1}}"#), (#""v":1}"#, #""v":1,}"#), (#""v":1}"#, #""v":2}"#),
    (#""v":1}"#, #""v":1"#),
    (#""actor":"#, #""actor" "#), (#""id":"i""#, #""id":"i","seq":1"#),
    (#""id":"i""#, #""at":"2026-04-02T08:15:30.123456Z","id":"i""#),
    (#"[{"country":"KEN"}]"#, #"[{"country":"KEN"},]"#), (#"[{"country":"KEN"}]"#, #"[]"#),
    (#""id":"i""#, #"/* */"id":"i""#), (#""id":"i""#, #"'id':"i""#),
  ]) func whatHasNoCanonicalFormIsRefused(_ old: String, _ new: String) {
    #expect(canonical.contains(old))
    #expect(throws: LineError.self) { try Command(json: canonical.replacing(old, with: new)) }
  }

  @Test func nestingOfMoreThan64LevelsIsRefused() {
    let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
    let error = #expect(throws: LineError.self) { try Command(json: deep) }
    #expect(error?.expected.contains("64") == true)
  }

  @Test func everyStoredCommandIsReadInItsCanonicalForm() throws {
    for line in LineVectors.good {
      let command = try Record(line: line).command
      let again = command.line.withUnsafeBytes { bytes in Result { () throws(LineError) in try Command(json: bytes) } }
      #expect(try again.get() == command)
    }
  }
}
