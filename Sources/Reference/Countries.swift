/// A country or area: those of the UN M49 list, Kosovo, and three that no longer exist.
public struct Country: Sendable {
  /// ISO 3166 alpha-3; for a country that no longer exists, the code it had.
  public let code: Alpha3
  /// ISO 3166 alpha-2. Nil where the two letters now mean another country.
  public let alpha2: String?
  /// The three digits of UN M49, which ISO 3166 uses too. Nil for Kosovo.
  public let numeric: String?
  public let name: String
  public let nameFrench: String
  public let nameChinese: String
  /// The region of ITU-D: a fact for Member States, by geography for the others. Nil where neither gives an answer.
  /// It does not decide the region of a project (requirement R21).
  public let region: Region?
  /// A Member State of ITU, as of November 2026.
  public let isMemberState: Bool
  /// The first day, `YYYY-MM-DD`, on which the country no longer was. Nil while it is.
  public let endedOn: String?
  public let note: String?
}

public enum Countries {
  /// Sorted by code.
  public static let all: [Country] = TableRows.rows(countriesTable, columns: 10).map { row in
    Country(
      code: TableRows.code(row[0]), alpha2: TableRows.optional(row[1]), numeric: TableRows.optional(row[2]),
      name: String(row[3]), nameFrench: String(row[4]), nameChinese: String(row[5]), region: Region(code: row[6]),
      isMemberState: row[7] == "member", endedOn: TableRows.optional(row[8]), note: TableRows.optional(row[9]))
  }

  /// The place in `all` of every possible code, or -1.
  private static let places: [Int16] = {
    var places = [Int16](repeating: -1, count: Alpha3.possible)
    for (place, country) in all.enumerated() { places[Int(country.code.rawValue)] = Int16(place) }
    return places
  }()

  /// One table look-up.
  public static func find(_ code: Alpha3) -> Country? {
    let place = places[Int(code.rawValue)]
    return place < 0 ? nil : all[Int(place)]
  }

  /// Whether the code is in the list, historical codes included. One table look-up; allocates nothing.
  public static func isKnown(_ code: Alpha3) -> Bool { places[Int(code.rawValue)] >= 0 }
}
