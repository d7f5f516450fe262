/// The code of a rule. A code never changes its meaning. The order here is the documented order: when several rules
/// fail, the first of them is reported.
public enum RuleCode: String, CaseIterable, Sendable {
  // The form of a command.
  /// The command has not the members that its event demands.
  case malformed = "malformed"
  /// There is no event of this type.
  case unknownType = "unknown-type"
  /// The event belongs to another kind of subject.
  case wrongSubject = "wrong-subject"
  /// No country has this code (ISO 3166-1, three letters).
  case unknownCountry = "unknown-country"
  /// No currency has this code (ISO 4217).
  case unknownCurrency = "unknown-currency"
  /// The amount has more decimals than its currency.
  case amountPrecision = "amount-precision"
  /// The code of a plan, priority, theme, region or kind is not in its list.
  case unknownCode = "unknown-code"
  // The envelope.
  /// The id was used before with another content. The same content again is no refusal: it is answered with the
  /// first position.
  case duplicateId = "duplicate-id"
  /// The clock stands before the last line of the book, and nobody has said to go on all the same.
  case clock = "clock"
  /// The subject has another number of records than the author believed.
  case stale = "stale"
  /// The actor has not the role that the event needs.
  case notPermitted = "not-permitted"
  /// The event or its override needs a second person, and none is named.
  case approvalMissing = "approval-missing"
  /// Who approves is the actor.
  case selfApproval = "self-approval"
  /// Nobody would be left who may grant roles.
  case lastAdministrator = "last-administrator"
  /// The fact lies in a closed period, and no reason is given why it comes late.
  case periodClosed = "period-closed"
  /// What happens cannot be recorded before its day.
  case dateInFuture = "date-in-future"
  // The subject and what it refers to.
  /// The book has no such subject, or no record at the position.
  case unknownSubject = "unknown-subject"
  /// The subject was brought into the book before.
  case alreadyExists = "already-exists"
  /// The book has no such partner.
  case unknownPartner = "unknown-partner"
  /// Money from inside is not the money of a partner (requirement R05).
  case internalFundNotAPartner = "internal-fund-not-a-partner"
  /// A partner would count as itself, or was merged already.
  case mergeLoop = "merge-loop"
  // Amounts and lists.
  /// The currency did not exist any more on the day of the fact.
  case withdrawnCurrency = "withdrawn-currency"
  /// The country did not exist any more on the day of the fact.
  case withdrawnCountry = "withdrawn-country"
  /// The amount is zero or less where something has to be given.
  case amountNotPositive = "amount-not-positive"
  /// A list names one thing twice.
  case repeatedEntry = "repeated-entry"
  /// The shares of the countries add to more than 100 %.
  case sharesOver100 = "shares-over-100"
  /// Some countries have a share and others have none.
  case mixedShares = "mixed-shares"
  /// The end lies before the beginning.
  case datesReversed = "dates-reversed"
  // The life of a subject.
  /// The project is not signed on that day or at all.
  case beforeSignature = "before-signature"
  /// The project is in another phase: completed, closed or cancelled.
  case projectNotOpen = "project-not-open"
  /// What should be ended or changed does not stand.
  case notActive = "not-active"
  /// The project has an addendum with this number.
  case addendumNumberUsed = "addendum-number-used"
  /// A change can mean several lines of a project.
  case ambiguousLine = "ambiguous-line"
  /// Money is added to a promise in another currency.
  case currencyDiffers = "currency-differs"
  /// More is taken away than was promised.
  case totalNegative = "total-negative"
  /// Two currencies have to be compared, and the book has no rate for the day.
  case rateMissing = "rate-missing"
  /// More is paid out than is there. An override with an approver may allow it.
  case exceedsAvailable = "exceeds-available"
  /// The record was reversed before.
  case alreadyReversed = "already-reversed"
  /// The record is itself a reversal.
  case notReversible = "not-reversible"
  /// A reversal names a replacement that does not come with it.
  case replacementMissing = "replacement-missing"
  /// Later records rest on the record. It has to be corrected, or they have to be reversed first.
  case hasDependents = "has-dependents"
  /// A fact comes late, and a later one would break a rule after it.
  case laterRecordBreaks = "later-record-breaks"
}

/// Why a command is not recorded: which rule, where in the command, what was found, what was expected, and what to do
/// next.
public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The rule that refused. For programs; the other members are for people.
  public let code: RuleCode
  /// The member of the command, with points between its levels, such as `event.value`.
  public let at: String
  /// What stands there.
  public let found: String
  /// What the rule allows.
  public let expected: String
  /// What to do next, as a whole sentence.
  public let remedy: String

  /// A refusal of the four parts that people are shown, and its code.
  public init(_ code: RuleCode, at: String, found: String, expected: String, remedy: String) {
    (self.code, self.at, self.found, self.expected, self.remedy) = (code, at, found, expected, remedy)
  }

  /// One line: code, place, what was found, what was expected, what to do next.
  public var description: String {
    "\(code.rawValue): \(at): found \(found); expected \(expected). \(remedy)"
  }
}
