import GateModel
import Statistics

extension Stage {
    /// A watch is refused if a service with half of the allowed failures would pass it less often than this.
    private static let power = 0.95

    private static let alpha = 0.05

    /// With fewer windows before the deploy, nothing shows how much windows differ anyway.
    private static let leastReference = 5

    /// Why a rule of a watch whose windows add up would usually stay undecided, or could never pass; nil where it can pass.
    func unprovable(_ rule: Rule, _ watch: Watch) -> UnprovableRule? {
        if rule.condition.isRelative || rule.statistic == .mean {
            return unprovable(rule, comparing: watch)
        }
        let allowed = rule.allowedShares.filter { $0 > 0 && $0 < 1 }
        guard let strictest = allowed.min() else { return nil }
        let planned = watch.plannedWindows
        guard planned >= WindowedShareTest.leastWindows else {
            return tooFewWindows(rule, planned, WindowedShareTest.leastWindows)
        }
        // A metric of the whole service has one value a window.
        let requests = rule.metric.isPerOperation ? watch.requestsPerWindow : 1
        do throws(StatisticsError) {
            let test = try WindowedShareTest(
                proportion: strictest, alpha: Self.alpha, plannedWindows: planned)
            let passes = test.passProbability(share: strictest / 2, requestsPerWindow: requests)
            guard passes < Self.power else { return nil }
            return UnprovableRule(
                rule: rule,
                text:
                    "with \(planned) windows of \(requests) requests, half of the limit passes in \(Int(passes * 100)) % of watches, and 95 % are required",
                hint: hint(test, strictest, rule, watch))
        } catch {
            return nil
        }
    }

    private func hint(_ test: WindowedShareTest, _ share: Double, _ rule: Rule, _ watch: Watch) -> String {
        let needed = test.requestsPerWindow(passing: share / 2, power: Self.power)
        guard let needed, rule.metric.isPerOperation else {
            return "raise 'for' or the limit, or lower 'every'"
        }
        let seconds = watch.every / .seconds(1)
        let rate = (Double(needed) / seconds * 10).rounded(.up) / 10
        let factor = Double(needed) / Double(watch.requestsPerWindow)
        let minutes = Int((watch.after / .seconds(60) * factor).rounded(.up))
        return
            "raise 'for' to \(minutes)m or 'rate' to \(significant(rate))/s, raise the limit, or declare 'sustained: 3 of 5'"
    }

    /// For rules that compare windows, each of which gives one value.
    private func unprovable(_ rule: Rule, comparing watch: Watch) -> UnprovableRule? {
        let before = Int((watch.before / watch.every).rounded())
        if rule.condition.isRelative, before < Self.leastReference {
            return UnprovableRule(
                rule: rule,
                text:
                    "it compares with \(Self.leastReference) windows before the deploy or more, \(before) are planned",
                hint: "raise 'before', or lower 'every'")
        }
        let planned = watch.plannedWindows
        return planned < Self.leastCompared ? tooFewWindows(rule, planned, Self.leastCompared) : nil
    }

    /// For rules that take one value a window: 8 windows can pass if all are alike; this many are enough with noise of half
    /// the distance to the limit.
    private static let leastCompared = 14

    private func tooFewWindows(_ rule: Rule, _ planned: Int, _ needed: Int) -> UnprovableRule {
        UnprovableRule(
            rule: rule, text: "it needs \(needed) windows to pass, \(planned) are planned",
            hint: "raise 'for', lower 'every', or declare 'sustained: 3 of 5'")
    }
}

extension Rule {
    /// The shares of requests that may lie beyond its bounds; empty for a rule that is not about a share.
    fileprivate var allowedShares: [Double] {
        let bounds: [(isUpper: Bool, value: Double)] =
            switch condition {
            case .range(let low, let high): [(false, low), (true, high)]
            case .compare(.equal, .absolute(let limit), _): [(false, limit), (true, limit)]
            case .compare(.lessOrEqual, .absolute(let limit), _), .compare(.less, .absolute(let limit), _):
                [(true, limit)]
            case .compare(_, .absolute(let limit), _): [(false, limit)]
            case .compare: []
            }
        if metric.source == .builtIn(.errors) { return bounds.map { $0.isUpper ? $0.value : 1 - $0.value } }
        switch statistic {
        case .median: return bounds.map { _ in 0.5 }
        case .quantile(let share): return bounds.map { $0.isUpper ? 1 - share : share }
        case nil, .mean, .min, .max, .peak, .steady, .growth, .retained, .rate, .exponent, .tail, .worst,
            .warmup:
            return []
        }
    }
}
