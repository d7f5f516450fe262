import Reference
import Testing

func code(_ text: String) throws -> Alpha3 { try #require(Alpha3(text)) }

struct CodeTests {
  @Test func everyCodePacksAndUnpacks() throws {
    var texts: [String] = []
    for number in 0..<UInt16(Alpha3.possible) {
      let code = try #require(Alpha3(rawValue: number))
      texts.append(code.text)
      #expect(Alpha3(code.text) == code)
      var text = code.text
      #expect(text.withUTF8 { Alpha3(utf8: UnsafeRawBufferPointer($0)) } == code)
    }
    #expect(texts.first == "AAA" && texts.last == "ZZZ")
    #expect(Set(texts).count == 17_576)
    #expect(texts == texts.sorted())
    #expect(Alpha3(rawValue: 17_576) == nil)
  }

  @Test(arguments: [
    "", "C", "CH", "CHFF", "chf", "CHf", "C F", "C@F", "C[F", "\u{0421}HF", "\u{FF23}HF", "CH\u{0301}", "CÉ",
  ])
  func otherTextsAreNoCode(text: String) {
    var text = text
    #expect(Alpha3(text) == nil)
    #expect(text.withUTF8 { Alpha3(utf8: UnsafeRawBufferPointer($0)) } == nil)
  }

  @Test func aCodeIsReadFromPartOfAText() {
    #expect(Alpha3("CHF 20".prefix(3))?.description == "CHF")
  }

  @Test func regionsHaveCodes() {
    #expect(Region.allCases.map(\.code) == ["AFR", "AMS", "ARB", "ASP", "CIS", "EUR", "MULTI"])
    #expect(Region.allCases.allSatisfy { Region(code: $0.code) == $0 })
    #expect(Region(code: "CIS") == .cis && Region.cis.rawValue == 4 && Region.arb.name == "Arab States")
    #expect(Region(code: "\u{0421}IS") == nil && Region(code: "afr") == nil && Region(code: "") == nil)
  }
}
