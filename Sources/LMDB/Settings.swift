import CLMDB
import Glibc

extension Environment {
  /// What `mdb_env_open` needs.
  struct Settings {
    let path: String
    let flags: UInt32
    let maxTables: UInt32
    let maxReaders: UInt32
    let mapSize: Int

    func open(readOnly: Bool) throws(LMDBError) -> (pointer: EnvironmentPointer, usesLocks: Bool) {
      var result = attempt(flags)
      var usesLocks = true
      if readOnly, case .failure(let code) = result, code == EACCES || code == EROFS {
        result = attempt(flags | UInt32(MDB_NOLOCK))
        usesLocks = false
      }
      switch result {
      case .success(let pointer): return (pointer, usesLocks)
      case .failure(let code): throw .fromLibrary(code, operation: "open", path: path)
      }
    }

    private enum Attempt {
      case success(EnvironmentPointer)
      case failure(Int32)
    }

    private func attempt(_ flags: UInt32) -> Attempt {
      var created: OpaquePointer?
      let code = mdb_env_create(&created)
      guard code == 0, let environment = created else { return .failure(code) }
      let steps: [() -> Int32] = [
        { mdb_env_set_mapsize(environment, mapSize) },
        { mdb_env_set_maxdbs(environment, maxTables) },
        { mdb_env_set_maxreaders(environment, maxReaders) },
        { mdb_env_open(environment, path, flags, 0o600) },
      ]
      for step in steps {
        let code = step()
        if code != 0 {
          mdb_env_close(environment)
          return .failure(code)
        }
      }
      return .success(EnvironmentPointer(raw: environment))
    }
  }
}
