import GateModel

extension Rule.Condition {
    /// Whether this allows less than another condition; false where the two differ in comparison or kinds of limits.
    func isTighter(than other: Rule.Condition) -> Bool {
        if case .range(let low, let high) = self, case .range(let otherLow, let otherHigh) = other {
            return low >= otherLow && high <= otherHigh && (low, high) != (otherLow, otherHigh)
        }
        guard case .compare(let comparison, let limit, let second) = self,
            case .compare(_, let otherLimit, let otherSecond) = other,
            let room = limit.room(beyond: otherLimit, comparison)
        else { return false }
        switch (second, otherSecond) {
        case (nil, nil): return room < 0
        case (nil, .some): return room <= 0
        case (.some, nil): return false
        case (let second?, let otherSecond?):
            guard let more = second.room(beyond: otherSecond, comparison) else { return false }
            return room <= 0 && more <= 0 && (room, more) != (0, 0)
        }
    }
}

extension Limit {
    /// How much more this limit allows than another of the same kind; nil for another kind.
    fileprivate func room(beyond other: Limit, _ comparison: Rule.Comparison) -> Double? {
        switch (self, other) {
        case (.absolute(let first), .absolute(let second)),
            (.relativeShare(let first), .relativeShare(let second)),
            (.relativeAmount(let first), .relativeAmount(let second)):
            switch comparison {
            case .lessOrEqual, .less: first - second
            case .greaterOrEqual, .greater: second - first
            case .equal: nil
            }
        case (.absolute, _), (.relativeShare, _), (.relativeAmount, _): nil
        }
    }
}
