package import GateModel
import Statistics

extension RuleJudging {
    /// `k of the last n` windows after the deploy; a window's value is compared as it stands, without an
    /// interval.
    func watchOutcome(
        _ rule: Rule, _ condition: Rule.Condition, _ operation: String?, _ settings: Stage.Watch
    ) -> RuleOutcome {
        let before = run.windows.filter { $0.phase == .before }
        let after = run.windows.filter { $0.phase == .after }
        var finding = Judgement.Finding(
            scale: .unit(rule.metric.unit), samples: "\(after.count) windows")
        let level = reading(rule, operation, in: before)
        switch level {
        case .value(let value, _): finding.baseline = value
        case .nothing(let why) where condition.isRelative:
            let detail = before.isEmpty ? "no window before the deploy" : "before the deploy: \(why.detail)"
            return RuleOutcome(Inconclusive(why.reason, detail), finding)
        case .nothing: break
        }
        let verdicts = after.map { window in
            verdict(condition, level: finding.baseline, reading(rule, operation, in: [window]))
        }
        if case .value(let value, _) = reading(rule, operation, in: after) {
            finding.candidate = value
            finding.estimate = value
        }
        return RuleOutcome(sustained(verdicts, settings), finding, [shown(verdicts, settings)])
    }

    private func verdict(_ condition: Rule.Condition, level: Double?, _ reading: Reading) -> Verdict {
        switch reading {
        case .nothing(let why): return .inconclusive(why)
        case .value(_, let compared):
            guard let bounds = condition.bounds(at: level) else {
                return .inconclusive(Inconclusive(.noSamples, "no window before the deploy"))
            }
            return compared.allSatisfy { value in bounds.allSatisfy { $0.holds(value) } } ? .pass : .violation
        }
    }

    /// A violation anywhere comes before an inconclusive run of windows anywhere, and that before a pass.
    ///
    /// A run is inconclusive when it would be a violation if the windows without a value were bad ones. A
    /// pass needs windows over all of the declared time.
    private func sustained(_ verdicts: [Verdict], _ settings: Stage.Watch) -> Verdict {
        let needed = settings.sustained.windows
        var undecided: Verdict?
        for end in verdicts.indices {
            let last = verdicts[max(0, end + 1 - settings.sustained.of)...end]
            if last.count(where: { $0 == .violation }) >= needed { return .violation }
            let bad = last.filter { $0 != .pass }
            if bad.count >= needed { undecided = undecided ?? bad.first { $0 != .violation } }
        }
        if let undecided { return undecided }
        // As many windows as fit into the time, rounded.
        guard verdicts.count >= needed, settings.every * (Double(verdicts.count) + 0.5) >= settings.after
        else {
            let detail = "\(verdicts.count) windows are fewer than were declared"
            return .inconclusive(Inconclusive(.tooFewSamples, detail))
        }
        return .pass
    }

    /// `windows after the deploy: · x ?`
    private func shown(_ verdicts: [Verdict], _ settings: Stage.Watch) -> String {
        let signs = verdicts.map { verdict in
            switch verdict {
            case .pass: "·"
            case .violation: "x"
            case .inconclusive: "?"
            }
        }
        let rule = "violated when \(settings.sustained.windows) of the last \(settings.sustained.of) are"
        return "windows after the deploy: \(signs.joined(separator: " ")) (\(rule))"
    }

    fileprivate func reading(_ rule: Rule, _ operation: String?, in windows: [WatchWindow]) -> Reading {
        let observed = windows.flatMap(\.samples)
            .filter { $0.metric == rule.metric.name && $0.operation == operation }
            .flatMap { $0.observed(.candidate) }
        if observed.isEmpty { return .nothing(Inconclusive(.noSamples, "a window without operations")) }
        if let flaw = observed.flaw("in a window") { return .nothing(flaw) }
        let values = observed.compactMap(\.value)
        do throws(StatisticsError) {
            if rule.metric.source == .builtIn(.errors) {
                let share = try mean(values)
                return .value(share, compared: [share])
            }
            guard let statistic = rule.statistic else {
                guard let worst = rule.condition.worst(of: values) else { return .nothing(notOfWindows) }
                return .value(worst, compared: values)
            }
            guard let value = try value(of: statistic, values) else { return .nothing(notOfWindows) }
            return .value(value, compared: [value])
        } catch {
            return .nothing(Inconclusive(error))
        }
    }

    private var notOfWindows: Inconclusive {
        Inconclusive(.notEvaluated, "growth and retained are judged in stage 'memory' only")
    }
}

/// Why the windows before a deploy are nothing to compare with; nil where every relative rule can read them.
///
/// Asked before anything is deployed: what could not be judged afterwards need not be tried.
package func whyIncomparable(_ before: [WatchWindow], for stage: Stage) -> Inconclusive? {
    let judging = RuleJudging(
        run: StageRun(stage: stage.name), stage: stage, earlier: [], shortfall: .none)
    for rule in stage.rules where rule.condition.isRelative {
        for operation in rule.operations.isEmpty ? [nil] : rule.operations.map(Optional.some) {
            guard case .nothing(let why) = judging.reading(rule, operation, in: before) else { continue }
            return Inconclusive(
                why.reason, "\(operation ?? rule.metric.name) before the deploy: \(why.detail)")
        }
    }
    return nil
}

/// What a rule reads from windows.
private enum Reading {
    /// The rule's statistic, and what is compared: that alone, or without a statistic every sample.
    case value(Double, compared: [Double])
    case nothing(Inconclusive)
}
