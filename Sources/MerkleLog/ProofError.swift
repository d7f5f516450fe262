/// Why a proof cannot be made or does not hold.
public enum ProofError: Error, Equatable {
  /// There is no leaf `index` in a tree of `size` leaves.
  case leafOutsideTree(index: UInt64, size: UInt64)
  /// The old size is larger than the new one.
  case sizesOutOfOrder(from: UInt64, to: UInt64)
  /// The tree has more leaves than ``Frontier/maximumSize``.
  case treeTooLarge(size: UInt64)
  /// The way to the root ends before all `count` hashes are used.
  case proofTooLong(count: Int)
  /// The `count` hashes do not lead up to the root.
  case proofTooShort(count: Int)
  /// The hashes lead to another root than the one that was given.
  case rootMismatch(computed: Hash, expected: Hash)
  /// In a consistency proof, the hashes lead to another root of the old tree than the one that was given.
  case oldRootMismatch(computed: Hash, expected: Hash)
}

extension ProofError: CustomStringConvertible {
  /// One line: where, what was found, what was expected, what to do next. Safe to print.
  public var description: String {
    switch self {
    case .leafOutsideTree(let index, let size):
      complaint(
        "inclusion proof", found: "leaf \(index) in a tree of \(size) leaves",
        expected: "a leaf number below the size", next: "check the leaf number, or use a later checkpoint")
    case .sizesOutOfOrder(let from, let to):
      complaint(
        "consistency proof", found: "old size \(from), new size \(to)",
        expected: "an old size not above the new one", next: "check the order of the two checkpoints")
    case .treeTooLarge(let size):
      complaint(
        "tree", found: "size \(size)", expected: "at most \(Frontier.maximumSize) leaves",
        next: "check where the size was read; it is not a real one")
    case .proofTooLong(let count):
      complaint(
        "proof", found: "\(count) hashes", expected: "fewer for these sizes",
        next: "ask for the proof again; do not trust this one")
    case .proofTooShort(let count):
      complaint(
        "proof", found: "\(count) hashes", expected: "more for these sizes",
        next: "ask for the proof again; do not trust this one")
    case .rootMismatch(let computed, let expected):
      complaint(
        "proof", found: "a path to root \(computed)", expected: "root \(expected)",
        next: "compare record, sizes and checkpoint with the originals; one of them was changed")
    case .oldRootMismatch(let computed, let expected):
      complaint(
        "consistency proof", found: "a path to old root \(computed)", expected: "old root \(expected)",
        next: "keep both checkpoints; together they can show that history was changed")
    }
  }
}
