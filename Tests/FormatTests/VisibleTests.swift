import Formats
import Testing

@Suite struct VisibleTests {
  @Test(arguments: [
    ("Agência Nacional, 工业, الهيئة", "Agência Nacional, 工业, الهيئة"),
    ("done\nand\tpaid\r\n", "done␊and␉paid␍␊"), ("\u{0}\u{1B}[31m\u{7F}", "␀␛[31m␡"),
    ("\u{85}\u{9B}", "[U+0085][U+009B]"),
    ("\u{200E}\u{200F}\u{61C}", "[U+200E][U+200F][U+061C]"), ("a\u{2066}b\u{2069}", "a[U+2066]b[U+2069]"),
    ("\u{FEFF}x\u{200B}\u{2060}", "[U+FEFF]x[U+200B][U+2060]"), ("\u{E0041}", "[U+E0041]"),
    ("soft\u{AD}hyphen", "soft[U+00AD]hyphen"), ("a\u{3164}", "a[U+3164]"),
    // A joiner belongs to Persian writing and to an emoji, and to no Latin name.
    ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("👨\u{200D}👩", "👨\u{200D}👩"), ("❤\u{FE0F}\u{200D}🔥", "❤\u{FE0F}\u{200D}🔥"),
    ("ana\u{200D}tel", "ana[U+200D]tel"), ("الهيئة\u{200C}", "الهيئة[U+200C]"),
    ("名\u{200C}\u{200C}名", "名[U+200C][U+200C]名"),
    ("葛\u{E0100}", "葛\u{E0100}"), ("葛\u{E0100}\u{E0101}", "葛\u{E0100}[U+E0101]"), ("a\u{FE0F}", "a[U+FE0F]"),
  ])
  func nothingUnseenIsLeftAndNothingVanishes(text: String, shown: String) {
    #expect(text.visible.unicodeScalars.elementsEqual(shown.unicodeScalars), "\(text.visible)")
  }

  @Test func noDirectionMarkOrLineBreakIsLeft() {
    let ranges: [ClosedRange<UInt32>] = [
      0x00...0x1F, 0x7F...0x9F, 0x61C...0x61C, 0x200B...0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F,
      0xFEFF...0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F,
    ]
    for value in ranges.joined() {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for text in ["a\(scalar)b", "名\(scalar)名", "\(scalar)"] {
        #expect(!text.visible.unicodeScalars.contains(scalar), "U+\(String(value, radix: 16))")
      }
    }
  }
}
