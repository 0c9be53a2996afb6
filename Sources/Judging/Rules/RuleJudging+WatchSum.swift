import GateModel
import Statistics

extension RuleJudging {
    /// All windows together, unless `sustained` is declared. A rollback needs a violation, which may come early; a pass needs
    /// the declared time.
    func summedOutcome(
        _ rule: Rule, _ condition: Rule.Condition, _ watched: WatchedMetric, _ settings: Stage.Watch
    ) -> RuleOutcome {
        var numbers = Judgement.Numbers(
            scale: .unit(rule.metric.unit), samples: .windows(count: watched.after.count))
        numbers.baseline = watched.value(of: watched.before.joined())
        numbers.candidate = watched.value(of: watched.after.joined())
        numbers.estimate = numbers.candidate
        if condition.isRelative, let why = watched.whyIncomparable {
            return RuleOutcome(why.about("before the deploy"), numbers)
        }
        let test = WatchTest(
            watched: watched, planned: settings.plannedWindows, judgements: stage.multiplicity,
            attempt: run.common.attempt)
        do throws(StatisticsError) {
            var shown: [WatchTest.Shown] = []
            for end in condition.ends {
                guard let one = try test.shown(end) else { return RuleOutcome(notOfWindows, numbers) }
                shown.append(one)
            }
            explain(&numbers, condition, test, settings)
            if shown.count == 1 { numbers.evidence = shown[0].evidence }
            let verdict = verdict(shown, watched, settings)
            let notes = shown.compactMap(\.note)
            guard verdict == .pass else { return RuleOutcome(verdict, numbers, notes) }
            let isCounted = shown.contains { $0.counts != nil }
            let unseen = isCounted ? [StartCount.unseen(.window, in: watched.after.count)] : []
            return RuleOutcome(verdict, numbers, notes + unseen + attemptNotes)
        } catch {
            return RuleOutcome(Inconclusive(error), numbers)
        }
    }

    private func verdict(
        _ shown: [WatchTest.Shown], _ watched: WatchedMetric, _ settings: Stage.Watch
    ) -> Verdict {
        if shown.contains(where: \.isViolated) { return .violation }
        let windows = watched.after.count
        guard settings.isComplete(windows), windows > 0 else {
            return .inconclusive(
                Inconclusive(.tooFewSamples, .windows(.few(count: windows))))
        }
        if !shown.isEmpty, shown.allSatisfy(\.isPassed) { return .pass }
        let observed = watched.after.flatMap { $0 }
        if observed.isEmpty { return .inconclusive(Inconclusive(.noSamples, "windows without operations")) }
        if let flaw = observed.flaw(.afterDeploy) { return .inconclusive(flaw) }
        return .inconclusive(
            Inconclusive(
                .tooClose, .windows(.open(requests: observed.count, windows: windows))))
    }

    /// Bounds, spread, and where the verdict turns.
    private func explain(
        _ numbers: inout Judgement.Numbers, _ condition: Rule.Condition, _ test: WatchTest,
        _ settings: Stage.Watch
    ) {
        guard let bounds = condition.bounds(at: numbers.baseline) else { return }
        let watched = test.watched
        numbers.bounds = bounds.map(\.value)
        let unit = watched.rule.metric.unit
        let spread = { (windows: [[Observed]]) in
            watched.rule.comparesWindows(condition)
                ? windows.compactMap { watched.value(of: $0) } : windows.joined().compactMap(\.value)
        }
        if watched.rule.metric.source != .builtIn(.errors) {
            numbers.distributions = Distributions(
                .unit(unit), baseline: spread(watched.before), candidate: spread(watched.after),
                bounds: bounds.map(\.value))
        }
        guard (numbers.baseline ?? 0) >= 0 || !condition.isRelative else { return }
        let isComplete = settings.isComplete(watched.after.count)
        let limits = condition.movableLimits(at: numbers.baseline, unit)
        let turning = limits.map { limit in
            WatchTurning(test: test, limit: limit, isComplete: isComplete).limits(at: numbers.baseline)
        }
        numbers.flip = .at(zip(limits, turning).map { $0.threshold($1) })
        guard !condition.isRelative, turning.count == 1, let only = turning.first else { return }
        let interval = bounds[0].interval(only)
        numbers.lower = interval.lower
        numbers.upper = interval.upper
    }
}

extension Rule {
    /// Whether each window is one value, and not each request.
    fileprivate func comparesWindows(_ condition: Condition) -> Bool {
        condition.isRelative || statistic == .mean || statistic == .rate
    }
}

extension WatchTest.Shown {
    /// How many requests were beyond the limit, and how many tell as much where they come in bursts.
    fileprivate var note: Note? {
        guard let counts else { return nil }
        let requests = counts.reduce(0) { $0 + $1.requests }
        let failures = counts.reduce(0) { $0 + $1.failures }
        let effect = counts.designEffect
        // Chance alone gives a little.
        return .beyondLimit(
            count: failures, of: requests,
            tellingAsMuch: effect > 1.5 ? Int(Double(requests) / effect) : nil)
    }
}
