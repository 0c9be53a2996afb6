import GateModel
import Statistics

extension RuleJudging {
    /// Memory of the candidate's process groups; every group holds (statistics.md, "Leaks").
    ///
    /// A rule that compares holds each of them against the group of the baseline that was measured before it.
    func memoryOutcome(
        _ rule: Rule, _ condition: Rule.Condition, _ groups: [MemoryGroup]
    ) -> RuleOutcome {
        let unit = rule.metric.unit
        let numbers = Judgement.Numbers(scale: rule.statistic == .growth ? .perOperation(unit) : .unit(unit))
        guard let metric = rule.metric.level else {
            return RuleOutcome(
                Inconclusive(.notEvaluated, "stage 'memory' does not read '\(rule.metric.name)'"), numbers)
        }
        let judged = groups.filter { !$0.isAlone }
        // What else is known of the baseline decides nothing where a rule does not compare with it.
        let needed = judged.filter { condition.isRelative || $0.isCandidate }
        if let flaw = needed.flaw(metric) { return RuleOutcome(flaw, numbers) }
        let mix = judged.filter(\.isWholeMix)
        let candidates = mix.filter(\.isCandidate)
        let baselines = mix.filter { !$0.isCandidate }
        if condition.isRelative, baselines.isEmpty {
            return RuleOutcome(
                Inconclusive(.noSamples, "no \(metric.rawValue) of the baseline was read"), numbers)
        }
        let measure = MemoryMeasure(metric, for: needed)
        let levels = { (read: (MemoryGroup) throws(StatisticsError) -> Double?) throws(StatisticsError) in
            try MemoryLevel.all(candidates, condition.isRelative ? baselines : [], read)
        }
        do throws(StatisticsError) {
            var outcome =
                switch rule.statistic {
                case .growth: try growthOutcome(condition, metric, groups, numbers)
                case .steady:
                    levelOutcome(
                        condition, unit,
                        try levels { group throws(StatisticsError) in try measure.steady(group) },
                        least: MemoryLevel.leastProcesses, numbers)
                case .retained:
                    levelOutcome(
                        condition, unit, try levels { measure.retained($0) },
                        least: MemoryLevel.leastProcesses,
                        numbers)
                case .peak: levelOutcome(condition, unit, try levels { measure.peak($0) }, least: 1, numbers)
                case nil, .mean, .median, .min, .max, .quantile, .rate, .exponent, .tail, .worst, .warmup:
                    RuleOutcome(
                        Inconclusive(
                            .notEvaluated, "\(metric.rawValue) has steady, peak, growth and retained"),
                        numbers)
                }
            if let group = candidates.max(by: { $0.readings.count < $1.readings.count }) {
                if outcome.numbers.memory == nil, metric == .memory {
                    outcome.numbers.memory = MemorySeries(group, measure)
                }
                outcome.notes += group.notes(measure)
            }
            return outcome
        } catch {
            return RuleOutcome(Inconclusive(error), numbers)
        }
    }

    /// - Parameter levels: One a process group of the candidate.
    private func levelOutcome(
        _ condition: Rule.Condition, _ unit: MetricUnit, _ levels: [MemoryLevel], least: Int,
        _ numbers: Judgement.Numbers
    ) -> RuleOutcome {
        let known = levels.compactMap { $0.judged(by: condition) }
        let isEnough = known.count == levels.count && known.count >= least
        var numbers = numbers
        let worst = known.max { $0.excess < $1.excess }
        numbers.bounds = worst?.bounds.map(\.value) ?? []
        numbers.distributions = Distributions(
            numbers.scale, baseline: known.compactMap(\.baseline), candidate: known.map(\.candidate),
            bounds: numbers.bounds ?? [])
        numbers.flip = .at(
            condition.movableLimits(at: worst?.baseline, unit).map { limit in
                let position = known.reduce(-.infinity) {
                    max($0, limit.position(allowing: $1.candidate, at: $1.baseline))
                }
                return limit.threshold(
                    TurningLimits(pass: isEnough ? position : .infinity, violation: position))
            })
        numbers.samples = .processes(count: known.count)
        numbers.estimate = worst?.candidate
        numbers.candidate = worst?.candidate
        numbers.baseline = worst?.baseline
        guard known.allSatisfy(\.holds) else { return RuleOutcome(.violation, numbers) }
        guard isEnough else {
            let few = Inconclusive.MemoryShortfall.fewProcesses(
                known: known.count, of: levels.count, least: least)
            return RuleOutcome(Inconclusive(.tooFewSamples, .memory(few)), numbers)
        }
        return RuleOutcome(.pass, numbers)
    }
}
