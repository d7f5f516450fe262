import Views

extension Array where Element: Sendable {
  /// Two threads work on one half of the elements each.
  func inHalves<Value: Sendable>(_ work: @Sendable (ArraySlice<Element>) -> Value) -> [Value] {
    sideBySide(2) { half in work(half == 0 ? self[..<(count / 2)] : self[(count / 2)...]) }
  }
}
