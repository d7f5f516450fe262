import Glibc
import Testing

@testable import LMDB

@Suite("A file that cannot be used is refused before it is mapped")
struct RefusalTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aMissingFileOrFolder() throws {
    var options = smallOptions()
    options.create = false
    #expect(refusal { _ = try openRows(folder.file(), options: options) } == .missing)
    options.create = true
    options.readOnly = true
    #expect(refusal { _ = try openRows(folder.file(), options: options) } == .missing)
    #expect(refusal { _ = try openRows(folder.path + "/absent/rows.mdb") } == .missing)
    #expect(throws: LostFolder.self) { try readBytes(folder.file()) }
  }

  @Test func aFolderInPlaceOfAFile() throws {
    #expect(refusal { _ = try openRows(folder.path) } == .notARegularFile)
  }

  @Test func anEmptyFileIsANewOne() throws {
    try writeBytes([], to: folder.file())
    var options = smallOptions()
    options.create = false
    #expect(refusal { _ = try openRows(folder.file(), options: options) } == .missing)
    options.create = true
    #expect(try openRows(folder.file(), options: options).format == testFormat)
  }

  @Test func aTextFileIsNotADatabase() throws {
    try writeBytes(Array(repeating: UInt8(ascii: "a"), count: 20000), to: folder.file())
    #expect(refusal { _ = try openRows(folder.file()) } == .notLMDB)
  }

  @Test func aSecondEnvironmentOnOneFileIsRefused() throws {
    let env = try openRows(folder.file())
    #expect(refusal { _ = try openRows(folder.file()) } == .alreadyOpen)
    #expect(symlink(folder.file(), folder.file("alias.mdb")) == 0)
    #expect(refusal { _ = try openRows(folder.file("alias.mdb")) } == .alreadyOpen)
    var readOnly = smallOptions()
    readOnly.readOnly = true
    #expect(refusal { _ = try openRows(folder.file(), options: readOnly) } == .alreadyOpen)
    try env.close()
    let alias = try openRows(folder.file("alias.mdb"))
    #expect(alias.path == folder.file())
  }

  @Test func anEnvironmentThatIsLetGoCanBeOpenedAgain() throws {
    _ = try openRows(folder.file())
    _ = try openRows(folder.file())
  }

  /// A file that is deleted while it is open gives its number away when it is closed, often to the next new file.
  @Test func aNewFileIsNeverTakenForOneThatWasDeletedWhileOpen() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        let path = folder.file("\(number).mdb")
        group.addTask {
          for _ in 0..<2000 {
            let env = try openRows(path, options: smallOptions(mapSize: 1 << 20))
            unlink(path)
            unlink(path + "-lock")
            try env.close()
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func aRefusedOpeningLeavesTheFileFree() throws {
    _ = try openRows(folder.file())
    let other = Format(name: "other", version: "1")
    #expect(
      refusal { _ = try Environment(path: folder.file(), format: other) }
        == .otherFormat(found: testFormat, expected: other))
    _ = try openRows(folder.file())
  }

  @Test func anotherVersionOfTheFormatIsNamed() throws {
    _ = try openRows(folder.file())
    let newer = Format(name: testFormat.name, version: "2")
    do {
      _ = try Environment(path: folder.file(), format: newer)
      Issue.record("the file was opened")
    } catch {
      #expect(error.code == .otherFormat(found: testFormat, expected: newer))
      #expect(
        error.description == """
          open in \(folder.file()): found a file of format test rows 1; expected a file of format test rows 2; \
          next: open it with the program that wrote it, or with a version that reads this format
          """)
    }
  }

  @Test func aReadOnlyEnvironmentRefusesWrites() throws {
    do {
      let env = try openRows(folder.file())
      let rows = try env.table("rows", key: UInt64.self, value: String.self)
      try env.write { (txn) throws in try rows.put(1, "x", in: &txn) }
    }
    var options = smallOptions()
    options.readOnly = true
    let env = try openRows(folder.file(), options: options)
    #expect(env.usesLocks)
    let rows = try env.table("rows", key: UInt64.self, value: String.self)
    try env.read { (txn) throws in #expect(try rows.get(1, in: txn) == "x") }
    #expect(refusal { try env.write { _ in } } == .readOnly)
    #expect(refusal { _ = try env.table("new", key: UInt64.self, value: String.self) } == .noTable)
  }

  /// A user with all rights cannot be refused by permissions.
  @Test(.enabled(if: geteuid() != 0)) func permissionsThatDoNotAllowWriting() throws {
    _ = try openRows(folder.file())
    var readOnly = smallOptions()
    readOnly.readOnly = true
    unlink(folder.file() + "-lock")
    chmod(folder.path, 0o500)
    defer { chmod(folder.path, 0o700) }
    #expect(refusal { _ = try openRows(folder.file()) } == .notWritable)
    #expect(refusal { _ = try openRows(folder.file("new.mdb")) } == .notWritable)
    #expect(try openRows(folder.file(), options: readOnly).usesLocks == false)
    chmod(folder.path, 0o700)
    chmod(folder.file(), 0o400)
    #expect(refusal { _ = try openRows(folder.file()) } == .notWritable)
    #expect(try openRows(folder.file(), options: readOnly).usesLocks)
  }

  @Test func networkFileSystemsAreKnownByNumber() {
    #expect(FilePlace.networkFileSystem(0x6969) == "NFS")
    #expect(FilePlace.networkFileSystem(0xFF53_4D42) == "CIFS")
    #expect(FilePlace.networkFileSystem(0x0102_1997) == "9P")
    #expect(FilePlace.networkFileSystem(0xEF53) == nil)
    #expect(FilePlace.networkFileSystem(0x6573_5546) == nil)
  }

  @Test func optionsThatMakeNoSense() {
    var options = smallOptions()
    options.mapSize = 0
    #expect(refusal { _ = try openRows(folder.file(), options: options) } == .invalidOption)
  }
}
