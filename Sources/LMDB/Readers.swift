import CLMDB

/// A slot in the table of readers, which all processes share.
public struct Reader: Sendable, Equatable {
  public let processID: Int
  /// The commit that the reader sees, or nil if its transaction is at rest.
  public let transaction: UInt?
  /// How many commits have been made since. The pages that they freed cannot be used again while this reader
  /// stays; a page of the older snapshot stays for each page that a commit replaced.
  public let commitsBehind: UInt

  public init(processID: Int, transaction: UInt?, commitsBehind: UInt) {
    self.processID = processID
    self.transaction = transaction
    self.commitsBehind = commitsBehind
  }
}

extension Environment {
  /// All readers of the file, of this process and of others, in the order of their slots.
  ///
  /// A reader far behind the newest commit, or of a process that no longer runs, makes the file grow.
  /// Always empty if `usesLocks` is false.
  public func readers() throws(LMDBError) -> [Reader] {
    let newest = try info().lastTransaction
    let text = try whileOpen("readers") { (environment) throws(LMDBError) in
      var text = ""
      let code = withUnsafeMutablePointer(to: &text) { context in
        mdb_reader_list(
          environment,
          { message, context in
            guard let message, let context else { return -1 }
            context.assumingMemoryBound(to: String.self).pointee += String(cString: message)
            return 0
          }, context)
      }
      if code < 0 { try check(code, "readers") }
      return text
    }
    return Self.parse(text, newest: newest)
  }

  /// The library prints one line per reader: process, thread in hexadecimal, commit or "-". Other lines are headings.
  static func parse(_ text: String, newest: UInt) -> [Reader] {
    text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      guard fields.count == 3, let process = Int(fields[0]) else { return nil }
      let transaction = UInt(fields[2])
      let behind = transaction.map { newest > $0 ? newest - $0 : 0 } ?? 0
      return Reader(processID: process, transaction: transaction, commitsBehind: behind)
    }
  }

  /// Frees the slots of processes that died inside a read. Returns how many.
  /// Call it at start and now and then: a dead reader keeps old pages as a live one does.
  @discardableResult
  public func clearStaleReaders() throws(LMDBError) -> Int {
    try whileOpen("clear stale readers") { (environment) throws(LMDBError) in
      var cleared: Int32 = 0
      try check(mdb_reader_check(environment, &cleared), "clear stale readers")
      return Int(cleared)
    }
  }
}
