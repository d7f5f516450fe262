/// A list that holds up to two elements in place, as nearly all lists of an event are so short: an array would take
/// memory of its own, which costs more than to read the elements. Longer lists are arrays. Each list has one form only,
/// so equal lists are equal values.
public enum SmallList<Element> {
  case none
  case one(Element)
  case two(Element, Element)
  /// Three or more.
  case many([Element])

  public init(_ list: [Element]) {
    switch list.count {
    case 0: self = .none
    case 1: self = .one(list[0])
    case 2: self = .two(list[0], list[1])
    default: self = .many(list)
    }
  }
}

extension SmallList: Sendable where Element: Sendable {}
extension SmallList: Equatable where Element: Equatable {}
extension SmallList: Hashable where Element: Hashable {}

extension SmallList: RandomAccessCollection {
  @inlinable public var startIndex: Int { 0 }

  @inlinable public var endIndex: Int {
    switch self {
    case .none: 0
    case .one: 1
    case .two: 2
    case .many(let list): list.count
    }
  }

  /// Stops the program beyond the end.
  @inlinable public subscript(_ index: Int) -> Element {
    switch self {
    case .one(let only) where index == 0: return only
    case .two(let first, let second) where index == 0 || index == 1: return index == 0 ? first : second
    case .many(let list): return list[index]
    case .none, .one, .two: preconditionFailure("index \(index) in a list of \(count)")
    }
  }
}
