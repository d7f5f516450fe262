import LMDB
import Testing

@Suite("A table keeps what was put")
struct TableTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func valuesOfEachTypeComeBackAfterReopening() throws {
    do {
      let env = try openRows(folder.file())
      let numbers = try env.table("numbers", key: UInt64.self, value: UInt32.self)
      let texts = try env.table("texts", key: String.self, value: String.self)
      let raw = try env.table("raw", key: Bytes.self, value: Bytes.self)
      try env.write { (txn) throws in
        try numbers.put(.max, 7, in: &txn)
        try texts.put("Sénégal", "", in: &txn)
        try raw.put([0], [1, 2, 3], in: &txn)
      }
      try env.close()
    }
    let env = try openRows(folder.file())
    let numbers = try env.table("numbers", key: UInt64.self, value: UInt32.self, create: false)
    let texts = try env.table("texts", key: String.self, value: String.self, create: false)
    let raw = try env.table("raw", key: Bytes.self, value: Bytes.self, create: false)
    try env.read { (txn) throws in
      #expect(try numbers.get(.max, in: txn) == 7)
      #expect(try numbers.get(0, in: txn) == nil)
      #expect(try texts.get("Sénégal", in: txn) == "")
      #expect(try raw.get([0], in: txn) == [1, 2, 3])
      #expect(try raw.withValue([0], in: txn) { $0.count } == 3)
      #expect(try raw.withValue([9], in: txn) { $0.count } == nil)
    }
  }

  @Test func firstLastAndCount() throws {
    let env = try openRows(folder.file())
    let rows = try env.table("rows", key: UInt64.self, value: String.self)
    try env.write { (txn) throws in
      #expect(try rows.first(in: txn) == nil)
      #expect(try rows.last(in: txn) == nil)
      for key: UInt64 in [300, 2, 1 << 40] { try rows.put(key, "row \(key)", in: &txn) }
      #expect(try rows.first(in: txn)?.key == 2)
      #expect(try rows.last(in: txn)?.value == "row \(1 << 40)")
      #expect(try rows.count(in: txn) == 3)
    }
  }

  @Test func deleteAndDrop() throws {
    let env = try openRows(folder.file())
    let rows = try env.table("rows", key: UInt32.self, value: String.self)
    try env.write { (txn) throws in
      for key: UInt32 in 0..<10 { try rows.put(key, "x", in: &txn) }
      #expect(try rows.delete(4, in: &txn))
      #expect(try rows.delete(4, in: &txn) == false)
      #expect(try rows.count(in: txn) == 9)
      try rows.drop(in: &txn)
      #expect(try rows.count(in: txn) == 0)
      try rows.put(1, "again", in: &txn)
    }
    try env.read { (txn) throws in #expect(try rows.get(1, in: txn) == "again") }
  }

  @Test func noOverwriteRefusesAKeyThatIsThere() throws {
    let env = try openRows(folder.file())
    let rows = try env.table("rows", key: UInt32.self, value: String.self)
    try env.write { (txn) throws in
      try rows.put(1, "first", mode: .noOverwrite, in: &txn)
      #expect(refusal { try rows.put(1, "second", mode: .noOverwrite, in: &txn) } == .keyExists)
      #expect(try rows.get(1, in: txn) == "first")
      try rows.put(1, "third", in: &txn)
      #expect(try rows.get(1, in: txn) == "third")
    }
  }

  @Test func appendRefusesAKeyThatIsNotGreater() throws {
    let env = try openRows(folder.file())
    let rows = try env.table("rows", key: UInt64.self, value: String.self)
    try env.write { (txn) throws in
      try rows.put(255, "a", mode: .append, in: &txn)
      try rows.put(256, "b", mode: .append, in: &txn)
      #expect(refusal { try rows.put(256, "c", mode: .append, in: &txn) } == .appendOutOfOrder)
      #expect(refusal { try rows.put(3, "c", mode: .append, in: &txn) } == .appendOutOfOrder)
    }
    try env.read { (txn) throws in #expect(try rows.count(in: txn) == 2) }
  }

  @Test func reservedRoomHoldsWhatWasFilledIn() throws {
    let env = try openRows(folder.file())
    let rows = try env.table("rows", key: UInt64.self, value: Bytes.self)
    try env.write { (txn) throws in
      try rows.reserve(5, count: 9000, in: &txn) { room in
        for index in room.indices { room[index] = UInt8(truncatingIfNeeded: index) }
      }
      try [UInt8]([1, 2]).withUnsafeBytes { try rows.put(6, bytes: $0, in: &txn) }
    }
    try env.read { (txn) throws in
      #expect(try rows.get(5, in: txn) == Bytes((0..<9000).map { UInt8(truncatingIfNeeded: $0) }))
      #expect(try rows.get(6, in: txn) == [1, 2])
    }
  }

  @Test(arguments: [0, 512, 5000]) func aKeyOfAWrongSizeIsRefused(size: Int) throws {
    let env = try openRows(folder.file())
    let rows = try env.table("rows", key: Bytes.self, value: Bytes.self)
    let key = Bytes(repeatElement(1, count: size))
    try env.write { (txn) throws in
      #expect(refusal { try rows.put(key, [], in: &txn) } == .keySize)
      #expect(try rows.get(key, in: txn) == nil)
      #expect(try rows.delete(key, in: &txn) == false)
      try rows.put(Bytes(repeatElement(1, count: 511)), [1], in: &txn)
    }
  }

  @Test func bytesOfAnotherTypeAreAnError() throws {
    let env = try openRows(folder.file())
    let texts = try env.table("rows", key: String.self, value: Bytes.self)
    try env.write { (txn) throws in try texts.put("abc", [0xFF], in: &txn) }
    let wrong = try env.table("rows", key: String.self, value: String.self)
    let wrongKey = try env.table("rows", key: UInt64.self, value: Bytes.self)
    try env.read { (txn) throws in
      #expect(refusal { _ = try wrong.get("abc", in: txn) } == .malformed)
      #expect(refusal { _ = try wrongKey.first(in: txn) } == .malformed)
    }
  }

  @Test func aTableOfAnotherFileIsRefused() throws {
    let one = try openRows(folder.file("one.mdb"))
    let two = try openRows(folder.file("two.mdb"))
    let rows = try one.table("rows", key: UInt64.self, value: String.self)
    _ = try two.table("other rows", key: UInt64.self, value: String.self)
    try two.write { (txn) throws in
      #expect(refusal { try rows.put(1, "lost", in: &txn) } == .otherEnvironment)
      #expect(refusal { _ = try rows.get(1, in: txn) } == .otherEnvironment)
    }
  }

  @Test func namesThatCannotBeUsed() throws {
    let env = try openRows(folder.file())
    for name in ["_format", "", "a\0b"] {
      #expect(refusal { _ = try env.table(name, key: String.self, value: String.self) } == .reservedName)
    }
    #expect(refusal { _ = try env.table("absent", key: String.self, value: String.self, create: false) } == .noTable)
  }

  @Test func moreTablesThanTheOptionAllows() throws {
    var options = smallOptions()
    options.maxTables = 2
    let env = try openRows(folder.file(), options: options)
    _ = try env.table("a", key: String.self, value: String.self)
    _ = try env.table("b", key: String.self, value: String.self)
    #expect(refusal { _ = try env.table("c", key: String.self, value: String.self) } == .tablesFull)
    _ = try env.table("a", key: String.self, value: String.self)
  }
}
