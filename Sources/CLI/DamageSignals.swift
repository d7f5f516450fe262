import Foundation

/// The last line of defence against a damaged file. LMDB trusts its pages: what the checks before do not see can end in
/// an access outside the map (SIGSEGV, SIGBUS) or in a failed assertion of its own (SIGABRT). Then one complaint is
/// written and the program ends with status 3, as for any damaged ledger.
///
/// A handler may do very little: it writes bytes that were laid out before, and ends.
enum DamageSignals {
  /// Where the complaint lies, ready to be written. Changed only by `watch`, before the ledger is opened.
  nonisolated(unsafe) private static var complaint = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

  /// Call it before a ledger is opened; again where another one is opened.
  static func watch(_ ledger: String) {
    let text =
      "pledgebook: \(ledger): found a file that LMDB cannot read; expected a sound one. Run `pledgebook verify`; "
      + "restore from a copy.\n"
    let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
    _ = bytes.initialize(from: text.utf8)
    // The one before is left where it is: a handler on another thread may be writing it.
    complaint = UnsafeBufferPointer(bytes)
    for number in [SIGSEGV, SIGBUS, SIGABRT] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { _ in
        _ = write(STDERR_FILENO, DamageSignals.complaint.baseAddress, DamageSignals.complaint.count)
        _exit(ExitStatus.damaged.rawValue)
      }
      sigaction(number, &action, nil)
    }
  }
}
