extension Question {
  /// A report with a window, a currency, a grouping and filters, drawn at random.
  static func random(_ report: String, _ book: Book, _ numbers: inout Numbers) -> Question {
    var question = Question(report)
    let year = numbers.number(2022...2025)
    switch numbers.number(0...5) {
    case 0...1:
      (question.from, question.through) = (Day(year: year, month: 1, day: 1), Day(year: year, month: 12, day: 31))
    case 2: question.through = Day(year: year, month: 12, day: 31)
    case 3: question.from = Day(year: year, month: 1, day: 1)
    case 4:
      let first = Day(number: Day(year: year, month: 1, day: 1).number + numbers.number(0...364))
      (question.from, question.through) = (first, Day(number: first.number + numbers.number(0...600)))
    default: break
    }
    question.grouping = numbers.one(of: groupings(report)) ?? "none"
    if numbers.chance(50) { question.currency = numbers.one(of: ["CHF", "USD", "EUR", "JPY"]) }
    if question.currency != nil, numbers.chance(20) { question.table = "UN" }
    question.asSigned = numbers.chance(20)
    if report == "statement" {
      let (project, partner) = (numbers.one(of: book.names("project")), numbers.one(of: book.names("partner")))
      question.subject = numbers.chance(60) ? project.map { "project/\($0)" } : partner.map { "partner/\($0)" }
      return question
    }
    if numbers.chance(10) { question.region = numbers.one(of: ["AFR", "ASP", "MULTI"]) }
    if numbers.chance(10) { question.plan = "KAP" }
    if numbers.chance(10) { question.priority = "P\(numbers.number(1...3))" }
    if numbers.chance(15) { question.partner = "K\(numbers.number(1...8))" }
    if numbers.chance(15) { question.country = numbers.one(of: Life.countries) }
    return question
  }

  /// How the rows of a report can be grouped.
  static func groupings(_ report: String) -> [String] {
    switch report {
    case "funding":
      [
        "none", "region", "plan", "priority", "initiative", "tag", "modality", "year", "partner", "country", "currency",
        "project", "programme",
      ]
    case "portfolio": ["none", "region", "plan", "priority", "initiative", "project"]
    case "sources": ["none", "region", "plan"]
    case "partners": ["none", "partner", "kind", "country", "region"]
    case "groups": ["none", "region", "plan", "year"]
    case "agreements": ["none", "year", "kind", "partner", "region", "plan"]
    case "assessments": ["none", "year", "project"]
    case "pledges": ["none", "status", "focus", "group", "kind", "partner", "country", "aim", "year"]
    case "chain": ["none", "partner", "pledge", "project"]
    default: ["none"]
    }
  }
}
