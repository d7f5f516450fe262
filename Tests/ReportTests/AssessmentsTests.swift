import Ledger
import Testing

@testable import Reports

struct AssessmentsTests {
  @Test func eachReportIsCountedOnceHoweverManyProjectsItIsAbout() throws {
    let book = try Book()
    try book.partner("AICS")
    try book.sign("PACIFIC", on: "2018-02-01", ("AICS", "CHF 1.00"), region: "ASP")
    try book.sign("SAHEL", on: "2018-03-01", ("AICS", "CHF 1.00"), region: "AFR")
    try book.record(
      "assessment/IA1", "ImpactAssessmentIssued", on: "2020-05-01",
      #""title":"Satellites","projects":["PACIFIC","SAHEL"]"#)
    let wrong = try book.record(
      "assessment/IA2", "ImpactAssessmentIssued", on: "2021-05-01", #""title":"Villages","projects":["SAHEL"]"#)
    let report = try book.report(.assessments)
    #expect(report.figure(["2020"], "reports") == "1")
    #expect(report.figure(["2020"], "projects") == "2")
    #expect(report.figure(["2020"], "about") == "PACIFIC, SAHEL")
    #expect(report.total("", "reports") == "2")
    #expect(report.total("", "projects") == "2")
    #expect(try book.report(.assessments, by: .project).figure(["SAHEL"], "reports") == "2")
    #expect(try book.report(.assessments, by: .project).total("", "reports") == "2")
    #expect(try book.report(.assessments) { $0.region = .asp }.total("", "reports") == "1")

    let before = try book.size
    try book.reverse(wrong, of: "assessment/IA2")
    #expect(try book.report(.assessments).total("", "reports") == "1")
    #expect(try book.report(.assessments, knownAt: before).total("", "reports") == "2")
  }

  @Test func aReportOutsideTheWindowOrOverItsEdgeDoesNotCount() throws {
    let book = try Book()
    try book.partner("AICS")
    try book.sign("SAHEL", on: "2018-03-01", ("AICS", "CHF 1.00"))
    try book.record(
      "assessment/IA1", "ImpactAssessmentIssued", on: "2020", #""title":"Satellites","projects":["SAHEL"]"#)
    #expect(try book.report(.assessments, from: "2021-01-01").rows.isEmpty)
    let edge = try book.report(.assessments, from: "2020-06-01")
    #expect(edge.rows.isEmpty)
    #expect(edge.hasNote("the date 2020 straddles the edge of the window: IA1, Satellites"))
  }
}
