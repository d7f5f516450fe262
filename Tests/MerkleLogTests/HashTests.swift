import MerkleLog
import Testing

@Suite("Hash")
struct HashTests {
  @Test("A hash keeps its 32 bytes in order")
  func keepsBytes() throws {
    let content = (0..<32).map { UInt8($0 * 5) }
    let hash = try #require(content.withUnsafeBytes { Hash($0) })
    #expect(hash.withUnsafeBytes { Array($0) } == content)
    var copy = [UInt8](repeating: 0xff, count: 34)
    copy.withUnsafeMutableBytes { hash.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: $0[1..<33])) }
    #expect(copy == [0xff] + content + [0xff])
    #expect(MemoryLayout<Hash>.size == 32)
    #expect(bytes(hex: hash.hex) == content)
    #expect(Hash(base64: hash.base64) == hash)
  }

  @Test("Only 32 bytes make a hash", arguments: [0, 31, 33, 64])
  func wrongLength(count: Int) {
    #expect([UInt8](repeating: 1, count: count).withUnsafeBytes { Hash($0) } == nil)
  }

  @Test("Base64 is the standard form with padding")
  func base64() {
    #expect(MerkleTree.emptyRoot.base64 == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
    #expect(Hash(base64: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=") == MerkleTree.emptyRoot)
  }

  @Test(
    "Every other spelling of the same Base64 is refused",
    arguments: [
      "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",  // no padding
      "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=",  // unused bits not zero
      "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU==",
      "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",  // URL alphabet
      "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
      " 7DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
      "47DEQpj8HBSa+/TI=W+5JCeuQeRkm5NMpJWZG3hSuFU=",
      "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==",  // 31 bytes
      "", "====",
    ])
  func strictBase64(_ text: String) {
    #expect(Hash(base64: text) == nil)
  }
}
