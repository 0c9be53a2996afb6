package import GateModel
import Statistics

extension RuleJudging {
    /// Where the pipeline declares `sustained`: `k of the last n` windows after the deploy; a window's value is compared as
    /// it stands, without an interval.
    func sustainedOutcome(
        _ rule: Rule, _ condition: Rule.Condition, _ operation: String?, _ windows: [WatchWindow],
        _ settings: Stage.Watch, _ needed: Stage.Watch.Sustained
    ) -> RuleOutcome {
        let before = windows.filter { $0.phase == .before }
        let after = windows.filter { $0.phase == .after }
        var numbers = Judgement.Numbers(
            scale: .unit(rule.metric.unit), samples: .windows(count: after.count))
        let level = reading(rule, operation, in: before)
        switch level {
        case .value(let value, _): numbers.baseline = value
        case .nothing(let why) where condition.isRelative:
            let noWindow = Inconclusive(why.reason, "no window before the deploy")
            return RuleOutcome(before.isEmpty ? noWindow : why.about("before the deploy"), numbers)
        case .nothing: break
        }
        let readings = after.map { reading(rule, operation, in: [$0]) }
        let verdicts = readings.map { verdict(condition, level: numbers.baseline, $0) }
        explain(
            &numbers, rule, condition, readings, before.map { reading(rule, operation, in: [$0]) }, settings,
            needed)
        if case .value(let value, _) = reading(rule, operation, in: after) {
            numbers.candidate = value
            numbers.estimate = value
        }
        return RuleOutcome(sustained(verdicts, settings, needed), numbers, [shown(verdicts, needed)])
    }

    /// Bounds, spread of the windows' values, evidence, and where the verdict turns.
    private func explain(
        _ numbers: inout Judgement.Numbers, _ rule: Rule, _ condition: Rule.Condition, _ readings: [Reading],
        _ before: [Reading], _ settings: Stage.Watch, _ needed: Stage.Watch.Sustained
    ) {
        guard let bounds = condition.bounds(at: numbers.baseline) else { return }
        numbers.bounds = bounds.map(\.value)
        numbers.distributions = Distributions(
            .unit(rule.metric.unit), baseline: before.compactMap(\.value),
            candidate: readings.compactMap(\.value), bounds: bounds.map(\.value))
        if bounds.count == 1 { numbers.evidence = evidence(bounds[0], readings) }
        // A share of a negative baseline gets tighter as it grows.
        guard (numbers.baseline ?? 0) >= 0 || !condition.isRelative else { return }
        let level = numbers.baseline
        numbers.flip = .at(
            condition.movableLimits(at: level, rule.metric.unit).map { limit in
                let positions = readings.map { reading in
                    reading.compared?.reduce(-.infinity) { max($0, limit.position(allowing: $1, at: level)) }
                }
                return limit.threshold(turningLimits(positions, settings, needed))
            })
    }

    private func evidence(_ bound: OneSidedBound, _ readings: [Reading]) -> MarginEvidence? {
        let margins = readings.compactMap { $0.compared?.map(bound.excess).max() }
        do throws(StatisticsError) {
            return try MarginEvidence(margins)
        } catch {
            // A difference of huge values that overflows.
            return nil
        }
    }

    /// - Parameter positions: The limit from which on each window holds; nil for a window without a value.
    private func turningLimits(
        _ positions: [Double?], _ settings: Stage.Watch, _ sustained: Stage.Watch.Sustained
    ) -> TurningLimits {
        let (needed, of) = (sustained.windows, sustained.of)
        func turning(_ unknown: Double) -> Double {
            positions.indices.reduce(-.infinity) { loosest, end in
                let last = positions[max(0, end + 1 - of)...end].map { $0 ?? unknown }.sorted(by: >)
                return last.count >= needed ? max(loosest, last[needed - 1]) : loosest
            }
        }
        return TurningLimits(
            pass: isComplete(positions.count, settings, sustained) ? turning(.infinity) : .infinity,
            violation: turning(-.infinity))
    }

    /// A pass needs windows over all of the declared time: as many as fit into it, rounded.
    private func isComplete(
        _ windows: Int, _ settings: Stage.Watch, _ sustained: Stage.Watch.Sustained
    ) -> Bool {
        windows >= sustained.windows && settings.isComplete(windows)
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
    private func sustained(
        _ verdicts: [Verdict], _ settings: Stage.Watch, _ sustained: Stage.Watch.Sustained
    ) -> Verdict {
        let needed = sustained.windows
        var undecided: Verdict?
        for end in verdicts.indices {
            let last = verdicts[max(0, end + 1 - sustained.of)...end]
            if last.count(where: { $0 == .violation }) >= needed { return .violation }
            let bad = last.filter { $0 != .pass }
            if bad.count >= needed { undecided = undecided ?? bad.first { $0 != .violation } }
        }
        if let undecided { return undecided }
        guard isComplete(verdicts.count, settings, sustained) else {
            return .inconclusive(
                Inconclusive(.tooFewSamples, .windows(.few(count: verdicts.count))))
        }
        return .pass
    }

    private func shown(_ verdicts: [Verdict], _ sustained: Stage.Watch.Sustained) -> Note {
        let windows = verdicts.map { verdict -> Note.Window in
            switch verdict {
            case .pass: .good
            case .violation: .bad
            case .inconclusive: .unknown
            }
        }
        return .windows(verdicts: windows, violated: sustained.windows, of: sustained.of)
    }

    fileprivate func reading(_ rule: Rule, _ operation: String?, in windows: [WatchWindow]) -> Reading {
        let observed = windows.flatMap(\.samples)
            .filter { $0.metric == rule.metric.name && $0.operation == operation }
            .flatMap { $0.observed(.candidate) }
        if observed.isEmpty { return .nothing(Inconclusive(.noSamples, "a window without operations")) }
        if let flaw = observed.flaw(.window) { return .nothing(flaw) }
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

    var notOfWindows: Inconclusive {
        Inconclusive(.notEvaluated, "windows have no such statistic; write a mean, a percentile or a maximum")
    }
}

/// Why the windows before a deploy are nothing to compare with; nil where every relative rule can read them.
///
/// Asked before anything is deployed: what could not be judged afterwards need not be tried.
package func whyIncomparable(_ before: [WatchWindow], for stage: Stage) -> Inconclusive? {
    var addsUp = false
    if case .watch(let settings) = stage.kind { addsUp = settings.sustained == nil }
    let judging = RuleJudging(run: StageRun(.watch(before)), stage: stage)
    for rule in stage.rules where rule.condition.isRelative {
        for operation in rule.operations.isEmpty ? [nil] : rule.operations.map(Optional.some) {
            guard let why = judging.whyIncomparable(before, rule, operation, addsUp: addsUp) else { continue }
            return why.about("\(operation ?? rule.metric.name) before the deploy")
        }
    }
    return nil
}

extension RuleJudging {
    fileprivate func whyIncomparable(
        _ before: [WatchWindow], _ rule: Rule, _ operation: String?, addsUp: Bool
    ) -> Inconclusive? {
        if addsUp { return WatchedMetric(before, rule, operation).whyIncomparable }
        guard case .nothing(let why) = reading(rule, operation, in: before) else { return nil }
        return why
    }
}

/// What a rule reads from windows.
private enum Reading {
    /// The rule's statistic, and what is compared: that alone, or without a statistic every sample.
    case value(Double, compared: [Double])
    case nothing(Inconclusive)

    var value: Double? {
        if case .value(let value, _) = self { value } else { nil }
    }

    var compared: [Double]? {
        if case .value(_, let compared) = self { compared } else { nil }
    }
}
