import LMDB

extension JournalError {
  /// True where `error` says that the book is damaged or cannot be read, whichever layer says so; false for a wrong
  /// call, a refusal or a lack of room.
  public static func isDamage(_ error: any Error) -> Bool {
    switch error {
    case let error as JournalError: error.isDamage
    case let error as LMDBError: error.code.isDamage
    default: false
    }
  }
}

extension LMDBError.Code {
  fileprivate var isDamage: Bool {
    switch self {
    case .missing, .notARegularFile, .networkFileSystem, .notLMDB, .otherVersion, .truncated, .damaged, .otherFormat,
      .noTable, .malformed,
      .appendOutOfOrder, .keyExists, .panic, .system, .library:
      true
    case .notWritable, .alreadyOpen, .closed, .readOnly, .nestedWrite, .transactionsOpen, .otherEnvironment,
      .invalidOption, .reservedName,
      .keySize, .valueSize, .mapFull, .mapResized, .readersFull, .tablesFull, .transactionTooLarge:
      false
    }
  }
}
