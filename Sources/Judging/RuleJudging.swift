import GateModel

/// Judges declared rules over one stage's run.
struct RuleJudging {
    let run: StageRun
    let stage: Stage
    let pipeline: Pipeline
    let earlier: [StageRun]

    /// One-sided level of every test.
    static let alpha = 0.05

    /// M: how many judgements the stage makes; the violation side of each is tested at alpha / M.
    var multiplicity: Int { max(1, stage.rules.reduce(0) { $0 + max(1, $1.operations.count) }) }

    func judgements(of rule: Rule) -> [Judgement] {
        rule.operations.isEmpty ? [judgement(rule, nil)] : rule.operations.map { judgement(rule, $0) }
    }

    private func judgement(_ rule: Rule, _ operation: String?) -> Judgement {
        let outcome = outcome(rule, rule.condition, operation)
        var (verdict, notes) = (outcome.verdict, outcome.notes)
        if let warn = rule.warn, verdict == .pass, self.outcome(rule, warn, operation).verdict == .violation {
            notes.append("warning: beyond \(warn.text(rule.metric))")
        }
        if let because = rule.because { notes.append("because: \(because)") }
        if case .inconclusive = verdict, let short = shortfall { verdict = .inconclusive(short) }
        return Judgement(
            id: operation.map { "\(rule.id)/\($0)" } ?? rule.id, stage: stage.name, rule: rule.text,
            position: rule.position, operation: operation, verdict: verdict, blocks: blocks(rule, verdict),
            limit: rule.condition.text(rule.metric, perOperation: rule.statistic == .growth),
            finding: outcome.finding,
            notes: notes)
    }

    private func blocks(_ rule: Rule, _ verdict: Verdict) -> Bool {
        guard rule.mode == .enforce else { return false }
        if case .inconclusive = verdict { return rule.onInconclusive != .warn }
        return true
    }

    /// What ended the stage, or a data set that is too small: why nothing was shown, before any other reason.
    private var shortfall: Inconclusive? {
        if let small = run.counts.first(where: { $0.isShort }) {
            return Inconclusive(.dataSetTooSmall, small.shortfallText)
        }
        return run.failure
    }

    private func outcome(_ rule: Rule, _ condition: Rule.Condition, _ operation: String?) -> RuleOutcome {
        if run.counts.contains(where: { $0.isShort }) {
            return .inconclusive(.dataSetTooSmall, "", scale: .unit(rule.metric.unit))
        }
        switch stage.kind {
        case .memory: return memoryOutcome(rule, condition)
        case .watch: return watchOutcome(rule, condition, operation)
        case .baseline: return sampleOutcome(rule, condition, operation, on: .baseline)
        case .regress, .scale: return sampleOutcome(rule, condition, operation, on: .candidate)
        case .compat, .deploy:
            return .inconclusive(.notEvaluated, "this stage takes no samples", scale: .unit(rule.metric.unit))
        }
    }

    private func sampleOutcome(
        _ rule: Rule, _ condition: Rule.Condition, _ operation: String?, on side: Side
    ) -> RuleOutcome {
        let found = run.samples.first { $0.metric == rule.metric.name && $0.operation == operation }
        guard let samples = found, !samples.observed(side).isEmpty else {
            return .inconclusive(.noSamples, "nothing was observed", scale: .unit(rule.metric.unit))
        }
        let sides: [Side] = condition.isRelative ? [.baseline, .candidate] : [side]
        for side in sides {
            if let unusable = unusable(samples.observed(side), side) {
                return RuleOutcome(.inconclusive(unusable), Judgement.Finding(scale: .unit(rule.metric.unit)))
            }
        }
        if condition.isRelative {
            return rule.metric.unit == .count
                ? exactCountOutcome(rule, condition, samples)
                : relativeOutcome(rule, condition, samples)
        }
        return absoluteOutcome(rule, condition, samples, side)
    }
}

/// Verdict, numbers and notes of one rule on one operation.
struct RuleOutcome {
    var verdict: Verdict
    var finding: Judgement.Finding
    var notes: [String]

    init(_ verdict: Verdict, _ finding: Judgement.Finding, _ notes: [String] = []) {
        self.verdict = verdict
        self.finding = finding
        self.notes = notes
    }

    static func inconclusive(
        _ reason: Inconclusive.Reason, _ detail: String, scale: Judgement.Scale
    ) -> RuleOutcome {
        RuleOutcome(.inconclusive(Inconclusive(reason, detail)), Judgement.Finding(scale: scale))
    }
}

/// Why these observations decide nothing, if a single one of them has no number: a missing number is never a good one.
func unusable(_ observed: [Observed], _ side: Side) -> Inconclusive? {
    var failures: [String] = []
    var silent = 0
    var notNumbers = 0
    for one in observed {
        switch one {
        case .value: break
        case .failed(let kind): failures.append(kind)
        case .silent: silent += 1
        case .notANumber: notNumbers += 1
        }
    }
    let total = "of \(observed.count) on the \(side.rawValue)'s side"
    if let first = failures.first {
        return Inconclusive(.failedOperations, "\(failures.count) \(total) failed, the first with: \(first)")
    }
    if silent > 0 { return Inconclusive(.sourceSilent, "\(silent) \(total) came without the metric") }
    if notNumbers > 0 { return Inconclusive(.notANumber, "\(notNumbers) \(total) are no finite numbers") }
    return nil
}
