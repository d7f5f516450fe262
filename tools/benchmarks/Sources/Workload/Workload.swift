import Ledger
import Reference

/// A seeded stream of commands that keep every rule: projects with two funders and two countries, addenda, receipts and
/// disbursements, after the partners, rates and group memberships that they need.
///
/// Of the records after the opening ones about 2 % sign a project, 5 % are addenda, 11 % receipts, and the rest
/// disbursements. A project lives until some hundred newer ones were signed, so its lines lie scattered over a part of
/// the book, as in life.
public struct Workload {
  public enum Form: Sendable {
    /// Commands, as `pledgebook import` takes them.
    case commands
    /// Stored lines, with what the writer adds.
    case lines
  }

  static let partners = 300
  /// How many projects are at work at the same time.
  private static let open = 600
  private static let firstDay = 17_897  // 2019-01-01
  private static let days = 2_556  // until 2025-12-31

  let form: Form
  let records: Int
  var dice: Dice
  /// Of its own, so that commands and lines say the same.
  private var salts: Dice
  /// How many lines each subject has.
  private var counts: [[UInt8]: Int] = [:]
  public private(set) var made = 0
  public internal(set) var totals = Totals()
  private var opening: [Opening]
  private var day = WorkDay(number: firstDay)
  private var dayNumber = firstDay
  /// The newest projects; the others are left alone.
  private var projects: [WorkProject] = []
  private var signed = 0

  public init(records: Int, seed: UInt64, form: Form) {
    (self.records, self.form) = (records, form)
    dice = Dice(seed: seed)
    salts = Dice(seed: ~seed)
    opening = Opening.all(partners: Workload.partners)
    projects.reserveCapacity(Workload.open)
  }

  /// Appends the next line with its line feed. False when all are made.
  public mutating func next(into buffer: inout LineBuffer) -> Bool {
    guard made < records else { return false }
    let before = buffer.count
    if made < opening.count {
      let first = opening[made]
      line(&buffer, on: first.on, subject: first.subject, number: nil, source: first.source) { buffer, _ in
        buffer.raw(first.event)
      }
    } else {
      tick()
      chooseEvent(&buffer)
    }
    buffer.byte(UInt8(ascii: "\n"))
    made += 1
    totals.records = made
    totals.bytes += buffer.count - before
    return true
  }

  /// Dates go on evenly from the first record to the last.
  private mutating func tick() {
    let number = Workload.firstDay + (made - opening.count) * Workload.days / max(1, records - opening.count)
    if number != dayNumber { (dayNumber, day) = (number, WorkDay(number: number)) }
  }

  private mutating func chooseEvent(_ buffer: inout LineBuffer) {
    let roll = projects.isEmpty ? 0 : dice.below(100)
    if roll < 2 {
      sign(&buffer)
      return
    }
    let place = dice.below(projects.count)
    switch roll {
    case 2..<7: addendum(place, &buffer)
    case 7..<18: receipt(place, &buffer)
    default: disbursement(place, &buffer)
    }
  }

  private mutating func sign(_ buffer: inout LineBuffer) {
    signed += 1
    let project = WorkProject(number: signed, partners: Workload.partners, dice: &dice)
    for line in project.funding { totals.rows[line.currency].signed += line.minor }
    self.line(&buffer, on: nil, subject: nil, number: signed, source: 100) { buffer, dice in
      project.write(to: &buffer, &dice)
    }
    if projects.count < Workload.open { projects.append(project) } else { projects[signed % Workload.open] = project }
  }

  private mutating func addendum(_ place: Int, _ buffer: inout LineBuffer) {
    var project = projects[place]
    let line = dice.below(2)
    let old = project.funding[line].minor
    let sets = dice.isLucky(percent: 20)
    let change = sets ? old / 10 : old / 100 * (1 + dice.below(20))
    project.addenda += 1
    project.funding[line].minor += change
    if line == 0 || project.funding[1].currency == project.funding[0].currency { project.available += change }
    totals.rows[project.funding[line].currency].signed += change
    projects[place] = project
    self.line(&buffer, on: nil, subject: nil, number: project.number, source: 60) { buffer, _ in
      buffer.raw("{\"funding\":[{")
      if !sets {
        buffer.raw("\"adds\":")
        buffer.money(change, project.currency(line))
        buffer.byte(UInt8(ascii: ","))
      }
      buffer.raw("\"from\":\"")
      buffer.partner(project.funding[line].partner)
      buffer.byte(UInt8(ascii: "\""))
      if sets {
        buffer.raw(",\"sets\":")
        buffer.money(project.funding[line].minor, project.currency(line))
      }
      buffer.raw("}],\"number\":")
      buffer.number(project.addenda)
      buffer.raw(",\"type\":\"AddendumSigned\"}")
    }
  }

  private mutating func receipt(_ place: Int, _ buffer: inout LineBuffer) {
    let project = projects[place]
    let line = dice.below(2)
    let minor = project.funding[line].minor / 1000 * (1 + dice.below(80)) + 1
    totals.rows[project.funding[line].currency].received += minor
    self.line(&buffer, on: nil, subject: nil, number: project.number, source: 30) { buffer, _ in
      buffer.raw("{\"from\":\"")
      buffer.partner(project.funding[line].partner)
      buffer.raw("\",\"type\":\"ContributionReceived\",\"value\":")
      buffer.money(minor, project.currency(line))
      buffer.byte(UInt8(ascii: "}"))
    }
  }

  private mutating func disbursement(_ place: Int, _ buffer: inout LineBuffer) {
    let project = projects[place]
    // A small part of what is left, so that something always is.
    let minor = 1 + dice.below(max(1, project.available / 20))
    projects[place].available -= minor
    totals.rows[project.funding[0].currency].disbursed += minor
    line(&buffer, on: nil, subject: nil, number: project.number, source: 20) { buffer, dice in
      buffer.byte(UInt8(ascii: "{"))
      if dice.isLucky(percent: 40) {
        buffer.raw("\"country\":\"")
        buffer.raw(project.countries[dice.below(2)])
        buffer.raw("\",")
      }
      if dice.isLucky(percent: 30) {
        buffer.raw("\"purpose\":\"")
        buffer.raw(Words.purposes[dice.below(Words.purposes.count)])
        buffer.raw("\",")
      }
      if dice.isLucky(percent: 30) {
        buffer.raw("\"to\":\"")
        buffer.raw(Words.payees[dice.below(Words.payees.count)])
        buffer.raw("\",")
      }
      buffer.raw("\"type\":\"DisbursementMade\",\"value\":")
      buffer.money(minor, project.currency(0))
      buffer.byte(UInt8(ascii: "}"))
    }
  }

  /// Counts one more line of a subject; answers how many it had before.
  private mutating func count(of subject: [UInt8]?, _ number: Int?) -> Int {
    let name = subject ?? Array("\(number ?? 0)".utf8)
    defer { counts[name, default: 0] += 1 }
    return counts[name, default: 0]
  }

  /// The envelope. `source`: percent of lines that cite a document.
  private mutating func line(
    _ buffer: inout LineBuffer, on date: [UInt8]?, subject: [UInt8]?, number: Int?, source: Int,
    event: (inout LineBuffer, inout Dice) -> Void
  ) {
    buffer.raw("{\"actor\":\"")
    buffer.raw(Words.actors[dice.below(Words.actors.count)])
    if form == .lines {
      // Recorded three days later; the microseconds count on, so no line is earlier than the one before.
      buffer.raw("\",\"at\":\"")
      buffer.day(WorkDay(number: dayNumber + 3))
      buffer.raw("T08:")
      buffer.number(made / 60_000_000 % 60, width: 2)
      buffer.byte(UInt8(ascii: ":"))
      buffer.number(made / 1_000_000 % 60, width: 2)
      buffer.byte(UInt8(ascii: "."))
      buffer.number(made % 1_000_000, width: 6)
      buffer.byte(UInt8(ascii: "Z"))
    }
    buffer.raw("\",\"event\":")
    event(&buffer, &dice)
    buffer.raw(",\"id\":\"g/")
    buffer.number(made, width: 6)
    if form == .lines {
      buffer.raw("\",\"nth\":")
      buffer.number(count(of: subject, number))
      buffer.raw(",\"on\":\"")
    } else {
      buffer.raw("\",\"on\":\"")
    }
    if let date { buffer.raw(date) } else { buffer.day(day) }
    if form == .lines {
      buffer.raw("\",\"salt\":\"")
      buffer.salt(&salts)
      buffer.raw("\",\"seq\":")
      buffer.number(made)
      buffer.byte(UInt8(ascii: ","))
    } else {
      buffer.raw("\",")
    }
    if dice.isLucky(percent: source) {
      buffer.raw("\"source\":{\"document\":\"")
      buffer.raw(Words.documents[dice.below(Words.documents.count)])
      buffer.raw("\",\"locator\":\"page ")
      buffer.number(1 + dice.below(90))
      buffer.raw("\"},")
    }
    buffer.raw("\"subject\":\"")
    if let number {
      buffer.raw("project/P")
      buffer.number(number, width: 6)
    } else if let subject {
      buffer.raw(subject)
    }
    buffer.raw("\",\"v\":1}")
  }
}
