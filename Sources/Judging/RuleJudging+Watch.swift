import GateModel
import Statistics

extension RuleJudging {
    /// `k of the last n` windows after the deploy; a window's value is compared as it stands, without an interval.
    func watchOutcome(_ rule: Rule, _ condition: Rule.Condition, _ operation: String?) -> RuleOutcome {
        let scale = Judgement.Scale.unit(rule.metric.unit)
        guard case .watch(let settings) = stage.kind else {
            return .inconclusive(.notEvaluated, "judged in stage 'watch' only", scale: scale)
        }
        let before = value(rule, operation, in: run.windows.filter { $0.phase == .before })
        let after = run.windows.filter { $0.phase == .after }
        if condition.isRelative, case .failure(let why) = before {
            return RuleOutcome(.inconclusive(why), Judgement.Finding(scale: scale))
        }
        let verdicts = after.map { window in
            windowVerdict(condition, level: try? before.get(), value(rule, operation, in: [window]))
        }
        var finding = Judgement.Finding(scale: scale, samples: "\(after.count) windows")
        finding.baseline = try? before.get()
        if case .success(let level) = value(rule, operation, in: after) {
            finding.candidate = level
            finding.estimate = level
        }
        return RuleOutcome(sustained(verdicts, settings), finding, notes(verdicts, settings))
    }

    private func windowVerdict(
        _ condition: Rule.Condition, level: Double?, _ value: Result<Double, Inconclusive>
    ) -> Verdict {
        switch value {
        case .failure(let why): return .inconclusive(why)
        case .success(let value):
            switch condition {
            case .compare(let comparison, let limit, let other):
                let limits = [limit] + (other.map { [$0] } ?? [])
                return limits.contains { comparison.holds(value, $0.bound(at: level ?? 0)) }
                    ? .pass : .violation
            case .range(let low, let high):
                return (low...high).contains(value) ? .pass : .violation
            }
        }
    }

    /// The first of the declared runs of windows that is bad enough decides, whatever follows.
    private func sustained(_ verdicts: [Verdict], _ settings: Stage.Watch) -> Verdict {
        for end in verdicts.indices {
            let last = verdicts[max(0, end + 1 - settings.sustained.of)...end]
            if last.count(where: { $0 == .violation }) >= settings.sustained.windows { return .violation }
            let bad = last.filter { $0 != .pass }
            if bad.count >= settings.sustained.windows, let why = bad.first(where: { $0 != .violation }) {
                return why
            }
        }
        let conclusive = verdicts.count { $0 == .pass || $0 == .violation }
        if conclusive >= settings.sustained.windows { return .pass }
        let undecided = verdicts.first { $0 != .pass && $0 != .violation }
        return undecided
            ?? .inconclusive(
                Inconclusive(
                    .tooFewSamples, "\(verdicts.count) windows, at least \(settings.sustained.windows) needed"
                ))
    }

    private func notes(_ verdicts: [Verdict], _ settings: Stage.Watch) -> [String] {
        let signs = verdicts.map { verdict in
            switch verdict {
            case .pass: "·"
            case .violation: "x"
            case .inconclusive: "?"
            }
        }
        let rule = "violated when \(settings.sustained.windows) of the last \(settings.sustained.of) are"
        return ["windows after the deploy: \(signs.joined(separator: " ")) (\(rule))"]
    }

    /// The rule's statistic over all observations of one operation in these windows.
    private func value(
        _ rule: Rule, _ operation: String?, in windows: [WatchWindow]
    ) -> Result<Double, Inconclusive> {
        let observed = windows.flatMap(\.samples)
            .filter { $0.metric == rule.metric.name && $0.operation == operation }
            .flatMap { $0.observed(.candidate) }
        if observed.isEmpty { return .failure(Inconclusive(.noSamples, "a window without operations")) }
        if let unusable = unusable(observed, .candidate) { return .failure(unusable) }
        let values = observed.compactMap(\.value)
        do throws(StatisticsError) {
            switch rule.statistic {
            case .quantile(let share): return .success(try quantile(values, share))
            case .median, .steady: return .success(try median(values))
            case .min: return .success(try quantile(values, 0))
            case .max, .peak: return .success(try quantile(values, 1))
            case .mean, .rate, .growth, .retained: return .success(mean(values))
            case nil where rule.metric.source == .builtIn(.errors): return .success(mean(values))
            case nil: return .success(try quantile(values, rule.worstEnd))
            }
        } catch {
            return .failure(Inconclusive(.notANumber, error.inOneLine))
        }
    }
}

extension Inconclusive: Error {}

extension Rule {
    /// Without a statistic every sample holds, so the worst one speaks: 1 for the largest, 0 for the smallest.
    fileprivate var worstEnd: Double {
        let comparison = condition.bounds.0
        return comparison == .greaterOrEqual || comparison == .greater ? 0 : 1
    }
}
