import CLMDB
import Glibc

/// `MDB_MAXKEYSIZE` of the library as it is built by default.
@inlinable
var largestKey: Int { 511 }

@inlinable
func isKeySize(_ count: Int) -> Bool { count >= 1 && count <= largestKey }

extension Table {
  @inlinable
  func checkOwner(_ transaction: TransactionHandle, _ operation: String) throws(LMDBError) {
    if transaction.environment.mark != owner { throw otherEnvironment(operation, transaction) }
  }

  @usableFromInline
  func otherEnvironment(_ operation: String, _ transaction: TransactionHandle) -> LMDBError {
    LMDBError(
      .otherEnvironment, operation: operation, path: transaction.environment.path, table: name,
      found: "a table of another environment", expected: "a table of the environment of this transaction",
      next: "get the table from the same environment as the transaction")
  }

  @usableFromInline
  func failure(_ code: Int32, _ operation: String, _ transaction: TransactionHandle) -> LMDBError {
    // The library answers so when the transaction began before the handle was made.
    if code == EINVAL || code == MDB_BAD_DBI {
      return LMDBError(
        .noTable, operation: operation, path: transaction.environment.path, table: name,
        found: "a transaction that began before this table was opened", expected: "a later transaction",
        next: "open the table first, then begin the transaction")
    }
    return .fromLibrary(code, operation: operation, path: transaction.environment.path, table: name)
  }

  @usableFromInline
  func malformed(_ bytes: MDB_val, _ expected: String, _ transaction: TransactionHandle) -> LMDBError {
    LMDBError(
      .malformed, operation: "decode", path: transaction.environment.path, table: name,
      found: "\(bytes.mv_size) bytes that do not decode", expected: expected,
      next: "open the table with the types that wrote it; if they are right, the file is damaged")
  }
}
