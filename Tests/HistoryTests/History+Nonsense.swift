extension History {
  /// Commands that a rule must refuse.
  mutating func nonsense() -> String {
    switch numbers.number(0...5) {
    case 0: write("project/NONE", "ProjectClosed", on: date(), [])
    case 1: write("partner/K1", "PartnerMerged", on: date(), [History.text("into", "K1")])
    case 2:
      write(
        "pledge/Z1", "PledgeMade", on: "2027-05-01",
        [
          History.text("by", "F1"), History.text("title", "No"), History.list("kinds", ["policy"]),
          History.list("focus", ["access"]),
        ])
    case 3:
      write(
        "project/P1", "ContributionReceived", on: date(),
        [History.text("from", "NOBODY"), #""value":{"amount":"1.00","currency":"CHF"}"#])
    case 4:
      write(
        "project/P1", "RecordReversed", on: "2026-12-31",
        [#""reverses":"none""#, History.text("reason", "No such record")])
    default:
      write("project/P2", "DisbursementMade", on: date(), [#""value":{"amount":"999999999999.00","currency":"CHF"}"#])
    }
  }
}
