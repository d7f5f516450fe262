import Foundation
import Ledger
import Reference

/// A name reduced to what a typing error rarely changes: letters and digits, without accents, case and width.
func plainName(_ name: String) -> String {
  let folded = name.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
  return String(String.UnicodeScalarView(folded.unicodeScalars.filter(CharacterSet.alphanumerics.contains)))
}

extension Findings {
  /// Partners that are not merged and share a name, an alias or an identifier.
  mutating func addPartners(_ registers: Registers) {
    var byKey: [String: [(place: Int, words: String)]] = [:]
    for (place, item) in registers.partners.items.enumerated() {
      guard let profile = item.state.profile, item.state.mergedInto == nil else { continue }
      var keys: [String: String] = [:]
      for name in [profile.name].compactMap({ $0 }) + profile.names.values.sorted() + profile.aliases {
        let plain = plainName(name)
        if !plain.isEmpty { keys["name\u{1}" + plain] = "the name \(name)" }
      }
      for (scheme, value) in profile.identifiers {
        keys["identifier\u{1}\(scheme)\u{1}\(value)"] = "the identifier \(scheme) \(value)"
      }
      for (key, words) in keys { byKey[key, default: []].append((place, words)) }
    }
    var found: [[Int]: [String]] = [:]
    for same in byKey.values where same.count > 1 { found[same.map(\.place), default: []].append(same[0].words) }
    for (places, words) in found.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let items = places.map { registers.partners.items[$0] }
      let evidence = items.compactMap { item in
        item.active.first { $0.event.type == .partner(.registered) }.map { Sheet.Evidence($0, number: item.number) }
      }
      add(
        Finding(
          kind: .duplicatePartner, subject: "partner/\(items[0].name)", record: evidence[0].position,
          records: .init(evidence),
          found: "\(items.map(\.name).joined(separator: " and ")) share \(words.sorted().joined(separator: ", "))"))
    }
  }

  /// Projects with the same title and a common external partner, by signature.
  mutating func addProjects(_ terms: [UInt32: ProjectTerms], _ known: AsKnown) throws {
    var titles: [UInt32: String] = [:]
    for (number, project) in terms { titles[number] = try project.title(known) }
    var plain: [String: String] = [:]
    for title in Set(titles.values) { plain[title] = plainName(title) }
    let byTitle = Dictionary(
      grouping: terms.sorted { $0.key < $1.key }, by: { titles[$0.key].flatMap { plain[$0] } ?? "" })
    for (_, same) in byTitle.filter({ $0.value.count > 1 && !$0.key.isEmpty }).sorted(by: {
      $0.value[0].key < $1.value[0].key
    }) {
      var byPartner: [Int: [UInt32]] = [:]
      for (number, project) in same {
        for partner in project.funders { byPartner[partner, default: []].append(number) }
      }
      var found: [[UInt32]: [Int]] = [:]
      for (partner, numbers) in byPartner where numbers.count > 1 { found[numbers, default: []].append(partner) }
      for (numbers, partners) in found.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        let projects = numbers.compactMap { terms[$0] }
        let names = partners.sorted().map(known.partnerName).joined(separator: ", ")
        add(
          Finding(
            kind: .duplicateProject, subject: "project/\(try projects[0].name(known))",
            record: UInt64(projects[0].signature),
            records: .init(projects.map { Sheet.Evidence($0.posting) }),
            found:
              "\(try projects.map { try $0.name(known) }.joined(separator: " and ")) have the title "
              + "\(titles[numbers[0]] ?? "") and money of \(names)"
          ))
      }
    }
  }
}
