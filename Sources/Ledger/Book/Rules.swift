/// The rules of one command, against the books as they stand. Those of each kind of subject stand in its folder.
struct Rules {
  let command: Command
  let books: Books
  /// The day of recording.
  let day: Day

  /// - Parameter past: what only a reversal needs.
  func check(_ event: Event, past: Past) throws(Refusal) {
    try needsFreeName()
    switch event {
    case .partner(let event): try check(event)
    case .project(let event): try check(event)
    case .agreement(let event): try check(event)
    case .pledge(let event): try check(event)
    case .assessment(let event): try check(event)
    case .plan(let event): try check(event)
    case .target(let event): try check(event)
    case .group(let event): try check(event)
    case .aggregate(let event): try check(event)
    case .policy(let event): try check(event)
    case .rates, .figure, .books: break
    case .reversed(let reversal): try check(reversal, past: past)
    }
  }
}
