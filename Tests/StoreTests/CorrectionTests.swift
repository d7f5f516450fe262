import Foundation
import Ledger
import Testing

@testable import EventStore

/// A correction is one act: the wrong record is taken out and another one put in its place, or nothing happens.
struct CorrectionTests {
  private static func signature(_ id: String, region: String = "AFR", value: String = "CHF 100.00", more: String = "")
    throws -> Command
  {
    let amount = value.split(separator: " ")
    return try command(
      id, "project/P", "2026-01-10",
      #"{\#(more)"funding":[{"from":"AICS","modality":"cash","#
        + #""value":{"amount":"\#(amount[1])","currency":"\#(amount[0])"}}],"#
        + #""plan":"KAP","priority":"P1","region":"\#(region)","title":"P","type":"ProjectSigned"}"#)
  }

  private static func command(_ id: String, _ subject: String, _ on: String, _ event: String) throws -> Command {
    try Command(
      json: #"{"actor":"a.diop","event":\#(event),"id":"\#(id)","on":"\#(on)","subject":"\#(subject)"}"#)
  }

  private static func reversal(of id: String, by other: String?, in subject: String = "project/P") throws -> Command {
    let replaced = other.map { #""replacedBy":"\#($0)","# } ?? ""
    return try command(
      "undo \(id)", subject, "2026-06-01",
      #"{"reason":"a test",\#(replaced)"reverses":"\#(id)","type":"RecordReversed"}"#)
  }

  /// A partner, a signature and thirteen records that rest on it.
  private func book(in shelf: Shelf) throws -> Journal {
    let journal = try shelf.create()
    var commands = [try registration("AICS"), try Self.signature("s1")]
    for n in 1...12 {
      commands.append(
        try Self.command(
          "a\(n)", "project/P", "2026-02-\(n + 10)",
          #"{"funding":[{"adds":{"amount":"-5.00","currency":"CHF"},"from":"AICS"}],"number":\#(n),"#
            + #""type":"AddendumSigned"}"#))
    }
    commands.append(
      try Self.command(
        "r", "project/P", "2026-03-01",
        #"{"from":"AICS","type":"ContributionReceived","value":{"amount":"1.00","currency":"CHF"}}"#))
    #expect(try journal.append(commands).map(\.code) == commands.map { _ in nil })
    return journal
  }

  @Test func aSignatureWithLaterRecordsIsCorrectedInOneAct() throws {
    let shelf = Shelf()
    let journal = try book(in: shelf)
    #expect(try journal.append([Self.reversal(of: "s1", by: nil)]).map(\.code) == [.hasDependents])
    let correction = [try Self.reversal(of: "s1", by: "s2"), try Self.signature("s2", region: "ASP")]
    #expect(try journal.append(correction) == [.recorded(15), .recorded(16)])
    #expect(try journal.append(correction) == [.repeated(15), .repeated(16)])
    let reversal = try journal.record(at: 15)
    #expect(reversal.reversed == 1 && reversal.stamp.nth == 14)
    #expect(try journal.verify().records == 17)
    // The new signature is the one that stands.
    let again = [try Self.reversal(of: "s2", by: "s3"), try Self.signature("s3")]
    #expect(try journal.append(again) == [.recorded(17), .recorded(18)])
    #expect(try journal.append(correction, heedingReversalsBelow: 19) == [.repeated(15), .reversedBefore(16, by: 17)])
    #expect(try journal.verify().records == 19)
  }

  @Test func aCorrectionThatWouldBreakALaterRecordIsRefusedWhole() throws {
    let shelf = Shelf()
    let journal = try book(in: shelf)
    let tooLittle = [try Self.reversal(of: "s1", by: "s2"), try Self.signature("s2", value: "CHF 40.00")]
    #expect(try journal.append(tooLittle).map(\.code) == [.hasDependents, .hasDependents])
    let shares = #""beneficiaries":[{"country":"BRA","share":"60"},{"country":"PRY","share":"50"}],"#
    let tooMuch = [try Self.reversal(of: "s1", by: "s2"), try Self.signature("s2", more: shares)]
    #expect(try journal.append(tooMuch).map(\.code) == [.sharesOver100, .sharesOver100])
    #expect(try journal.head().size == 15)
    // The rules see the signature as it was.
    let more = try Self.command(
      "a13", "project/P", "2026-04-01",
      #"{"funding":[{"adds":{"amount":"-40.00","currency":"CHF"},"from":"AICS"}],"number":13,"type":"AddendumSigned"}"#)
    let less = try Self.command(
      "a13", "project/P", "2026-04-01",
      #"{"funding":[{"adds":{"amount":"-41.00","currency":"CHF"},"from":"AICS"}],"number":13,"type":"AddendumSigned"}"#)
    #expect(try journal.append([less, more]).map(\.code) == [.totalNegative, nil])
    #expect(try journal.verify().records == 16)
  }

  @Test func aRegisterIsCorrectedToo() throws {
    let shelf = Shelf()
    let journal = try book(in: shelf)
    let undo = try Self.reversal(of: "AICS", by: "right", in: "partner/AICS")
    #expect(
      try journal.append([undo, registration("AICS", id: "right", on: "2199-01-01")]).map(\.code) == [
        .dateInFuture, .dateInFuture,
      ])
    #expect(try journal.append([registration("AICS", id: "other", called: "Another")]).map(\.code) == [.alreadyExists])
    #expect(
      try journal.append([undo, registration("AICS", id: "right", called: "Agency")]) == [.recorded(15), .recorded(16)])
    #expect(try journal.verify().records == 17)
  }

  @Test func aReversalWithoutItsReplacementIsRefused() throws {
    let shelf = Shelf()
    let journal = try book(in: shelf)
    let undo = try Self.reversal(of: "r", by: "r2")
    #expect(try journal.append([undo]).map(\.code) == [.replacementMissing])
    #expect(try journal.append([undo, registration("ARCEP")]).map(\.code) == [.replacementMissing, nil])
    #expect(
      try journal.append([Self.reversal(of: "r", by: "s1"), Self.signature("s1")]).map(\.code) == [
        .duplicateId, nil,
      ])
    #expect(try journal.verify().records == 16)
  }
}
