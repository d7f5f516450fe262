import Foundation

/// What can be said to a book: types of events, their members, and what may be done with records.
struct Speech {
  /// Members by the type of event, those of entries of lists with a dot; nil where everything is known.
  private let members: [String: Set<String>]?
  private var unsaid: Set<String> = []
  /// A record on which others rest can be corrected, in one act.
  var correctsInOneAct: Bool { knows("RecordReversed", "replacedBy") }
  /// A record on which others rest can be reversed alone.
  var reversesWhatOthersRestOn = true
  /// A line may change its currency. Where changes do not name their line, later ones then depend on the order.
  var changesCurrencies = true

  /// All that the model understands.
  static let all = Speech(nil)

  /// What the program can record: the types and members that its schemas describe.
  static func ofProgram() throws -> Speech { try program.get() }
  private static let program = Result { try read() }

  private static func read() throws -> Speech {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Schemas/events")
    var members: [String: Set<String>] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasSuffix(".json") {
      let schema = try JSON(line: String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8))
      members[String(file.dropLast(5))] = names(schema)
    }
    var speech = Speech(members)
    speech.reversesWhatOthersRestOn = false
    return speech
  }

  private init(_ members: [String: Set<String>]?) { self.members = members }

  /// The same but for these types of events.
  func without(_ types: Set<String>) -> Speech {
    var speech = self
    speech.unsaid.formUnion(types)
    return speech
  }

  private static func names(_ schema: JSON) -> Set<String> {
    var names: Set<String> = []
    for (name, member) in schema["properties"]?.members ?? [:] {
      names.insert(name)
      for inner in (member["items"]?["properties"]?.members ?? [:]).keys { names.insert("\(name).\(inner)") }
    }
    return names
  }

  func knows(_ type: String, _ member: String) -> Bool { members.map { $0[type]?.contains(member) ?? false } ?? true }

  /// The types of events that can be said; nil where everything can.
  var types: Set<String>? { members.map { Set($0.keys).subtracting(unsaid) } }

  /// Whether changes of a project's money name the line that they change.
  var namesLines: Bool { knows("AddendumSigned", "funding.of") }

  /// The event with the members that can be said; nil where nothing of it can. A reversal keeps the id that it names.
  func said(_ event: JSON) -> JSON? {
    guard let type = event["type"]?.text, !unsaid.contains(type) else { return nil }
    guard let members, type != "RecordReversed" else { return event }
    return members[type] == nil ? nil : known(event)
  }

  /// The event with those members that are known.
  func known(_ event: JSON) -> JSON {
    guard let members, let type = event["type"]?.text else { return event }
    let known = members[type] ?? []
    var said: [String: JSON] = [:]
    for (name, value) in event.members where known.contains(name) {
      guard case .list(let items) = value else {
        said[name] = value
        continue
      }
      said[name] = .list(items.map { Speech.entry($0, name, known) })
    }
    return .object(said)
  }

  /// Entries whose members the schema does not name itself are left as they are, but for shares that are amounts.
  private static func entry(_ entry: JSON, _ list: String, _ known: Set<String>) -> JSON {
    guard case .object(let members) = entry else { return entry }
    let isDescribed = known.contains { $0.hasPrefix("\(list).") }
    return .object(
      members.filter { isDescribed ? known.contains("\(list).\($0.key)") : $0.key != "amount" })
  }
}
