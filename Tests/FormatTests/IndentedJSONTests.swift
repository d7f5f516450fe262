import Formats
import Testing

@Suite struct IndentedJSONTests {
  @Test func theMemberIsLaidOutAndWhatCannotBeSeenIsEscaped() {
    let line =
      #"{"actor":"{\"event\":1}","event":{"a":[],"b":{},"c":[1,"x, }\\",true],"note":"\#u{202E}é\n\"","#
      + #""value":{"amount":"1.00"}},"id":"1"}"#
    let shown = IndentedJSON.bytes(of: Array(line.utf8), member: "event").map { String(decoding: $0, as: UTF8.self) }
    #expect(
      shown == #"""
        {
          "a" : [],
          "b" : {},
          "c" : [
            1,
            "x, }\\",
            true
          ],
          "note" : "\u202eé\n\"",
          "value" : {
            "amount" : "1.00"
          }
        }
        """#)
  }

  @Test func aMemberThatIsNotThereIsNotShown() {
    #expect(IndentedJSON.bytes(of: Array(#"{"a":{"event":1}}"#.utf8), member: "event") == nil)
    #expect(IndentedJSON.bytes(of: Array("{}".utf8), member: "event") == nil)
    #expect(IndentedJSON.bytes(of: [], member: "event") == nil)
    #expect(IndentedJSON.bytes(of: Array(#"{"event":{"a":"b"#.utf8), member: "event") != nil, "a cut line ends")
  }
}
