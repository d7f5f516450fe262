import Ledger
import Reference

/// Money on its way from postings into a sheet. What the report cannot tell apart is added up on the way, unless a cell
/// is to be opened: then each line goes through by itself. Both ways end in the same `put`, so a figure and its
/// explanation are one computation.
struct Flow {
  private let put: (Posting, inout Sheet) throws -> Void
  private var sums: PostingSums?
  private var classes: ClassSums?

  /// - Parameters:
  ///   - traits: what `put` looks at, apart from measure and currency.
  ///   - window: what lies in it is kept apart from what does not.
  ///   - put: puts a posting, or the sum of several, into its cells.
  init(
    into sheet: Sheet, lookingAt traits: Traits, window: Query, put: @escaping (Posting, inout Sheet) throws -> Void
  ) {
    self.put = put
    if !sheet.traces { sums = PostingSums(sheet.known, keeping: traits, window: window) }
  }

  /// - Parameter classes: the same numbers for postings that stand in the same cells, apart from measure, currency and
  ///   the window of the query. `put` gets one of them with the sum of all.
  init(
    into sheet: Sheet, classes: @escaping (Posting) -> (UInt64, UInt64),
    put: @escaping (Posting, inout Sheet) throws -> Void
  ) {
    self.put = put
    if !sheet.traces { self.classes = ClassSums(sheet.known, sheet.query, classes) }
  }

  @inline(__always)
  mutating func add(_ posting: Posting, to sheet: inout Sheet) throws {
    if sums != nil {
      sums?.add(posting)
    } else if classes != nil {
      classes?.add(posting)
    } else {
      try sheet.once(posting) { try put(posting, &$0) }
    }
  }

  /// Puts what was added up. Call it once, at the end.
  func settle(into sheet: inout Sheet) throws {
    for sum in sums?.postings ?? classes?.postings ?? [] { try sheet.once(sum) { try put(sum, &$0) } }
  }
}
