import Reports
import Views

extension Book {
  /// Hands a snapshot of the views, at the head of the journal, to `body`: for questions about several moments.
  ///
  /// Cost: the records that came since the last question are folded; the first question of a process opens the views,
  /// and makes them if they are missing. If the views turn out to be damaged, they are made anew and `body` runs once
  /// more.
  public func withViews<R>(_ body: (ViewsSnapshot) throws -> R) throws -> R { try views.read(body) }

  /// Hands a reporter of the book as it was known at a moment to `body`; nil for now. Questions that belong together
  /// are asked inside one `body`: they see the same book. It may run twice, as in `withViews`.
  /// - Throws: `NoSuchRecord` where the book has no such size.
  public func ask<R>(knownAt moment: Moment? = nil, _ body: (Reporter) throws -> R) throws -> R {
    try withViews { try body(try reporter($0, moment)) }
  }

  /// The same for one question, with its query in words of that book.
  /// - Throws: `QueryError` where the question does not fit the book.
  public func ask<R>(_ question: Question, _ body: (Reporter, Query) throws -> R) throws -> R {
    try ask(knownAt: question.knownAt) { try body($0, question.query($0.known)) }
  }

  /// One report. See `ask` for what it costs and throws; `QueryError` also where the question does not fit the report.
  public func report(_ name: ReportName, _ question: Question) throws -> Table {
    try ask(question) { try $0.report(ReportRequest(name, $1)) }
  }

  /// The lines behind one cell of a report.
  /// - Parameters:
  ///   - name: the report.
  ///   - question: with what the report was asked.
  ///   - row: the labels of the row, or as many as make it unique; `total` for the total.
  ///   - column: the name of the column.
  public func explain(_ name: ReportName, _ question: Question, row: [String], column: String) throws -> Explanation {
    try ask(question) { try $0.explain(ReportRequest(name, $1), row: row, column: column) }
  }

  /// What moved a report between two moments: each record, by cause. The question is that of the later one.
  public func changes(_ name: ReportName, _ question: Question, between earlier: Moment, and later: Moment) throws
    -> Changes
  {
    try withViews { views in
      let (before, after) = (try reporter(views, earlier), try reporter(views, later))
      guard before.known.size <= after.known.size else {
        throw QueryError(
          at: "--between", found: "\(before.known.size) records, after --and with \(after.known.size)",
          expected: "the earlier moment first", next: "Exchange the two.")
      }
      return try Changes(ReportRequest(name, question.query(after.known)), between: before, and: after)
    }
  }

  /// Every published figure beside what the book says.
  public func reconcile(knownAt moment: Moment? = nil) throws -> Reconciliation {
    try ask(knownAt: moment) { try Reconciliation($0) }
  }

  private func reporter(_ views: ViewsSnapshot, _ moment: Moment?) throws -> Reporter {
    Reporter(try AsKnown(views, size: moment?.size(of: journal)))
  }

  /// Folds the whole book again from zero and replaces the views.
  /// - Parameters:
  ///   - workers: how many threads fold; nil for one for each core.
  ///   - checkingHashes: false where `verify` has just compared each line with its hash. Else a changed line would
  ///   become a changed figure.
  ///   - progress: called with the number of folded records and their total.
  public func rebuild(
    workers: Int? = nil, checkingHashes: Bool = true, progress: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws -> Rebuild.Result {
    try views.rebuild(workers: workers, checkingHashes: checkingHashes, progress: progress)
  }

  /// Folds the whole book from zero beside the views and compares; the views stay.
  /// - Throws: `RebuildDiffers`, which names the first subject that differs; `ViewsError` where the views are damaged.
  public func checkRebuild(workers: Int? = nil, progress: (UInt64, UInt64) -> Void = { _, _ in }) throws -> (
    rebuilt: Rebuild.Result, digest: String
  ) {
    try views.checkRebuild(workers: workers, progress: progress)
  }
}
