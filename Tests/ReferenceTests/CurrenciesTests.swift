import Reference
import Testing

struct CurrenciesTests {
  @Test(arguments: [
    ("CHF", 2), ("USD", 2), ("EUR", 2), ("JPY", 0), ("XOF", 0), ("BHD", 3), ("KWD", 3), ("CLF", 4), ("XDR", 2),
  ])
  func minorUnits(text: String, places: Int) throws {
    #expect(try Currencies.minorUnits(code(text)) == places)
    #expect(try Currencies.find(code(text))?.minorUnits == places)
    #expect(try !Currencies.isWithdrawn(code(text)))
  }

  @Test func aWithdrawnCurrencyKeepsItsMinorUnits() throws {
    let kuna = try #require(Currencies.find(code("HRK")))
    #expect(kuna.withdrawn && kuna.withdrawnAbout == "2023-01-01" && kuna.name == "Kuna")
    #expect(try Currencies.isWithdrawn(code("HRK")))
    #expect(try Currencies.minorUnits(code("HRK")) == 2)
  }

  @Test func codesWithoutMinorUnits() throws {
    for text in ["XUA", "XAU", "XTS", "XXX"] {
      #expect(try Currencies.minorUnits(code(text)) == nil)
      #expect(try Currencies.find(code(text)) != nil)
    }
  }

  @Test(arguments: ["AAA", "ZZZ", "CHX", "RMB"]) func unknownCurrencies(text: String) throws {
    #expect(try Currencies.find(code(text)) == nil)
    #expect(try Currencies.minorUnits(code(text)) == nil)
    #expect(try !Currencies.isWithdrawn(code(text)))
  }

  @Test func everyCurrencyIsFoundByItsCode() {
    #expect(Currencies.all.count { !$0.withdrawn } == 178)
    #expect(Currencies.all.count(where: \.withdrawn) == 10)
    #expect(Currencies.all.map(\.code) == Set(Currencies.all.map(\.code)).sorted())
    for currency in Currencies.all {
      #expect(Currencies.find(currency.code)?.numeric == currency.numeric)
      #expect(Currencies.minorUnits(currency.code) == currency.minorUnits)
      #expect(Currencies.isWithdrawn(currency.code) == currency.withdrawn)
      #expect(currency.withdrawn == (currency.withdrawnAbout != nil))
      #expect(currency.numeric.utf8.count == 3)
    }
  }
}
