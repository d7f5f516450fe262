import Reference
import Testing

struct CountriesTests {
  let members = Countries.all.filter(\.isMemberState)

  @Test func theMemberStatesAndTheirRegions() {
    #expect(members.count == 194)
    let expected: [(Region, Int)] = [(.afr, 44), (.ams, 35), (.arb, 21), (.asp, 39), (.cis, 9), (.eur, 46)]
    for (region, count) in expected { #expect(members.count { $0.region == region } == count, "\(region.code)") }
  }

  @Test func everyCountryIsFoundByItsCode() {
    #expect(Countries.all.count == 252)
    for country in Countries.all { #expect(Countries.find(country.code)?.name == country.name) }
    #expect(Countries.all.map(\.code) == Set(Countries.all.map(\.code)).sorted())
    for number in 0..<UInt16(Alpha3.possible) {
      guard let code = Alpha3(rawValue: number) else { continue }
      #expect(Countries.isKnown(code) == (Countries.find(code) != nil))
    }
  }

  @Test func namesAndNumbers() throws {
    let ivoryCoast = try #require(Countries.find(code("CIV")))
    #expect(ivoryCoast.alpha2 == "CI" && ivoryCoast.numeric == "384" && ivoryCoast.region == .afr)
    #expect(ivoryCoast.name == "Côte d’Ivoire" && ivoryCoast.nameChinese == "科特迪瓦")
    #expect(try Countries.find(code("CHE"))?.nameFrench == "Suisse")
    #expect(try Countries.find(code("NAM"))?.alpha2 == "NA")
    #expect(try Countries.find(code("AFG"))?.numeric == "004")
  }

  @Test func placesThatAreNoMemberStates() throws {
    let palestine = try #require(Countries.find(code("PSE")))
    #expect(!palestine.isMemberState && palestine.region == .arb && palestine.note != nil)
    #expect(try Countries.find(code("BMU"))?.isMemberState == false)
    #expect(try Countries.find(code("XKX"))?.numeric == nil)
    #expect(Countries.all.filter { $0.endedOn != nil }.map(\.code.text) == ["ANT", "SKM", "YMD"])
    #expect(try Countries.find(code("ANT"))?.endedOn == "2010-10-10")
    #expect(try Countries.find(code("SKM"))?.alpha2 == nil)
  }

  @Test(arguments: ["AAA", "ZZZ", "XXX", "CHF"]) func unknownCountries(text: String) throws {
    #expect(try !Countries.isKnown(code(text)))
    #expect(try Countries.find(code(text)) == nil)
  }
}
