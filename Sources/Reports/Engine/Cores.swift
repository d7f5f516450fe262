import Foundation
import Ledger
import Views

/// How many parts a work is cut into that can be done side by side: one for each core.
let coreCount = max(1, ProcessInfo.processInfo.activeProcessorCount)

extension Array where Element: Sendable {
  /// Each core works on a stretch of the elements.
  /// - Returns: what they gave, in the order of the elements.
  package func inStretches<Value: Sendable, Failure: Error>(
    _ work: @Sendable (ArraySlice<Element>) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    let parts = coreCount
    return try sideBySide(parts) { n throws(Failure) in
      try work(self[(count * n / parts)..<(count * (n + 1) / parts)])
    }
  }
}

private enum Half<A: Sendable, B: Sendable>: Sendable {
  case one(A)
  case other(B)
}

extension Sheet {
  /// Does two works for one report side by side, the longer one first.
  func together<A: Sendable, B: Sendable>(
    _ one: @Sendable () throws -> A, _ other: @Sendable () throws -> B
  ) throws -> (A, B) {
    let halves = try sideBySide(2) { n in n == 0 ? Half<A, B>.one(try one()) : .other(try other()) }
    guard case .one(let a) = halves[0], case .other(let b) = halves[1] else {
      preconditionFailure("each work gives what it was asked for")
    }
    return (a, b)
  }

  /// Does several works of one kind for one report side by side. The longest should come first.
  func together<Value: Sendable>(_ works: [@Sendable () throws -> Value]) throws -> [Value] {
    try sideBySide(works.count) { try works[$0]() }
  }

  /// Reads whole subjects: no two parts have postings of one subject, so each can say what its subjects owe. Postings
  /// of one subject come in the order of the book.
  /// - Parameters:
  ///   - scope: filters and window of the postings.
  ///   - byCountry: whether money of projects comes in its parts for the countries.
  ///   - see: takes one posting into a part.
  ///   - settle: what is done with a part that has all its postings.
  func bySubject<Part: Sendable>(
    _ measures: Set<Measure>, _ scope: Query, byCountry: Bool, into empty: Part,
    _ see: @Sendable (inout Part, Posting) throws -> Void, settle: @Sendable (inout Part) -> Void
  ) throws -> [Part] {
    let parts = UInt32(traces ? 1 : coreCount)
    return try sideBySide(Int(parts)) { [known] n in
      var part = empty
      try known.forEachPosting(measures, scope, byCountry: byCountry, edge: { _ in }) {
        if $0.subject % parts == n { try see(&part, $0) }
      }
      settle(&part)
      return part
    }
  }

  /// Other reports on the same book, each filled once. Their cells can be opened if those of this one can.
  func others(_ requests: [ReportRequest]) throws -> [Sheet] {
    try sideBySide(requests.count) { [known, traces] n in try Reporter(known).sheet(requests[n], traces: traces) }
  }
}
