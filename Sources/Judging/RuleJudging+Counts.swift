import GateModel
import Statistics

extension RuleJudging {
    /// Counts that repeat are compared pair by pair, exactly: the same input gives the same count again. The
    /// others are compared by intervals, where the rule tolerates any change.
    func countOutcome(_ rule: Rule, _ condition: Rule.Condition, _ samples: Samples) -> RuleOutcome {
        let differing = repetitionsThatDiffer(rule.metric, samples.operation)
        guard differing > 0 else { return exactOutcome(rule, condition, samples) }
        let restless = "the baseline gave another count for the same input \(differing) times"
        if condition.isZeroChange {
            let why = Inconclusive(.notRepeatable, "\(restless); use a limit without '+'")
            return RuleOutcome(why, Judgement.Finding(scale: .unit(.count)))
        }
        var outcome = relativeOutcome(rule, condition, samples, leans: rule.onInconclusive == .lean)
        outcome.notes.append("compared by intervals: \(restless)")
        return outcome
    }

    private func exactOutcome(
        _ rule: Rule, _ condition: Rule.Condition, _ samples: Samples
    ) -> RuleOutcome {
        let pairs = samples.blocks.flatMap { block in
            zip(block.baseline.compactMap(\.value), block.candidate.compactMap(\.value)).map {
                CountPair(condition, baseline: $0, candidate: $1)
            }
        }
        var finding = Judgement.Finding(scale: .unit(.count), samples: "\(pairs.count) pairs")
        do throws(StatisticsError) {
            finding.baseline = try mean(pairs.map(\.baseline))
            finding.candidate = try mean(pairs.map(\.candidate))
            finding.estimate = try mean(pairs.map { $0.candidate - $0.baseline })
        } catch {
            return RuleOutcome(Inconclusive(error), finding)
        }
        finding.bounds = condition.bounds(at: finding.baseline)?.map(\.value)
        finding.distributions = Distributions(
            .unit(.count), baseline: pairs.map(\.baseline), candidate: pairs.map(\.candidate),
            bounds: finding.bounds ?? [])
        let isEnough = samples.blocks.count >= RuleJudging.leastBlocks
        finding.flip = flip(rule, condition, pairs, level: finding.baseline, canPass: isEnough)
        let beyond = pairs.filter { !$0.holds }
        if let worst = beyond.max(by: { $0.excess < $1.excess }) {
            let note =
                "\(beyond.count) of \(pairs.count) pairs beyond it, the worst: "
                + "\(significant(worst.baseline)) → \(significant(worst.candidate))"
            return RuleOutcome(.violation, finding, [note])
        }
        guard isEnough else { return RuleOutcome(undecided(after: samples.blocks.count), finding) }
        return RuleOutcome(.pass, finding, ["compared pair by pair, exactly"])
    }

    /// The worst pair decides, whichever that is at another limit.
    private func flip(
        _ rule: Rule, _ condition: Rule.Condition, _ pairs: [CountPair], level: Double?, canPass: Bool
    ) -> Flip? {
        guard pairs.allSatisfy({ $0.baseline >= 0 }) else { return nil }
        return .at(
            condition.movableLimits(at: level, rule.metric.unit).map { limit in
                let worst = pairs.reduce(-.infinity) {
                    max($0, limit.position(allowing: $1.candidate, at: $1.baseline))
                }
                return limit.turningPoint(
                    TurningLimits(pass: canPass ? worst : .infinity, violation: worst))
            })
    }

    /// How often the baseline, against itself, gave two counts for one input. 0 also where nobody asked it.
    func repetitionsThatDiffer(_ metric: Metric, _ operation: String?) -> Int {
        let baseline = ([run] + earlier).first { $0.stage == .baseline }
        let blocks = baseline?.samples(of: metric, on: operation)?.blocks ?? []
        return blocks.reduce(0) { sum, block in
            sum + zip(block.baseline, block.candidate).count { $0 != $1 }
        }
    }
}

/// The counts of one input on both sides.
private struct CountPair {
    let baseline: Double
    let candidate: Double
    let holds: Bool
    /// How far beyond what its own baseline allows.
    let excess: Double

    init(_ condition: Rule.Condition, baseline: Double, candidate: Double) {
        self.baseline = baseline
        self.candidate = candidate
        let bounds = condition.bounds(at: baseline) ?? []
        holds = !bounds.isEmpty && bounds.allSatisfy { $0.holds(candidate) }
        excess = bounds.reduce(-.infinity) { max($0, $1.excess(of: candidate)) }
    }
}

extension Rule.Condition {
    /// `<= +0`: tolerates nothing, so an interval can never show it.
    fileprivate var isZeroChange: Bool {
        guard case .compare(_, let limit, let other) = self else { return false }
        return [limit, other ?? limit].allSatisfy { $0 == .relativeAmount(0) || $0 == .relativeShare(0) }
    }
}
