import CLMDB
import Glibc

extension Environment {
  /// Reads every page of every tree of the newest commit and checks that the library can follow them.
  ///
  /// It reads with `pread` and never touches the map, so damage ends in an error and not in a signal. Looked at: page
  /// numbers, kinds and bounds; place and size of each entry; size and order of the keys, also against the page above;
  /// that no page has two uses; the counts that each tree states; the list of free pages. Not seen: a changed value,
  /// or a changed key that keeps the order. The format has no checksums.
  ///
  /// The file must not be open in this process. Other processes may read and write it: the commit that is checked is
  /// held meanwhile, as by a read transaction. Cost: about a second for two gigabytes in the page cache; values on
  /// pages of their own are not read.
  /// - Throws: `.damaged`, with the number of the page; or what opening the file would throw.
  public static func checkStructure(path: String) throws(LMDBError) {
    var options = Options()
    options.readOnly = true
    options.create = false
    let place = try FilePlace(path: path, options: options)
    try OpenFiles.claim(place.identity, path: place.path)
    defer { OpenFiles.release(place.identity) }
    let descriptor = Glibc.open(place.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .fromSystem(errno, operation: "check", path: place.path) }
    defer { Glibc.close(descriptor) }
    let file = FileCheck(descriptor: descriptor, path: place.path)
    guard let header = try file.run() else {
      throw LMDBError(
        .missing, operation: "check", path: place.path,
        found: "an empty file", expected: "an existing database file", next: "check the path")
    }
    let pin = try SnapshotPin(place.path, mapSize: Int(clamping: header.mapSize))
    defer { pin.end() }
    try TreeWalk(file, try pin.header(file)).everything()
  }
}

/// Keeps the pages of one commit from being used again, without reading any of them through the map.
private struct SnapshotPin {
  private let path: String
  private let environment: OpaquePointer
  private let transaction: OpaquePointer

  init(_ path: String, mapSize: Int) throws(LMDBError) {
    let settings = Environment.Settings(
      path: path, flags: UInt32(MDB_NOSUBDIR | MDB_NOTLS | MDB_RDONLY), maxTables: 1, maxReaders: 126, mapSize: mapSize)
    environment = try settings.open(readOnly: true).pointer.raw
    var begun: OpaquePointer?
    let code = mdb_txn_begin(environment, nil, UInt32(MDB_RDONLY), &begun)
    guard code == 0, let begun else {
      mdb_env_close(environment)
      throw .fromLibrary(code, operation: "check", path: path)
    }
    transaction = begun
    self.path = path
  }

  /// The header page of the commit that is held. Two commits of another process may have replaced it already;
  /// then a newer commit is held instead.
  func header(_ file: FileCheck) throws(LMDBError) -> FileHeader {
    for _ in 0..<1000 {
      let held = UInt64(mdb_txn_id(transaction))
      if let header = try file.headers()?.first(where: { $0.transaction == held }) { return header }
      mdb_txn_reset(transaction)
      let code = mdb_txn_renew(transaction)
      guard code == 0 else { throw .fromLibrary(code, operation: "check", path: path) }
    }
    throw LMDBError(
      .damaged, operation: "check", path: path,
      found: "no header of commit \(mdb_txn_id(transaction))", expected: "the header of the commit that is being read",
      next: "check again while nobody writes")
  }

  func end() {
    mdb_txn_abort(transaction)
    mdb_env_close(environment)
  }
}
