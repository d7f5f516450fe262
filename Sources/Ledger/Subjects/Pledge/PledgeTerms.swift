import Reference

public enum PledgeKind: String, CaseIterable, Sendable { case financial, inKind, policy, advocacy, programmatic }
public enum PledgeFocus: String, CaseIterable, Sendable { case access, adoption, valueCreation, accelerate }
public enum PledgeStatus: String, CaseIterable, Sendable { case notStarted, inProgress, completed, delayed }
public enum GroupCode: String, CaseIterable, Sendable { case ldc = "LDC", lldc = "LLDC", sids = "SIDS" }

/// What a pledge promises: all of it in `PledgeMade`, any part of it in `PledgeRevised`.
public struct PledgeTerms: Hashable, Sendable {
  public var countries: [Alpha3] = []
  public var displaced: Bool?
  public var ends: Day?
  public var focus: [PledgeFocus] = []
  public var groups: [GroupCode] = []
  public var kinds: [PledgeKind] = []
  public var starts: Day?
  public var title: String?

  public init(
    title: String? = nil, kinds: [PledgeKind] = [], focus: [PledgeFocus] = [], groups: [GroupCode] = [],
    countries: [Alpha3] = [], displaced: Bool? = nil, starts: Day? = nil, ends: Day? = nil
  ) {
    (self.title, self.kinds, self.focus, self.groups) = (title, kinds, focus, groups)
    (self.countries, self.displaced, self.starts, self.ends) = (countries, displaced, starts, ends)
  }

  /// Takes over every part that `new` states.
  mutating func revise(with new: PledgeTerms) {
    if !new.countries.isEmpty { countries = new.countries }
    displaced = new.displaced ?? displaced
    ends = new.ends ?? ends
    if !new.focus.isEmpty { focus = new.focus }
    if !new.groups.isEmpty { groups = new.groups }
    if !new.kinds.isEmpty { kinds = new.kinds }
    starts = new.starts ?? starts
    title = new.title ?? title
  }
}
