import CLMDB
import Glibc

extension LMDBError {
  /// The error for a return code of the library that is neither success nor "not found".
  static func fromLibrary(_ code: Int32, operation: String, path: String, table: String? = nil) -> LMDBError {
    let text = Wording(code)
    return LMDBError(
      text.code, operation: operation, path: path, table: table,
      found: text.found, expected: text.expected, next: text.next
    )
  }

  /// The error for the present value of `errno`.
  static func fromSystem(_ number: Int32, operation: String, path: String) -> LMDBError {
    fromLibrary(number, operation: operation, path: path)
  }
}

/// The words for one return code.
private struct Wording {
  let code: LMDBError.Code
  let found: String
  let expected: String
  let next: String

  init(_ code: LMDBError.Code, found: String, expected: String, next: String) {
    self.code = code
    self.found = found
    self.expected = expected
    self.next = next
  }

  init(_ number: Int32) {
    switch number {
    case MDB_MAP_FULL:
      self.init(
        .mapFull, found: "no room left in the map", expected: "room for the pages of this transaction",
        next: "end all transactions, call grow(to:) with a larger size, and repeat the write")
    case MDB_MAP_RESIZED:
      self.init(
        .mapResized, found: "a file that another process has grown", expected: "a file that fits this map",
        next: "end all transactions and call adoptGrownMap()")
    case MDB_READERS_FULL:
      self.init(
        .readersFull, found: "no free reader slot", expected: "fewer readers than maxReaders",
        next: "end read transactions, or open the environment with more maxReaders")
    case MDB_DBS_FULL:
      self.init(
        .tablesFull, found: "no free table slot", expected: "at most maxTables tables",
        next: "open the environment with more maxTables")
    case MDB_TXN_FULL:
      self.init(
        .transactionTooLarge, found: "too many changed pages", expected: "a smaller transaction",
        next: "split the work into several write transactions")
    case MDB_KEYEXIST:
      self.init(
        .keyExists, found: "a key that is already there", expected: "a new key",
        next: "read the present value, or put with .overwrite")
    case MDB_BAD_VALSIZE:
      self.init(
        .valueSize, found: "a value that is too long", expected: "at most 4294967295 bytes",
        next: "split the value")
    case MDB_PANIC:
      self.init(
        .panic, found: "an environment that stopped after a failed write",
        expected: "an environment without earlier errors", next: "close it, look at the disk, and open it again")
    case MDB_CORRUPTED, MDB_PAGE_NOTFOUND, MDB_INVALID:
      self.init(
        .damaged, found: Wording.message(number), expected: "well-formed pages",
        next: "stop using this file and restore a copy")
    case MDB_VERSION_MISMATCH:
      self.init(
        .otherVersion, found: Wording.message(number), expected: "version 1 of the file format",
        next: "open the file with the version of the library that wrote it")
    case MDB_BAD_TXN:
      self.init(
        .library(number), found: "a transaction that failed earlier", expected: "a transaction without errors",
        next: "let the first error leave the closure; the transaction is then undone")
    case ENOSPC, EDQUOT:
      self.init(
        .system(number), found: Wording.message(number), expected: "free space on the disk",
        next: "make room and repeat the write; nothing of it was kept")
    case EACCES, EPERM, EROFS:
      self.init(
        .notWritable, found: Wording.message(number), expected: "permission to use the file and its folder",
        next: "change the permissions, or work on a copy")
    case 1...:
      self.init(
        .system(number), found: Wording.message(number), expected: "no error from the operating system",
        next: "see the message; look at the path, the limits of the process and the disk")
    default:
      self.init(
        .library(number), found: Wording.message(number), expected: "no error from the library",
        next: "end the transaction and repeat; if it fails again, check the file")
    }
  }

  static func message(_ number: Int32) -> String {
    guard let text = mdb_strerror(number) else { return "return code \(number)" }
    return String(cString: text)
  }
}
