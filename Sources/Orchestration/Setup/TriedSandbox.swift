package import GateModel
package import Measuring
package import Processes
import Stages

/// What `pawl doctor --sandbox` saw of a pipeline's baseline in the sandbox of this machine.
package struct TriedSandbox: Sendable {
    package let isolation: Isolation
    package let outcome: Outcome

    package enum Outcome: Sendable {
        /// It runs somewhere else, so nothing of it is confined here.
        case external
        /// Built in so many seconds, and ready so many after its start (nil: a tool, which is not started); with what its words
        /// say that it was refused all the same.
        case works(preparing: Double, ready: Double?, refusals: [SandboxRefusal])
        /// It neither built nor got ready; with the paths that it was refused, and whether strace told them.
        case fails(Inconclusive, refusals: [SandboxRefusal], isTraced: Bool)
    }
}

/// Tries it, and where it fails once more under strace(1), which names what the program does not.
///
/// - Throws: where it cannot be found out how commands are confined here.
package func trySandbox(_ plan: Plan, in session: CommandContext) async throws -> TriedSandbox {
    let confinement = try await session.confinement(opening: plan.openings)
    let isolation = confinement.isolation
    if plan.pipeline.subject.isExternal { return TriedSandbox(isolation: isolation, outcome: .external) }
    let trial = SandboxTrial(
        of: plan, repository: session.directory, environment: session.caller, confinement: confinement,
        progress: session.progress)
    do throws(MeasuringError) {
        let seen = try await trial.run()
        return TriedSandbox(
            isolation: isolation,
            outcome: .works(preparing: seen.preparing, ready: seen.ready, refusals: seen.refusals))
    } catch {
        guard isolation != .none, let traced = try TracedShepherds(path: session.caller.path) else {
            return TriedSandbox(
                isolation: isolation, outcome: .fails(error.inconclusive, refusals: [], isTraced: false))
        }
        session.say("once more under strace, to see what it was refused")
        do throws(MeasuringError) {
            _ = try await trial.run()
        } catch {
            // As the first time; what counts is what the trace has of it.
        }
        return TriedSandbox(
            isolation: isolation,
            outcome: .fails(
                error.inconclusive, refusals: confinement.refusals(traced: try traced.failedCalls()),
                isTraced: true))
    }
}
