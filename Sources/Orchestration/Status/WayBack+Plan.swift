import DecisionLog
import GateModel
import Git
import Rollback

/// So many revisions are planned back to, to find the furthest safe one.
private let furthest = 20

/// What `pawl rollback` without a target would do, planned from git objects alone; what cannot be planned here is said.
func wayBack(
    _ history: EnvironmentHistory, pipeline: String, in repository: borrowing Repository
) -> WayBack {
    let targets = history.rollbackTargets
    guard let from = history.rollbackOrigin, let to = targets.first else { return .none }
    do {
        let file = try readPipeline(pipeline, at: from.commit, in: repository)
        guard let settings = file.pipeline.rollback else { return .undeclared(to: to) }
        let plan = try planRollback(from: from, to: to, settings: settings, in: repository)
        return .planned(plan, safePoint: safePoint(targets, nearest: plan, settings, in: repository))
    } catch {
        return .unplannable(to: to, why: "\(error)")
    }
}

/// - Parameter nearest: The plan to the first of the targets.
private func safePoint(
    _ targets: [Revision], nearest: RollbackPlan, _ settings: Pipeline.Rollback,
    in repository: borrowing Repository
) -> SafePoint? {
    guard nearest.leftForPeople.isEmpty else { return nil }
    var (safe, steps) = (nearest.to, 1)
    for target in targets.prefix(furthest).dropFirst() {
        do {
            let plan = try planRollback(from: nearest.from, to: target, settings: settings, in: repository)
            guard plan.leftForPeople.isEmpty else {
                return SafePoint(revision: safe, revisionsBack: steps, mayBeFurther: false)
            }
            (safe, steps) = (target, steps + 1)
        } catch {
            return SafePoint(revision: safe, revisionsBack: steps, mayBeFurther: true)
        }
    }
    return SafePoint(revision: safe, revisionsBack: steps, mayBeFurther: targets.count > furthest)
}
