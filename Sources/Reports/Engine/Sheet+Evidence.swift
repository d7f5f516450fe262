import Ledger

extension Sheet {
  /// Where a figure comes from.
  struct Evidence {
    let position: UInt64
    let subject: UInt64
    let first: Day
    let last: Day
    let said: String
    let isLate: Bool

    /// Put together only for those who read it.
    var note: String {
      [said, isLate ? "late" : ""].filter { !$0.isEmpty }.joined(separator: "; ")
    }

    init(_ posting: Posting, note: String = "") {
      position = UInt64(posting.position)
      subject = UInt64(posting.subject)
      first = Day(number: posting.firstDay)
      last = Day(number: posting.lastDay)
      isLate = posting.flags.contains(.late)
      self.said = note
    }

    init(_ entry: Entry, number: UInt32, note: String = "") {
      (position, subject, first, last) = (entry.seq, UInt64(number), entry.on.first, entry.on.last)
      (said, isLate) = (note, entry.isLate)
    }
  }

  /// Evidence whose note is worked out only where somebody opens a cell.
  func evidence(_ posting: Posting, _ note: @autoclosure () -> String) -> Evidence {
    Evidence(posting, note: traces ? note() : "")
  }
}
