import Glibc
import LMDB
import Testing

let testFormat = Format(name: "test rows", version: "1")

/// A folder that is removed when the test ends.
final class TemporaryFolder {
  let path: String

  init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
    var template = Array("\(parent)/lmdb-tests-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw LostFolder() }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  func file(_ name: String = "rows.mdb") -> String { path + "/" + name }

  deinit {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      unlink(path + "/" + name)
    }
    closedir(folder)
    rmdir(path)
  }
}

struct LostFolder: Error {}
struct Refused: Error {}

func smallOptions(mapSize: Int = 64 << 20) -> Environment.Options {
  var options = Environment.Options()
  options.mapSize = mapSize
  options.durability = .none
  return options
}

func openRows(_ path: String, options: Environment.Options = smallOptions()) throws -> Environment {
  try Environment(path: path, format: testFormat, options: options)
}

func readBytes(_ path: String) throws -> [UInt8] {
  guard let file = fopen(path, "r") else { throw LostFolder() }
  defer { fclose(file) }
  var all: [UInt8] = []
  var part = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = fread(&part, 1, part.count, file)
    if count == 0 { return all }
    all += part[..<count]
  }
}

func writeBytes(_ bytes: some Collection<UInt8>, to path: String) throws {
  guard let file = fopen(path, "w") else { throw LostFolder() }
  defer { fclose(file) }
  let array = Array(bytes)
  guard fwrite(array, 1, array.count, file) == array.count else { throw LostFolder() }
}

/// The code of the error that `body` throws, or nil.
func refusal(_ body: () throws -> Void) -> LMDBError.Code? {
  do {
    try body()
    return nil
  } catch let error as LMDBError {
    return error.code
  } catch {
    Issue.record("unexpected error \(error)")
    return nil
  }
}

/// A generator that a failing test can repeat: SplitMix64.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
