import GateModel
import Statistics

/// What one rule reads on one operation from the windows of a watch: the observations of each, before the deploy and after.
struct WatchedMetric {
    let rule: Rule
    let before: [[Observed]]
    let after: [[Observed]]

    /// Fewer windows before the deploy do not show how much they differ.
    static let leastReference = 5

    init(_ windows: [WatchWindow], _ rule: Rule, _ operation: String?) {
        self.rule = rule
        let observed = { (phase: WatchWindow.Phase) in
            windows.filter { $0.phase == phase }.map { window in
                window.samples.filter { $0.metric == rule.metric.name && $0.operation == operation }
                    .flatMap { $0.observed(.candidate) }
            }
        }
        before = observed(.before)
        after = observed(.after)
    }

    /// Why the windows before the deploy are nothing to compare with.
    var whyIncomparable: Inconclusive? {
        if before.isEmpty { return Inconclusive(.noSamples, "no window before the deploy") }
        let known = before.count { value(of: $0) != nil }
        guard known < Self.leastReference else { return nil }
        if before.allSatisfy(\.isEmpty) { return Inconclusive(.noSamples, "a window without operations") }
        if let flaw = before.joined().flaw(.window) { return flaw }
        return Inconclusive(
            .tooFewSamples, .windows(.fewKnown(count: known, least: Self.leastReference)))
    }

    /// The statistic of one window, or of several together; nil where there is no value.
    ///
    /// Failed operations are left out.
    func value(of observed: some Sequence<Observed>) -> Double? {
        statistic(observed.compactMap(\.value))
    }

    /// The same where what failed had been as bad as can be; nil where that leaves no number.
    func worstValue(of observed: [Observed], isUpper: Bool) -> Double? {
        let values = observed.compactMap(\.value)
        let unknown = observed.count - values.count
        guard unknown > 0 else { return statistic(values) }
        switch rule.statistic {
        case .median, .quantile:
            let worst = Double.greatestFiniteMagnitude / 4 * (isUpper ? 1 : -1)
            return statistic(values + Array(repeating: worst, count: unknown))
        case nil, .mean, .min, .max, .peak, .steady, .growth, .retained, .rate, .exponent, .tail, .worst,
            .warmup:
            return nil
        }
    }

    private func statistic(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        do throws(StatisticsError) {
            if rule.metric.source == .builtIn(.errors) { return try mean(values) }
            guard let statistic = rule.statistic else { return rule.condition.worst(of: values) }
            return try Judging.value(of: statistic, values)
        } catch {
            return nil
        }
    }

    /// In each window after the deploy, how many were beyond the bound.
    func counts(beyond bound: OneSidedBound) -> [WindowCount] {
        after.map { observed in
            let values = observed.compactMap(\.value)
            return WindowCount(
                failures: values.count { rule.isBeyond($0, bound) }, unknown: observed.count - values.count,
                requests: observed.count)
        }
    }
}

extension Sequence<Observed> {
    fileprivate func flaw(_ place: Inconclusive.Place) -> Inconclusive? { Array(self).flaw(place) }
}
