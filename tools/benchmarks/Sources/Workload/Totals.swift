/// What the reports of a workload must show, in minor units, known while it is made. Every program under measurement
/// has to give the same numbers before its time counts.
public struct Totals: Sendable {
  public struct Row: Sendable {
    public let currency: String
    /// Signed money with all addenda.
    public var signed = 0
    public var received = 0
    public var disbursed = 0
  }

  public var rows = WorkCurrency.all.map { Row(currency: $0.code.description) }
  public var records = 0
  public var bytes = 0

  /// One line for each currency, sorted by its code: `CHF signed received disbursed`, in minor units.
  public var text: String {
    rows.sorted { $0.currency < $1.currency }.map { "\($0.currency) \($0.signed) \($0.received) \($0.disbursed)\n" }
      .joined()
  }
}
