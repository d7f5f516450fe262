/// A currency of ISO 4217.
public struct Currency: Sendable {
  public let code: Alpha3
  /// The three digits of ISO 4217.
  public let numeric: String
  /// Decimal places of an amount: 2 for CHF, 0 for JPY, 3 for BHD. Nil for codes that are no money with minor units:
  /// metals, bond units, units of account, `XTS` and `XXX`. `XDR`, which organisations keep books in, has 2.
  public let minorUnits: Int?
  public let name: String
  public let withdrawn: Bool
  /// About the first day on which the currency was no longer in use, `YYYY-MM-DD`; the day is approximate. Nil while it
  /// is in use.
  public let withdrawnAbout: String?
  public let note: String?
}

public enum Currencies {
  /// Sorted by code. Active codes, and those withdrawn since 2016.
  public static let all: [Currency] = TableRows.rows(currenciesTable, columns: 6).map { row in
    Currency(
      code: TableRows.code(row[0]), numeric: String(row[1]), minorUnits: Int(row[2]), name: String(row[3]),
      withdrawn: !row[4].isEmpty, withdrawnAbout: TableRows.optional(row[4]), note: TableRows.optional(row[5]))
  }

  /// For every possible code its minor units, or -1. Apart from `all`, because it is asked once for every amount that
  /// is read.
  private static let minorUnitsByCode: [Int8] = byCode(-1) { Int8($0.minorUnits ?? -1) }
  private static let withdrawnByCode: [Bool] = byCode(false) { $0.withdrawn }

  private static func byCode<Value>(_ absent: Value, _ value: (Currency) -> Value) -> [Value] {
    var values = [Value](repeating: absent, count: Alpha3.possible)
    for currency in all { values[Int(currency.code.rawValue)] = value(currency) }
    return values
  }

  /// Binary search; use `minorUnits(_:)` and `isWithdrawn(_:)` where only these are asked.
  public static func find(_ code: Alpha3) -> Currency? {
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle].code < code { low = middle + 1 } else { high = middle }
    }
    return low < all.count && all[low].code == code ? all[low] : nil
  }

  /// Decimal places of an amount in this currency, withdrawn ones included. Nil for unknown codes and for codes without
  /// minor units. One table look-up; allocates nothing.
  public static func minorUnits(_ code: Alpha3) -> Int? {
    let places = minorUnitsByCode[Int(code.rawValue)]
    return places < 0 ? nil : Int(places)
  }

  /// Whether the currency is no longer in use. False for unknown codes. One table look-up; allocates nothing.
  public static func isWithdrawn(_ code: Alpha3) -> Bool { withdrawnByCode[Int(code.rawValue)] }
}
