import GateModel

extension Judgement {
    /// How near the measured value is to its limit: 1 is at it, more is beyond it, 0.5 is half of it.
    ///
    /// Nil where that has no meaning: no rule, nothing measured, a limit of zero.
    var closeness: Double? {
        guard let rule = demand.rule, let value = measured else { return nil }
        switch rule.condition {
        case .compare(let comparison, let limit, let other):
            let bounds = ([limit] + (other.map { [$0] } ?? [])).compactMap(bound)
            return comparison.isUpper
                ? bounds.max().flatMap { quotient(value, $0) } : bounds.min().flatMap { quotient($0, value) }
        case .range(let low, let high):
            return [quotient(value, high), quotient(low, value)].compactMap { $0 }.max()
        }
    }

    private var measured: Double? {
        switch numbers.scale {
        case .ratio: numbers.estimate.map { $0 * (numbers.baseline ?? 1) }
        case .perOperation, .exponent: numbers.estimate
        case .unit, .number: numbers.candidate ?? numbers.baseline ?? numbers.estimate
        }
    }

    private func bound(_ limit: Limit) -> Double? {
        switch limit {
        case .absolute(let bound): bound
        case .relativeShare(let share):
            numbers.scale == .ratio
                ? (numbers.baseline ?? 1) * (1 + share) : numbers.baseline.map { $0 * (1 + share) }
        case .relativeAmount(let amount): numbers.baseline.map { $0 + amount }
        }
    }

    private func quotient(_ value: Double, _ bound: Double) -> Double? {
        bound > 0 && value >= 0 && value.isFinite ? value / bound : nil
    }
}

extension Rule.Comparison {
    fileprivate var isUpper: Bool {
        switch self {
        case .lessOrEqual, .less, .equal: true
        case .greaterOrEqual, .greater: false
        }
    }
}
