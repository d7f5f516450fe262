/// What the generator remembers of a project, so that what follows keeps the rules.
struct WorkProject {
  struct FundingLine {
    let partner: Int
    /// Place in `WorkCurrency.all`.
    let currency: Int
    var minor: Int
  }

  let number: Int
  var funding: [FundingLine]
  let region: WorkRegion
  let countries: [[UInt8]]
  var addenda = 0
  /// Signed in the currency of the first line and not disbursed. Other currencies are left out, so there is always
  /// more.
  var available: Int

  init(number: Int, partners: Int, dice: inout Dice) {
    self.number = number
    let currency = dice.below(WorkCurrency.all.count)
    let other = dice.isLucky(percent: 5) ? dice.below(WorkCurrency.all.count) : currency
    let first = dice.below(partners)
    let second = (first + 1 + dice.below(partners - 1)) % partners
    funding = [
      FundingLine(partner: first, currency: currency, minor: 5_000_000 + dice.below(400_000_000)),
      FundingLine(partner: second, currency: other, minor: 1_000_000 + dice.below(100_000_000)),
    ]
    available = funding[0].minor + (currency == other ? funding[1].minor : 0)
    region = WorkRegion.all[dice.below(WorkRegion.all.count)]
    let country = dice.below(region.countries.count)
    countries = [
      region.countries[country],
      region.countries[(country + 1 + dice.below(region.countries.count - 1)) % region.countries.count],
    ]
  }

  func currency(_ line: Int) -> WorkCurrency { WorkCurrency.all[funding[line].currency] }

  /// The event `ProjectSigned`.
  func write(to buffer: inout LineBuffer, _ dice: inout Dice) {
    let share = 5 + dice.below(91)
    buffer.raw("{\"beneficiaries\":[{\"country\":\"")
    buffer.raw(countries[0])
    buffer.raw("\",\"share\":\"")
    buffer.number(share)
    buffer.raw("\"},{\"country\":\"")
    buffer.raw(countries[1])
    buffer.raw("\",\"share\":\"")
    buffer.number(100 - share)
    buffer.raw("\"}],\"funding\":[")
    for line in funding.indices {
      buffer.raw(line == 0 ? "{\"from\":\"" : ",{\"from\":\"")
      buffer.partner(funding[line].partner)
      buffer.raw(line == 0 ? "\",\"modality\":\"fundsInTrust\",\"value\":" : "\",\"modality\":\"cash\",\"value\":")
      buffer.money(funding[line].minor, currency(line))
      buffer.byte(UInt8(ascii: "}"))
    }
    let place = WorkPlace.all[dice.below(WorkPlace.all.count)]
    buffer.raw("],\"plan\":\"")
    buffer.raw(place.plan)
    buffer.raw("\",\"priority\":\"")
    buffer.raw(place.priority)
    buffer.raw("\",\"region\":\"")
    buffer.raw(region.code)
    if let theme = place.theme {
      buffer.raw("\",\"theme\":\"")
      buffer.raw(theme)
    }
    buffer.raw("\",\"title\":\"")
    buffer.raw(Words.titles[dice.below(Words.titles.count)])
    buffer.raw("\",\"type\":\"ProjectSigned\"}")
  }
}

extension LineBuffer {
  /// The name of a partner: `F0042`.
  mutating func partner(_ number: Int) {
    byte(UInt8(ascii: "F"))
    self.number(number, width: 4)
  }
}
