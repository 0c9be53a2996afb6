package import GateModel
package import Measuring
import Processes

/// The baseline of a plan, checked out, built, started and stopped in the sandbox, to see whether it works there.
package struct SandboxTrial: Sendable {
    private let plan: Plan
    private let repository: String
    private let environment: CallerEnvironment
    private let confinement: SubjectConfinement
    private let progress: @Sendable (Progress) -> Void

    package init(
        of plan: Plan, repository: String, environment: CallerEnvironment, confinement: SubjectConfinement,
        progress: @escaping @Sendable (Progress) -> Void
    ) {
        self.plan = plan
        self.repository = repository
        self.environment = environment
        self.confinement = confinement
        self.progress = progress
    }

    /// What was seen of a baseline that works.
    package struct Seen: Sendable {
        /// Of checking out, building and making its data, in seconds.
        package let preparing: Double
        /// From the start to the first answer, in seconds; nil: a tool, which is not started.
        package let ready: Double?
        /// What its words say that the sandbox kept from it all the same.
        package let refusals: [SandboxRefusal]
    }

    /// - Throws: where it does not build, or does not get ready; nothing is left behind either way.
    package func run() async throws(MeasuringError) -> Seen {
        let directory: TemporaryDirectory
        do throws(FileError) {
            directory = try TemporaryDirectory(prefix: "pawl-gate-")
        } catch {
            throw MeasuringError(.dataNotReady, "workspace", cause: error)
        }
        let preparation = Preparation(
            plan: plan, root: directory.path, environment: environment, progress: progress, claims: .none,
            builds: BuildCaches(of: plan, in: nil) { _ in }, confinement: confinement)
        do throws(MeasuringError) {
            let seen = try await seen(preparation)
            await preparation.dropStates()
            return seen
        } catch {
            await preparation.dropStates()
            throw error
        }
    }

    private func seen(_ preparation: Preparation) async throws(MeasuringError) -> Seen {
        let clock = ContinuousClock()
        let began = clock.now
        let subject = try await preparation.makeBaseline(from: repository)
        let preparing = (clock.now - began) / .seconds(1)
        guard case .service = plan.pipeline.subject else {
            return Seen(preparing: preparing, ready: nil, refusals: [])
        }
        let started = clock.now
        return try await subject.whileRunning { running in
            Seen(
                preparing: preparing, ready: (clock.now - started) / .seconds(1), refusals: running.refusals)
        }
    }
}
