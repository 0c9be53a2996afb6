import DecisionLog
package import GateModel
import Judging

/// What the comparisons of a plan can show, by the noise that the newest gate of this pipeline recorded in this environment on
/// a host like this; by assumed noise where there is none. Nil where nothing is compared.
///
/// Any revision's noise will do: it is the host's and the service's, and hardly that of one change.
package func forecast(of plan: Plan, in session: CommandContext) throws -> ComparisonForecast? {
    guard let regress = plan.pipeline.stage(.regress) else { return nil }
    let earlier = try EarlierGates(
        of: plan.pipeline, on: session.context.host.hostClass, in: session.log(of: plan.environment).open())
    var found: ComparisonForecast?
    do {
        try earlier.readEvidence { head, evidence in
            for name in [StageName.baseline, .regress] where found == nil {
                guard let run = evidence.runs.first(where: { $0.stage == name }) else { continue }
                found = forecastByNoise(regress, of: run, entry: head.index, attempt: plan.attempt)
            }
            return found == nil
        }
    } catch is LogError {
        // The plan's notes say so; what a gate decides does not rest on it.
    }
    return found ?? forecastAssumingNoise(regress, attempt: plan.attempt)
}
