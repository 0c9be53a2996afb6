import GateModel

/// Judges declared rules over one stage's run.
struct RuleJudging {
    let run: StageRun
    /// What rules on samples read of the run.
    let sampled: SampledRun
    let stage: Stage
    let earlier: [StageRun]
    let shortfall: MissingEvidence
    let tests: SequentialTests
    /// Of the data set, as the pipeline declares them.
    let declaredCounts: [Service.Count]

    /// One-sided level of every test.
    static let alpha = 0.05

    /// About what is left of it for the last of several looks; for planning only.
    static let lookAlpha = 0.02

    /// Fewer blocks let no test over blocks show anything.
    static let leastBlocks = 8

    /// - Parameter sampled: Where it is another than the run's own.
    init(
        run: StageRun, sampled: SampledRun? = nil, stage: Stage, earlier: [StageRun] = [],
        shortfall: MissingEvidence = .none, tests: SequentialTests = .none,
        declaredCounts: [Service.Count] = []
    ) {
        self.run = run
        self.sampled = sampled ?? run.sampled
        self.stage = stage
        self.earlier = earlier
        self.shortfall = shortfall
        self.tests = tests
        self.declaredCounts = declaredCounts
    }

    /// n_max of the sequential design.
    var maximumBlocks: Int { sampled.maximumBlocks }

    func judgements(of rule: Rule) -> [Judgement] {
        rule.operations.isEmpty ? [judgement(rule, nil)] : rule.operations.map { judgement(rule, $0) }
    }

    private func judgement(_ rule: Rule, _ operation: String?) -> Judgement {
        let outcome = outcome(rule, rule.condition, operation)
        let countsFailures = rule.metric.source == .builtIn(.errors)
        let verdict = shortfall.verdict(outcome.verdict, countsFailures: countsFailures)
        var notes = outcome.notes
        if let warn = rule.warn, verdict == .pass, self.outcome(rule, warn, operation).verdict == .violation {
            notes.append(.warning(.crossed(limit: warn)))
        }
        if let hint = resultGrowthHint(rule, operation) { notes.append(.hint(hint)) }
        if let because = rule.because { notes.append(.because(text: OutsideText(because))) }
        return Judgement(
            id: rule.judgementID(operation), stage: stage.name, position: rule.position,
            operation: operation, demand: .rule(RuleDemand(rule)), verdict: verdict,
            blocks: rule.blocks(verdict), numbers: outcome.explained(verdict), notes: notes)
    }

    private func outcome(_ rule: Rule, _ condition: Rule.Condition, _ operation: String?) -> RuleOutcome {
        if rule.versus != nil, stage.name != .regress {
            let why = Inconclusive(.notEvaluated, "operations are compared in stage 'regress' only")
            return RuleOutcome(why, Judgement.Numbers(scale: .ratio))
        }
        return switch run.observed {
        case .scale(let run) where rule.statistic == .exponent:
            exponentOutcome(rule, condition, operation, run.scaling)
        case .memory where rule.metric.source == .usage(.memory):
            sampleOutcome(rule, condition, operation, on: .candidate)
        case .memory(let run): memoryOutcome(rule, condition, run.groups)
        case .watch(let windows): watchOutcome(rule, condition, operation, windows)
        case .baseline: sampleOutcome(rule, condition, operation, on: .baseline)
        case .regress, .scale: sampleOutcome(rule, condition, operation, on: .candidate)
        case .compat, .check, .deploy, .gate: noSamples(rule)
        }
    }

    private func watchOutcome(
        _ rule: Rule, _ condition: Rule.Condition, _ operation: String?, _ windows: [WatchWindow]
    ) -> RuleOutcome {
        guard case .watch(let settings) = stage.kind else { return noSamples(rule) }
        guard let sustained = settings.sustained else {
            return summedOutcome(
                rule, condition, WatchedMetric(windows, rule, operation), settings)
        }
        return sustainedOutcome(rule, condition, operation, windows, settings, sustained)
    }

    private func noSamples(_ rule: Rule) -> RuleOutcome {
        RuleOutcome(
            Inconclusive(.notEvaluated, "this stage takes no samples"),
            Judgement.Numbers(scale: .unit(rule.metric.unit)))
    }

    private func sampleOutcome(
        _ rule: Rule, _ condition: Rule.Condition, _ operation: String?, on side: Side
    ) -> RuleOutcome {
        let nothing = Judgement.Numbers(scale: .unit(rule.metric.unit))
        guard var samples = sampled.samples(of: rule, on: operation) else {
            return RuleOutcome(
                Inconclusive(.noSamples, .observed(.notMeasured(metric: rule.sampledName))), nothing)
        }
        if condition.isRelative, case .alone(let why) = sampled.oneSided { return RuleOutcome(why, nothing) }
        // One missing number on either side of a pair makes the whole comparison doubtful, limits of its own
        // included.
        let sides =
            (stage.isOneSided || sampled.measuresOneSide) && !condition.isRelative ? [side] : Side.allCases
        let isWarmUp = rule.statistic == .warmup
        let failures = toleratedFailures(rule, condition, samples, side)
        if let failures { samples = failures.asSlowest }
        if let flaw = samples.flaw(
            on: sides, blockSize: isWarmUp ? 1 : blockSize(rule.metric), varies: stage.sharesOutByChance)
        {
            return RuleOutcome(flaw, nothing)
        }
        if !isWarmUp, let why = sampled.unsettled(rule.metric, operation, of: samples.blocks.count) {
            return RuleOutcome(why, nothing)
        }
        // What is shared out among the operations is of all of them only while none has left. A number that is missing in a
        // later block was a flaw all the same.
        if rule.metric.isCounter, let whole = sampled.blocksOfAllOperations {
            samples.blocks = Array(samples.blocks.prefix(whole))
        }
        if let reference = rule.versus { return versusOutcome(rule, condition, samples, reference) }
        guard condition.isRelative else {
            var outcome = absoluteOutcome(rule, condition, samples, side)
            if let failures {
                outcome = failures.outcome(
                    asSlowest: outcome, without: absoluteOutcome(rule, condition, failures.without, side))
            }
            if let note = closedLoadNote(rule) { outcome.notes.append(note) }
            return outcome
        }
        var outcome = comparison(rule, condition, samples)
        if let note = sampled.recordingNote { outcome.notes.append(note) }
        return outcome
    }

    /// By the test that suits the statistic.
    private func comparison(_ rule: Rule, _ condition: Rule.Condition, _ samples: Samples) -> RuleOutcome {
        if rule.statistic == .tail { return tailOutcome(rule, condition, samples) }
        if rule.statistic == .worst { return worstOutcome(rule, condition, samples) }
        if rule.metric.unit == .count { return countOutcome(rule, condition, samples) }
        return relativeOutcome(rule, condition, samples, leans: rule.onInconclusive == .lean)
    }

    /// What the times of users who wait do not show; nil for other rules.
    private func closedLoadNote(_ rule: Rule) -> Note? {
        guard case .scale(let settings) = stage.kind, case .closed(let load)? = settings.load,
            rule.metric.source == .builtIn(.responseTime)
        else { return nil }
        switch rule.statistic {
        case .quantile, .median: break
        case nil, .mean, .min, .max, .peak, .steady, .growth, .retained, .rate, .exponent, .tail, .worst,
            .warmup:
            return nil
        }
        return .waitingUsers(count: load.users)
    }

    /// How many observations the stage's settings promise of a metric in every block; nil where they promise
    /// none.
    func blockSize(_ metric: Metric) -> Int? {
        guard metric.isPerOperation, metric.source != .builtIn(.throughput) else { return 1 }
        switch stage.kind {
        case .regress(let settings):
            guard let pairs = sampled.pairs ?? settings.pairs else { return nil }
            return pairs * sampled.roundsPerGroup
        case .scale(let settings): return settings.load?.timesOfEach
        case .baseline, .compat, .memory, .check, .deploy, .watch: return nil
        }
    }
}

extension Rule {
    /// Whether a judgement with this verdict stops a gate.
    fileprivate func blocks(_ verdict: Verdict) -> Bool {
        guard mode == .enforce else { return false }
        if case .inconclusive = verdict { return onInconclusive != .warn }
        return true
    }
}

extension Stage {
    /// Whether how often an operation is asked of a process is left to chance.
    fileprivate var sharesOutByChance: Bool {
        if case .scale(let settings) = kind { settings.load == nil } else { false }
    }

    /// Whether only the candidate is measured.
    fileprivate var isOneSided: Bool { name == .scale || name == .memory }
}

extension StageRun {
    /// What rules on samples read; empty of a stage that takes none.
    var sampled: SampledRun {
        switch observed {
        case .baseline(let run), .regress(let run): run
        case .memory(let run): SampledRun(samples: run.samples)
        case .scale(let run): SampledRun(samples: run.load?.samples ?? [], oneSided: run.oneSided)
        case .compat, .check, .deploy, .watch, .gate: SampledRun()
        }
    }
}

extension SampledRun {
    func samples(of metric: Metric, on operation: String?) -> Samples? {
        samples.first { $0.metric == metric.name && $0.operation == operation }
    }

    /// What a rule reads: its metric, or what the warm-up took of it.
    func samples(of rule: Rule, on operation: String?) -> Samples? {
        samples.first { $0.metric == rule.sampledName && $0.operation == operation }
    }
}
