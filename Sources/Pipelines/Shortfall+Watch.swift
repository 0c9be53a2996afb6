import GateModel
import Statistics

extension Stage {
    /// A watch in which what fails half as often as it may passes less often than this is refused.
    private static let power = 0.95

    private static let alpha = 0.05

    /// Windows before the deploy without which nothing shows how much they differ.
    private static let leastReference = 5

    /// Why a rule of a watch whose windows add up would be left open, or could not pass at all.
    func shortfall(of rule: Rule, _ watch: Watch) -> Shortfall? {
        if rule.condition.isRelative || rule.statistic == .mean {
            return shortfall(of: rule, comparing: watch)
        }
        let allowed = rule.allowedShares.filter { $0 > 0 && $0 < 1 }
        guard let strictest = allowed.min() else { return nil }
        let planned = watch.plannedWindows
        guard planned >= WindowedShareTest.leastWindows else {
            return tooFewWindows(rule, planned, WindowedShareTest.leastWindows)
        }
        // What the service tells of itself comes once a window.
        let requests = rule.metric.isPerOperation ? watch.requestsPerWindow : 1
        do throws(StatisticsError) {
            let test = try WindowedShareTest(
                proportion: strictest, alpha: Self.alpha, plannedWindows: planned)
            let passes = test.passProbability(share: strictest / 2, requestsPerWindow: requests)
            guard passes < Self.power else { return nil }
            return Shortfall(
                rule: rule,
                text:
                    "\(planned) windows of \(requests) requests pass half of the limit in \(Int(passes * 100)) %, expected 95 %",
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

    /// Values of windows are compared, each one value.
    private func shortfall(of rule: Rule, comparing watch: Watch) -> Shortfall? {
        let before = Int((watch.before / watch.every).rounded())
        if rule.condition.isRelative, before < Self.leastReference {
            return Shortfall(
                rule: rule,
                text:
                    "it compares with \(Self.leastReference) windows before the deploy or more, \(before) are planned",
                hint: "raise 'before', or lower 'every'")
        }
        let planned = watch.plannedWindows
        return planned < Self.leastCompared ? tooFewWindows(rule, planned, Self.leastCompared) : nil
    }

    /// Windows of which each is one value: 8 are the fewest that can pass, all alike; with noise of half the distance to
    /// the limit it takes so many.
    private static let leastCompared = 14

    private func tooFewWindows(_ rule: Rule, _ planned: Int, _ needed: Int) -> Shortfall {
        Shortfall(
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
