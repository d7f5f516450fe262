import Reports

/// The forms of a table. A new form is a case here, with whom it is for and its writer, and the file of the writer.
public enum TableForm: String, CaseIterable, Sendable {
  case text, csv, json, html

  public var use: String {
    switch self {
    case .text: "for people"
    case .csv: "for spreadsheets"
    case .json: "for programs"
    case .html: "for pages"
    }
  }
}

extension Table {
  /// The whole table in one form, as UTF-8.
  /// - Parameter width: of the terminal, in which text is wrapped; nil for one line for each row.
  public func bytes(_ form: TableForm, width: Int? = nil) -> [UInt8] {
    switch form {
    case .text: text(width: width)
    case .csv: csv()
    case .json: json()
    case .html: html()
    }
  }
}
