/// The code of a rule. A code never changes its meaning. The order here is the documented order: when several rules
/// fail, the first of them is reported.
public enum RuleCode: String, CaseIterable, Sendable {
  // The form of a command.
  case malformed = "malformed"
  case unknownType = "unknown-type"
  case wrongSubject = "wrong-subject"
  case unknownCountry = "unknown-country"
  case unknownCurrency = "unknown-currency"
  case amountPrecision = "amount-precision"
  case unknownCode = "unknown-code"
  // The envelope.
  case duplicateId = "duplicate-id"
  case clock = "clock"
  case stale = "stale"
  case notPermitted = "not-permitted"
  case approvalMissing = "approval-missing"
  case selfApproval = "self-approval"
  case lastAdministrator = "last-administrator"
  case periodClosed = "period-closed"
  case dateInFuture = "date-in-future"
  // The subject and what it refers to.
  case unknownSubject = "unknown-subject"
  case alreadyExists = "already-exists"
  case unknownPartner = "unknown-partner"
  case internalFundNotAPartner = "internal-fund-not-a-partner"
  case mergeLoop = "merge-loop"
  // Amounts and lists.
  case withdrawnCurrency = "withdrawn-currency"
  case withdrawnCountry = "withdrawn-country"
  case amountNotPositive = "amount-not-positive"
  case repeatedEntry = "repeated-entry"
  case sharesOver100 = "shares-over-100"
  case mixedShares = "mixed-shares"
  case datesReversed = "dates-reversed"
  // The life of a subject.
  case beforeSignature = "before-signature"
  case projectNotOpen = "project-not-open"
  case notActive = "not-active"
  case addendumNumberUsed = "addendum-number-used"
  case currencyDiffers = "currency-differs"
  case totalNegative = "total-negative"
  case rateMissing = "rate-missing"
  case exceedsAvailable = "exceeds-available"
  case alreadyReversed = "already-reversed"
  case notReversible = "not-reversible"
  case hasDependents = "has-dependents"
}

/// Why a command is not recorded: which rule, where in the command, what was found, what was expected, and what to do
/// next.
public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
  public let code: RuleCode
  public let at: String
  public let found: String
  public let expected: String
  public let remedy: String

  public init(_ code: RuleCode, at: String, found: String, expected: String, remedy: String) {
    (self.code, self.at, self.found, self.expected, self.remedy) = (code, at, found, expected, remedy)
  }

  public var description: String {
    "\(code.rawValue): \(at): found \(found); expected \(expected). \(remedy)"
  }
}
