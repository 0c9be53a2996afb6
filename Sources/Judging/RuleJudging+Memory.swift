import GateModel
import Statistics

extension RuleJudging {
    /// Memory of the candidate's process groups; every group holds (statistics.md, "Leaks").
    func memoryOutcome(_ rule: Rule, _ condition: Rule.Condition) -> RuleOutcome {
        let finding = Judgement.Finding(
            scale: rule.statistic == .growth ? .perOperation(.bytes) : .unit(.bytes))
        if let flaw = run.memory.flaw { return RuleOutcome(flaw, finding) }
        guard rule.metric.source == .builtIn(.memory), let bounds = condition.bounds(at: nil) else {
            let why = "stage 'memory' judges the metric 'memory' against limits of its own"
            return RuleOutcome(Inconclusive(.notEvaluated, why), finding)
        }
        do throws(StatisticsError) {
            switch rule.statistic {
            case .growth: return try growthOutcome(bounds, finding)
            case .steady:
                let levels = try run.memory.map { group throws(StatisticsError) in try group.steady }
                return levelOutcome(condition, bounds, levels, least: 3, finding)
            case .retained:
                return levelOutcome(condition, bounds, run.memory.map(\.retained), least: 3, finding)
            case .peak: return levelOutcome(condition, bounds, run.memory.map(\.peak), least: 1, finding)
            case nil, .mean, .median, .min, .max, .quantile, .rate, .exponent:
                let why = "memory has steady, peak, growth and retained"
                return RuleOutcome(Inconclusive(.notEvaluated, why), finding)
            }
        } catch {
            return RuleOutcome(Inconclusive(error), finding)
        }
    }

    /// - Parameter levels: One a process group; nil where it ended before the level could be read.
    private func levelOutcome(
        _ condition: Rule.Condition, _ bounds: [OneSidedBound], _ levels: [Double?], least: Int,
        _ finding: Judgement.Finding
    ) -> RuleOutcome {
        let known = levels.compactMap { $0 }
        let isEnough = known.count == levels.count && known.count >= least
        var finding = finding
        finding.bounds = bounds.map(\.value)
        finding.distributions = Distributions(finding.scale, candidate: known, bounds: bounds.map(\.value))
        let limits = zip(bounds, condition.movableLimits(at: nil, .bytes))
        finding.flip = .at(
            limits.map { bound, limit in
                let worst = known.map(bound.position).max() ?? -.infinity
                return limit.turningPoint(
                    TurningLimits(pass: isEnough ? worst : .infinity, violation: worst))
            })
        finding.samples = "\(known.count) processes"
        finding.estimate = known.max()
        finding.candidate = finding.estimate
        guard known.allSatisfy({ level in bounds.allSatisfy { $0.holds(level) } }) else {
            return RuleOutcome(.violation, finding)
        }
        guard isEnough else {
            let detail =
                "\(known.count) of \(levels.count) processes, at least \(least) needed and all of them"
            return RuleOutcome(Inconclusive(.tooFewSamples, detail), finding)
        }
        return RuleOutcome(.pass, finding)
    }

    /// The sequential leak test over the longest group.
    private func growthOutcome(
        _ bounds: [OneSidedBound], _ finding: Judgement.Finding
    ) throws(StatisticsError) -> RuleOutcome {
        guard bounds.count == 1, bounds[0].isUpper, case .memory(let settings) = stage.kind,
            let group = run.memory.max(by: { $0.readings.count < $1.readings.count })
        else { return RuleOutcome(Inconclusive(.notEvaluated, "growth has an upper limit only"), finding) }
        let test = try LeakTest(
            limit: bounds[0].value, operationsPerReading: group.operationsPerReading,
            maximumOperations: settings.maximumOperations)
        let found = try test.decide(group.readings)
        let turning = try test.turningLimits(group.readings)
        var finding = finding
        finding.bounds = [bounds[0].value]
        finding.distributions = Distributions(
            finding.scale, candidate: found.increments, bounds: [bounds[0].value])
        finding.flip = .at([
            TurningPoint(
                isUpper: true, terms: .value(finding.scale),
                pass: turning.pass.isFinite ? turning.pass : nil,
                violation: turning.violation.isFinite ? turning.violation : nil)
        ])
        finding.estimate = found.slope
        finding.lower = found.lower
        finding.upper = found.upper
        finding.samples = "\(found.operations) operations"
        switch found.verdict {
        case .leak: return RuleOutcome(.violation, finding)
        case .clean: return RuleOutcome(.pass, finding)
        case .undecided(let next):
            return RuleOutcome(Inconclusive(.tooFewSamples, "undecided, \(next) operations needed"), finding)
        case .inconclusive:
            let detail = "undecided after \(found.operations) operations"
            return RuleOutcome(Inconclusive(.tooNoisy, detail), finding)
        }
    }
}

extension MemoryGroup {
    /// The median after the first third, which is warm-up.
    fileprivate var steady: Double {
        get throws(StatisticsError) { try median(Array(readings.dropFirst(readings.count / 3))) }
    }

    /// What stays when the load has stopped; nil when the group ended early.
    fileprivate var retained: Double? { idleAfter.map { $0 - idleBefore } }
}

extension [MemoryGroup] {
    /// Why they decide nothing, if a single reading is missing or an operation failed.
    fileprivate var flaw: Inconclusive? {
        let failures = flatMap(\.failures)
        if let first = failures.first {
            let detail = "\(failures.count) operations failed under load, the first with: \(first)"
            return Inconclusive(.failedOperations, detail)
        }
        guard !isEmpty, allSatisfy({ !$0.readings.isEmpty }) else {
            return Inconclusive(.noSamples, "no memory was read")
        }
        let numbers = flatMap { $0.readings + [$0.peak, $0.idleBefore] + ($0.idleAfter.map { [$0] } ?? []) }
        guard numbers.allSatisfy(\.isFinite) else {
            return Inconclusive(.notANumber, "a reading of memory is no finite number")
        }
        return nil
    }
}
