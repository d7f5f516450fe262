import Foundation
import LMDB

extension Journal {
  /// Reads the file page by page and checks that LMDB can follow it (`Environment.checkStructure`). To be called before
  /// the ledger is opened for a verification: in a damaged file, LMDB itself may end the process.
  public static func checkFile(in folder: String) throws {
    guard FileManager.default.fileExists(atPath: path(in: folder)) else { throw JournalError.missing(path: folder) }
    try Environment.checkStructure(path: path(in: folder))
  }
}
