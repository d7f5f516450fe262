import Foundation
import Pledgebook
import Testing

/// A folder for one book, removed at the end.
final class Shelf {
  let folder = FileManager.default.temporaryDirectory.path + "/pledgebook-\(UUID().uuidString)"

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func make() throws -> Book { try Book.make(in: folder, origin: "test.example/book") }

  /// Writes a file beside the ledger and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    let path = "\(folder)/\(name)"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }
}

/// A command as a file of JSON lines has it.
func command(_ subject: String, _ id: String, _ event: String, on: String = "2026-03-01") throws -> Command {
  try Command(json: line(subject, id, event, on: on))
}

func line(_ subject: String, _ id: String, _ event: String, on: String = "2026-03-01") -> String {
  #"{"actor":"a.diop","event":\#(event),"id":"\#(id)","on":"\#(on)","subject":"\#(subject)"}"#
}

let registered = #"{"type":"PartnerRegistered","name":"ANATEL","kind":"regulator","country":"BRA"}"#

/// The event that signs a project for 1,000.00 CHF of anatel.
let signed =
  #"{"type":"ProjectSigned","title":"Connected schools","plan":"BAP","priority":"P1","region":"AMS","funding":"#
  + #"[{"from":"anatel","modality":"cash","value":{"amount":"1000.00","currency":"CHF"}}]}"#

func received(from partner: String, _ amount: String = "10.00") -> String {
  #"{"type":"ContributionReceived","from":"\#(partner)","value":{"amount":"\#(amount)","currency":"CHF"}}"#
}

/// Asked at the end of 2026.
let question = Question(Query(today: Day(number: 20_818)))

func francs(_ count: Int) throws -> Cell { .money(Int128(count * 100), try #require(Alpha3("CHF"))) }
