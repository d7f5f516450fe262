/// The one form of our error texts: where, what was found, what was expected, what to do next.
func complaint(_ place: String, found: String, expected: String, next: String) -> String {
  "\(place): found \(found); expected \(expected). Next: \(next)."
}

/// Foreign text made safe for an error message: in quotes, control characters written out, 60 characters at most.
func quoted(_ text: some Sequence<UInt8>) -> String {
  let scalars = String(decoding: Array(text), as: UTF8.self).unicodeScalars
  let shown = String(String.UnicodeScalarView(scalars.prefix(60)))
  return scalars.count > 60 ? "\(shown.debugDescription)..." : shown.debugDescription
}
