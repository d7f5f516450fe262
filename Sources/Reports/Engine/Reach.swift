import Ledger
import Reference

/// The countries that projects reach: those of the signature, with what addenda changed up to a day.
struct Reach {
  /// Of one project after the other, each in the order of their codes.
  private var codes: [Alpha3] = []
  private var places: [UInt32: Range<Int>] = [:]

  init(_ known: AsKnown, through: Day?) throws {
    // Project and country in one number: sorting these is much faster than a dictionary in a dictionary.
    var changes: [(place: UInt64, by: Int64)] = []
    try known.forEachPosting([.reached]) { posting in
      if let through, posting.lastDay > through.number { return }
      changes.append((UInt64(posting.subject) << 16 | UInt64(posting.country), posting.minor))
    }
    changes.sort { $0.place < $1.place }
    var next = 0
    while next < changes.count {
      let project = UInt32(truncatingIfNeeded: changes[next].place >> 16)
      let start = codes.count
      while next < changes.count, UInt32(truncatingIfNeeded: changes[next].place >> 16) == project {
        let place = changes[next].place
        var count: Int64 = 0
        while next < changes.count, changes[next].place == place {
          count += changes[next].by
          next += 1
        }
        let country = UInt16(truncatingIfNeeded: place)
        if count > 0, country > 0, let code = Alpha3(rawValue: country - 1) { codes.append(code) }
      }
      places[project] = start..<codes.count
    }
  }

  /// In the order of their codes.
  func countries(of project: UInt32) -> ArraySlice<Alpha3> { codes[places[project] ?? 0..<0] }

  /// Whether the project of a posting reaches the country of a filter.
  func admits(_ posting: Posting, _ country: Alpha3?) -> Bool {
    country.map { countries(of: posting.subject).contains($0) } ?? true
  }
}
