import GateModel

/// Operations that failed where the stage tolerates some, for a limit on a percentile of response times.
///
/// A failed operation has no time. So a pass has to hold with every one of them slower than all others, and a violation
/// without any of them; what they leave open is inconclusive.
struct ToleratedFailures {
    /// The failed ones with a time that none takes.
    let asSlowest: Samples
    /// The failed ones left out.
    let without: Samples
    private let failures: Int
    private let count: Int

    /// Nil where none failed, and where a block has nothing else: then there is no time to judge.
    init?(_ samples: Samples, on side: Side) {
        let observed = samples.observed(side)
        failures = observed.count(where: \.isFailure)
        count = observed.count
        guard failures > 0,
            samples.blocks.allSatisfy({ block in block[side].contains { !$0.isFailure } })
        else { return nil }
        asSlowest = samples.with(side) { block in block.map { $0.isFailure ? .value(Self.slowest) : $0 } }
        without = samples.with(side) { block in block.filter { !$0.isFailure } }
    }

    /// Seconds, longer than any limit.
    private static let slowest = 1e9

    /// - Parameters:
    ///   - slow: The outcome of ``asSlowest``; its numbers may be the longest time, and are not shown then.
    ///   - rest: The outcome of ``without``.
    func outcome(asSlowest slow: RuleOutcome, without rest: RuleOutcome) -> RuleOutcome {
        var outcome = rest
        outcome.numbers.flip = flip(slow.numbers.flip, rest.numbers.flip)
        if rest.verdict != .violation {
            outcome.verdict = slow.verdict == .violation ? .inconclusive(open) : slow.verdict
            outcome.numbers.upper = slow.numbers.upper.flatMap { $0 < Self.slowest ? $0 : nil }
            outcome.notes = slow.notes
        }
        outcome.notes.append(.toleratedFailures(count: failures, of: count))
        return outcome
    }

    private var open: Inconclusive {
        Inconclusive(
            .failedOperations, .observed(.failuresDecide(count: failures, of: count)))
    }

    /// Passed where the slowest are within, violated where the rest is not.
    private func flip(_ slow: LimitSensitivity?, _ rest: LimitSensitivity?) -> LimitSensitivity? {
        guard case .at(let passing) = slow, case .at(let violating) = rest else { return nil }
        return .at(
            zip(passing, violating).map { passing, violating in
                VerdictThreshold(
                    isUpper: passing.isUpper, terms: passing.terms,
                    pass: passing.pass.flatMap { $0 < Self.slowest ? $0 : nil },
                    violation: violating.violation)
            })
    }
}

extension RuleJudging {
    /// Failed operations that a rule on response times has to reckon with; nil where none failed, and where each of them makes
    /// it doubtful: nothing in the stage tolerates one, or the rule needs every time.
    func toleratedFailures(
        _ rule: Rule, _ condition: Rule.Condition, _ samples: Samples, _ side: Side
    ) -> ToleratedFailures? {
        guard stage.name == .regress || stage.name == .scale, rule.versus == nil,
            rule.metric.source == .builtIn(.responseTime), !condition.isRelative,
            let bounds = condition.bounds(at: nil),
            bounds.allSatisfy({ $0.isUpper && rule.allowedShare($0) != nil }),
            stage.rules.contains(where: { $0.toleratesFailures(of: samples.operation) })
        else { return nil }
        return ToleratedFailures(samples, on: side)
    }
}

extension Rule {
    /// Whether it is a limit on failures that lets some of them pass, and stops a gate that has more.
    fileprivate func toleratesFailures(of operation: String?) -> Bool {
        guard metric.source == .builtIn(.errors), mode == .enforce, onInconclusive == .block,
            operations.contains(where: { $0 == operation }), let bounds = condition.bounds(at: nil)
        else { return false }
        return bounds.allSatisfy { !$0.isUpper || $0.value > 0 }
            && bounds.contains { $0.isUpper && $0.value < 1 }
    }
}

extension Observed {
    fileprivate var isFailure: Bool {
        switch self {
        case .failed: true
        case .value, .silent, .notANumber: false
        }
    }
}

extension Samples {
    fileprivate func with(_ side: Side, _ change: ([Observed]) -> [Observed]) -> Samples {
        var samples = self
        samples.blocks = blocks.map { block in
            side == .baseline
                ? Block(baseline: change(block.baseline), candidate: block.candidate)
                : Block(baseline: block.baseline, candidate: change(block.candidate))
        }
        return samples
    }
}
