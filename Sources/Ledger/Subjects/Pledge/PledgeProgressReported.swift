public struct PledgeProgressReported: Hashable, Sendable {
  public let delivered: Money?
  public let status: PledgeStatus
  public let text: String?

  public init(_ status: PledgeStatus, delivered: Money? = nil, text: String? = nil) {
    (self.status, self.delivered, self.text) = (status, delivered, text)
  }

  init(from r: inout LineReader) throws(LineError) {
    delivered = try r.optionalMoney("delivered")
    try r.need("status")
    status = try r.oneOf(PledgeStatus.self)
    text = try r.optionalText("text")
    try r.type("PledgeProgressReported")
  }

  func write(to w: inout LineWriter) {
    w.member("delivered", money: delivered)
    w.member("status", plain: status.rawValue)
    w.member("text", text: text)
    w.type("PledgeProgressReported")
  }

  var sentence: Sentence {
    "progress: \(status.rawValue)\(delivered.map { ", delivered \($0)" })\(because: text)"
  }
}

extension Rules {
  func check(_ report: PledgeProgressReported) throws(Refusal) {
    _ = try pledge()
    if let delivered = report.delivered {
      try current(delivered, at: "event.delivered")
      try notNegative(delivered, at: "event.delivered")
    }
  }
}
