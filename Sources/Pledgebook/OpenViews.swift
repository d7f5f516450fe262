import EventStore
import Synchronization
import Views

/// The views of an open book: opened when they are first asked for, brought to the head of the journal for every
/// question, made anew where they turn out to be damaged. Any thread.
final class OpenViews: Sendable {
  private let journal: Journal
  private let progress: @Sendable (UInt64, UInt64) -> Void
  private let damaged: @Sendable (any Error) -> Void
  /// Held while views are opened or taken away, so that no file is opened twice; not while they are read.
  private let current = Mutex<LiveViews?>(nil)

  init(
    of journal: Journal, progress: @escaping @Sendable (UInt64, UInt64) -> Void,
    damaged: @escaping @Sendable (any Error) -> Void
  ) {
    (self.journal, self.progress, self.damaged) = (journal, progress, damaged)
  }

  /// Hands a snapshot at the head of the journal to `body`. If the views turn out to be damaged, they are made anew and
  /// `body` runs once more.
  func read<R>(_ body: (ViewsSnapshot) throws -> R) throws -> R {
    var asked: LiveViews?
    do {
      let views = try open()
      asked = views
      return try read(views, body)
    } catch  where LiveViews.isDamage(error) {
      if try discard(asked) { damaged(error) }
      return try read(try open(), body)
    }
  }

  private func read<R>(_ views: LiveViews, _ body: (ViewsSnapshot) throws -> R) throws -> R {
    try views.catchUp(progress: progress)
    return try body(views.snapshot)
  }

  private func open() throws -> LiveViews {
    try open { try LiveViews(of: journal, progress: progress, damaged: damaged) }
  }

  private func open(_ make: () throws -> LiveViews) throws -> LiveViews {
    try current.withLock { current in
      if let current { return current }
      let made = try make()
      current = made
      return made
    }
  }

  /// Takes damaged views away. Whoever still reads them keeps their file until the end. False if somebody else has
  /// taken them away before.
  private func discard(_ views: LiveViews?) throws -> Bool {
    try current.withLock { current in
      guard current === views else { return false }
      current = nil
      try LiveViews.remove(of: journal)
      return true
    }
  }

  /// See `LiveViews.rebuild`. What is asked from now on reads the new views.
  func rebuild(workers: Int?, checkingHashes: Bool, progress: (UInt64, UInt64) -> Void) throws -> Rebuild.Result {
    let result = try LiveViews.rebuild(
      of: journal, workers: workers, checkingHashes: checkingHashes, progress: progress)
    current.withLock { $0 = nil }
    return result
  }

  /// See `LiveViews.checkRebuild`. Damaged views are not made anew: that they are damaged is the answer.
  func checkRebuild(
    workers: Int?, progress: (UInt64, UInt64) -> Void
  ) throws -> (rebuilt: Rebuild.Result, digest: String) {
    let views = try open { try LiveViews(of: journal, damaged: { throw $0 }) }
    return try views.checkRebuild(workers: workers, progress: progress)
  }

  /// See `LiveViews.checkNotAhead`.
  func checkNotAhead() throws {
    try current.withLock { current in
      if let current { try current.checkNotAhead() } else { try LiveViews.checkNotAhead(of: journal) }
    }
  }

  func close() throws {
    try current.withLock { current in
      try current?.close()
      current = nil
    }
  }
}
