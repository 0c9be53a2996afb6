package import GateModel
import Statistics

/// How many requests of an operation a load should have at least, so that no rule is left open for want of them: twice as many
/// as pass if all of them are good.
package func fewestRequests(of stage: Stage) -> Int {
    let shares = stage.rules.flatMap { rule in
        (rule.condition.bounds(at: nil) ?? []).compactMap(rule.allowedShare)
    }
    let needed = shares.map { share in
        do throws(StatisticsError) {
            return try ProportionLimit(proportion: share, alpha: RuleJudging.alpha).smallestPassingCount
        } catch {
            return 1
        }
    }
    return 2 * (needed.max() ?? 1)
}
