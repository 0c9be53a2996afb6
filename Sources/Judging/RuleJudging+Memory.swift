import GateModel
import Statistics

extension RuleJudging {
    /// Memory of the candidate's process groups; every group holds.
    func memoryOutcome(_ rule: Rule, _ condition: Rule.Condition) -> RuleOutcome {
        let scale: Judgement.Scale = rule.statistic == .growth ? .perOperation(.bytes) : .unit(.bytes)
        if rule.metric.source == .builtIn(.errors) { return memoryErrors(rule, condition) }
        guard rule.metric.source == .builtIn(.memory) else {
            return .inconclusive(
                .notEvaluated, "stage 'memory' measures memory and errors only", scale: scale)
        }
        let failures = run.memory.flatMap(\.failures)
        if let first = failures.first {
            let detail = "\(failures.count) operations failed under load, the first with: \(first)"
            return .inconclusive(.failedOperations, detail, scale: scale)
        }
        switch rule.statistic {
        case .growth: return growthOutcome(condition)
        case .steady: return levelOutcome(condition, run.memory.map { level(ofSteady: $0) }, least: 3)
        case .retained:
            return levelOutcome(
                condition, run.memory.map { group in group.idleAfter.map { $0 - group.idleBefore } }, least: 3
            )
        case .peak, .max, nil: return levelOutcome(condition, run.memory.map(\.peak), least: 1)
        case .mean, .median, .min, .quantile, .rate:
            return .inconclusive(.notEvaluated, "memory has steady, peak, growth and retained", scale: scale)
        }
    }

    /// The median after the first third, which is warm-up.
    private func level(ofSteady group: MemoryGroup) -> Double? {
        let warm = Array(group.readings.dropFirst(group.readings.count / 3))
        return try? median(warm)
    }

    private func levelOutcome(_ condition: Rule.Condition, _ levels: [Double?], least: Int) -> RuleOutcome {
        let known = levels.compactMap { $0 }
        var finding = Judgement.Finding(scale: .unit(.bytes), samples: "\(known.count) processes")
        guard let largest = known.max() else {
            return RuleOutcome(.inconclusive(Inconclusive(.noSamples, "no process was read")), finding)
        }
        finding.estimate = largest
        finding.candidate = largest
        let bounds = condition.oneSided
        let holds = known.allSatisfy { level in bounds.allSatisfy { $0.comparison.holds(level, $0.value) } }
        if !holds { return RuleOutcome(.violation, finding) }
        guard known.count == levels.count, known.count >= least else {
            let detail = "\(known.count) processes, at least \(least) needed"
            return RuleOutcome(.inconclusive(Inconclusive(.tooFewSamples, detail)), finding)
        }
        return RuleOutcome(.pass, finding)
    }

    /// The sequential leak test over the longest group (statistics.md, "Leaks").
    private func growthOutcome(_ condition: Rule.Condition) -> RuleOutcome {
        var finding = Judgement.Finding(scale: .perOperation(.bytes))
        guard let group = run.memory.max(by: { $0.readings.count < $1.readings.count }),
            let limit = condition.oneSided.first(where: \.isUpper)
        else { return RuleOutcome(.inconclusive(Inconclusive(.noSamples, "no process was read")), finding) }
        do throws(StatisticsError) {
            let test = try LeakTest(
                limit: limit.value, operationsPerReading: group.operationsPerReading,
                maximumOperations: maximumOperations)
            let found = try test.decide(group.readings)
            finding.estimate = found.slope
            finding.lower = found.lower
            finding.upper = found.upper
            finding.samples = "\(found.operations) operations"
            switch found.verdict {
            case .leak: return RuleOutcome(.violation, finding)
            case .clean: return RuleOutcome(.pass, finding)
            case .undecided(let next):
                let why = Inconclusive(.tooFewSamples, "undecided, \(next) operations needed")
                return RuleOutcome(.inconclusive(why), finding)
            case .inconclusive:
                let why = Inconclusive(.tooNoisy, "undecided after \(found.operations) operations")
                return RuleOutcome(.inconclusive(why), finding)
            }
        } catch {
            return RuleOutcome(.inconclusive(Inconclusive(.tooFewSamples, error.inOneLine)), finding)
        }
    }

    private var maximumOperations: Int {
        if case .memory(let settings) = stage.kind { settings.maximumOperations } else { 4800 }
    }

    private func memoryErrors(_ rule: Rule, _ condition: Rule.Condition) -> RuleOutcome {
        let failures = run.memory.flatMap(\.failures)
        let operations = run.memory.reduce(0) { $0 + $1.readings.count * $1.operationsPerReading }
        guard operations > 0 else {
            return .inconclusive(.noSamples, "no operation was made", scale: .unit(.share))
        }
        let failed = [Observed](repeating: .value(1), count: failures.count)
        let succeeded = [Observed](repeating: .value(0), count: max(0, operations - failures.count))
        let samples = Samples(
            metric: rule.metric.name, operation: nil, blocks: [Block(candidate: failed + succeeded)])
        return absoluteOutcome(rule, condition, samples, .candidate)
    }
}
