import GateModel

/// `<= 15 ms`, or one end of a range.
struct OneSidedBound: Equatable {
    let comparison: Rule.Comparison
    let value: Double

    var isUpper: Bool { comparison.isUpper }

    func holds(_ number: Double) -> Bool {
        switch comparison {
        case .lessOrEqual: number <= value
        case .greaterOrEqual: number >= value
        case .equal: number == value
        case .less: number < value
        case .greater: number > value
        }
    }

    /// How far beyond the bound; negative within it.
    func excess(of number: Double) -> Double { isUpper ? number - value : value - number }
}

extension Rule.Comparison {
    /// Whether it limits what is large; `==` limits both, see ``Rule/Condition/bounds(at:)``.
    var isUpper: Bool {
        switch self {
        case .lessOrEqual, .less, .equal: true
        case .greaterOrEqual, .greater: false
        }
    }
}

extension Rule.Condition {
    /// The bounds that must all hold where the baseline's value is `level`: one, or two for a range and for
    /// `==`.
    ///
    /// Nil for a relative condition without a level.
    func bounds(at level: Double?) -> [OneSidedBound]? {
        switch self {
        case .range(let low, let high):
            return [
                OneSidedBound(comparison: .greaterOrEqual, value: low),
                OneSidedBound(comparison: .lessOrEqual, value: high),
            ]
        case .compare(let comparison, let limit, let other):
            guard let first = limit.bound(at: level), let second = (other ?? limit).bound(at: level) else {
                return nil
            }
            let ends: [Rule.Comparison] =
                comparison == .equal ? [.greaterOrEqual, .lessOrEqual] : [comparison]
            return ends.map { end in
                OneSidedBound(comparison: end, value: end.isUpper ? max(first, second) : min(first, second))
            }
        }
    }

    /// The sample that a rule about every sample speaks of: the one farthest beyond a bound, or nearest to
    /// it.
    func worst(of values: [Double]) -> Double? {
        if let bounds = bounds(at: nil) {
            let excess = { (value: Double) in bounds.reduce(-.infinity) { max($0, $1.excess(of: value)) } }
            return values.max { excess($0) < excess($1) }
        }
        if case .compare(let comparison, _, _) = self, !comparison.isUpper { return values.min() }
        return values.max()
    }
}

extension Limit {
    /// The bound where the baseline's value is `level`; nil for a relative limit without one.
    func bound(at level: Double?) -> Double? {
        switch self {
        case .absolute(let bound): bound
        case .relativeShare(let share): level.map { $0 * (1 + share) }
        case .relativeAmount(let amount): level.map { $0 + amount }
        }
    }
}
