import EventStore
import Foundation
import Ledger

/// A folder for one ledger, removed at the end.
final class Shelf {
  let folder = FileManager.default.temporaryDirectory.path + "/store-\(UUID().uuidString)"

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func create(mapSize: Int = Journal.defaultMapSize) throws -> Journal {
    try Journal.create(in: folder, origin: "test.example/store", mapSize: mapSize)
  }

  func open(readOnly: Bool = false, mapSize: Int = Journal.defaultMapSize) throws -> Journal {
    try Journal.open(in: folder, readOnly: readOnly, mapSize: mapSize)
  }
}

/// The registration of a partner. The name may be long, to fill a file.
func registration(_ name: String, id: String? = nil, called text: String = "Regulator", on: String = "2026-01-15")
  throws -> Command
{
  try Command(
    json:
      #"{"actor":"a.diop","event":{"kind":"regulator","name":"\#(text)","type":"PartnerRegistered"},"#
      + #""id":"\#(id ?? name)","on":"\#(on)","source":{"document":"Register of partners"},"#
      + #""subject":"partner/\#(name)","v":1}"#
  )
}
