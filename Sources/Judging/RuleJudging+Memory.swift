import GateModel
import Statistics

extension RuleJudging {
    /// Memory of the candidate's process groups; every group holds (statistics.md, "Leaks").
    ///
    /// A rule that compares holds each of them against the group of the baseline that was measured before it.
    func memoryOutcome(_ rule: Rule, _ condition: Rule.Condition) -> RuleOutcome {
        let finding = Judgement.Finding(
            scale: rule.statistic == .growth ? .perOperation(.bytes) : .unit(.bytes))
        if let flaw = run.memory.flaw { return RuleOutcome(flaw, finding) }
        let candidates = run.memory.filter(\.isCandidate)
        let baselines = run.memory.filter { !$0.isCandidate }
        guard rule.metric.source == .builtIn(.memory) else {
            return RuleOutcome(
                Inconclusive(.notEvaluated, "stage 'memory' judges the metric 'memory' only"), finding)
        }
        if condition.isRelative, baselines.isEmpty {
            return RuleOutcome(Inconclusive(.noSamples, "no memory of the baseline was read"), finding)
        }
        let measure = MemoryMeasure(for: run.memory)
        let levels = { (read: (MemoryGroup) throws(StatisticsError) -> Double?) throws(StatisticsError) in
            try MemoryLevel.all(candidates, condition.isRelative ? baselines : [], read)
        }
        do throws(StatisticsError) {
            var outcome =
                switch rule.statistic {
                case .growth: try growthOutcome(condition, candidates, baselines, finding)
                case .steady:
                    levelOutcome(
                        condition, try levels { group throws(StatisticsError) in try measure.steady(group) },
                        least: MemoryLevel.leastProcesses, finding)
                case .retained:
                    levelOutcome(
                        condition, try levels { measure.retained($0) }, least: MemoryLevel.leastProcesses,
                        finding)
                case .peak: levelOutcome(condition, try levels { measure.peak($0) }, least: 1, finding)
                case nil, .mean, .median, .min, .max, .quantile, .rate, .exponent:
                    RuleOutcome(
                        Inconclusive(.notEvaluated, "memory has steady, peak, growth and retained"), finding)
                }
            if let group = candidates.longest {
                if outcome.finding.memory == nil { outcome.finding.memory = MemorySeries(group, measure) }
                outcome.notes += group.notes(measure)
            }
            return outcome
        } catch {
            return RuleOutcome(Inconclusive(error), finding)
        }
    }

    /// - Parameter levels: One a process group of the candidate.
    private func levelOutcome(
        _ condition: Rule.Condition, _ levels: [MemoryLevel], least: Int, _ finding: Judgement.Finding
    ) -> RuleOutcome {
        let known = levels.compactMap { $0.judged(by: condition) }
        let isEnough = known.count == levels.count && known.count >= least
        var finding = finding
        let worst = known.max { $0.excess < $1.excess }
        finding.bounds = worst?.bounds.map(\.value) ?? []
        finding.distributions = Distributions(
            finding.scale, baseline: known.compactMap(\.baseline), candidate: known.map(\.candidate),
            bounds: finding.bounds ?? [])
        finding.flip = .at(
            condition.movableLimits(at: worst?.baseline, .bytes).map { limit in
                let position = known.reduce(-.infinity) {
                    max($0, limit.position(allowing: $1.candidate, at: $1.baseline))
                }
                return limit.turningPoint(
                    TurningLimits(pass: isEnough ? position : .infinity, violation: position))
            })
        finding.samples = "\(known.count) processes"
        finding.estimate = worst?.candidate
        finding.candidate = worst?.candidate
        finding.baseline = worst?.baseline
        guard known.allSatisfy(\.holds) else { return RuleOutcome(.violation, finding) }
        guard isEnough else {
            let detail =
                "\(known.count) of \(levels.count) processes, at least \(least) needed and all of them"
            return RuleOutcome(Inconclusive(.tooFewSamples, detail), finding)
        }
        return RuleOutcome(.pass, finding)
    }

    /// The sequential leak test over the longest group, where a rule compares of what it grows beyond the baseline's.
    private func growthOutcome(
        _ condition: Rule.Condition, _ candidates: [MemoryGroup], _ baselines: [MemoryGroup],
        _ finding: Judgement.Finding
    ) throws(StatisticsError) -> RuleOutcome {
        // A change is an amount, and that is of what grows beyond the baseline.
        guard let bounds = condition.bounds(at: 0), bounds.count == 1, bounds[0].isUpper,
            case .memory(let settings) = stage.kind, let group = candidates.longest
        else { return RuleOutcome(Inconclusive(.notEvaluated, "growth has an upper limit only"), finding) }
        let reference = condition.isRelative ? baselines.longest : nil
        let test = try LeakTest(
            limit: bounds[0].value, operationsPerReading: group.operationsPerReading,
            maximumOperations: settings.maximumOperations)
        let found = try test.decide(group.readings, beyond: reference?.readings)
        let turning = try test.turningLimits(group.readings, beyond: reference?.readings)
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
        let judged = found.operations / group.operationsPerReading
        finding.memory = MemorySeries(
            group, .resident, try test.judge(Array(group.readings.prefix(judged))))
        var notes: [String] = []
        if let reference {
            let alone = try test.judge(Array(reference.readings.prefix(judged)))
            notes = ["beyond the baseline, which by itself grows by \(MetricUnit.bytes.text(alone.slope))/op"]
        }
        return RuleOutcome(found.judged, finding, notes)
    }
}

extension [MemoryGroup] {
    fileprivate var longest: MemoryGroup? { self.max { $0.readings.count < $1.readings.count } }
}

extension LeakFinding {
    fileprivate var judged: GateModel.Verdict {
        switch verdict {
        case .leak: .violation
        case .clean: .pass
        case .undecided(let next):
            .inconclusive(Inconclusive(.tooFewSamples, "undecided, \(next) operations needed"))
        case .inconclusive:
            .inconclusive(Inconclusive(.tooNoisy, "undecided after \(operations) operations"))
        }
    }
}
