import GateModel

extension Rule.Condition {
    /// Whether this leaves less room than another condition with the same comparison and the same kinds of limits.
    func isTighter(than other: Rule.Condition) -> Bool {
        guard case .compare(let comparison, let limit, let second) = self,
            case .compare(_, let otherLimit, let otherSecond) = other,
            let order = limit.order(against: otherLimit)
        else { return false }
        let orders: [Double]
        switch (second, otherSecond) {
        case (nil, nil): orders = [order]
        case (let second?, let otherSecond?):
            guard let order2 = second.order(against: otherSecond) else { return false }
            orders = [order, order2]
        case (nil, _): orders = [order]
        case (_, nil): return false
        }
        let sign: Double = comparison == .lessOrEqual || comparison == .less ? -1 : 1
        return orders.allSatisfy { $0 * sign >= 0 } && (orders.contains { $0 != 0 } || second != otherSecond)
    }
}

extension Limit {
    /// How much further up this limit lies than one of the same kind; nil for another kind.
    fileprivate func order(against other: Limit) -> Double? {
        switch (self, other) {
        case (.absolute(let first), .absolute(let second)),
            (.relativeShare(let first), .relativeShare(let second)),
            (.relativeAmount(let first), .relativeAmount(let second)):
            first - second
        case (.absolute, _), (.relativeShare, _), (.relativeAmount, _): nil
        }
    }
}
