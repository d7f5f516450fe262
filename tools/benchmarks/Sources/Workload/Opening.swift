import Reference

/// The records with which every workload begins: what the projects refer to.
struct Opening {
  let subject: [UInt8]
  let on: [UInt8]
  let event: [UInt8]
  /// Percent: 0 or 100.
  let source = 0

  private init(_ subject: String, on: String, event: String) {
    (self.subject, self.on, self.event) = (Array(subject.utf8), Array(on.utf8), Array(event.utf8))
  }

  static func all(partners: Int) -> [Opening] { memberships + (0..<partners).map(partner) + rates }

  private static var memberships: [Opening] {
    GroupMemberships.bundled.map { membership in
      let to = membership.to.map { ",\"to\":\"\($0)\"" } ?? ""
      return Opening(
        "group/\(membership.group)", on: membership.from,
        event:
          "{\"citation\":\"\(escaped(membership.citation))\",\"country\":\"\(membership.country)\","
          + "\"from\":\"\(membership.from)\"\(to),\"type\":\"GroupMembershipSet\"}"
      )
    }
  }

  private static func partner(_ number: Int) -> Opening {
    let kinds = ["government", "privateSector", "foundation", "unEntity", "developmentBank"]
    let digits = String(number + 10_000).dropFirst()
    let country = Countries.all.filter { $0.isMemberState && $0.endedOn == nil }[number % 150].code
    return Opening(
      "partner/F\(digits)", on: "2018-12-01",
      event:
        "{\"country\":\"\(country)\",\"kind\":\"\(kinds[number % kinds.count])\",\"name\":\"Funder "
        + "\(number)\",\"type\":\"PartnerRegistered\"}"
    )
  }

  /// Rates of every quarter from 2018 to 2025.
  private static var rates: [Opening] {
    (0..<32).map { quarter in
      let day = "\(2018 + quarter / 4)-\(["01", "04", "07", "10"][quarter % 4])-01"
      return Opening(
        "rates/UNORE", on: "2018-01-01",
        event:
          "{\"base\":\"USD\",\"rates\":{\"CHF\":\"0.\(881 + quarter)3\",\"EUR\":\"0.\(831 + quarter)7\","
          + "\"JPY\":\"\(109 + quarter).\(1 + quarter % 9)\"},\"type\":\"RatesPublished\",\"validFrom\":\"\(day)\"}"
      )
    }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
