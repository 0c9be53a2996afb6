package import GateModel
package import Measuring
import Processes

/// A command of the baseline, such as a lint or test suite, in a copy of each revision's built files.
///
/// Baseline first, then the candidate, each once; the candidate once more where it fails in a way that the baseline does not.
package struct CheckStage: Sendable {
    private let context: StageContext
    private let settings: Stage.Check
    private let caller: CallerEnvironment

    /// The longest that one run may take where nothing else is declared.
    private static let timeout = Duration.seconds(600)

    /// - Parameter caller: Whose variables the stage's `env` and `secrets` name.
    package init(_ context: StageContext, _ settings: Stage.Check, caller: CallerEnvironment) {
        self.context = context
        self.settings = settings
        self.caller = caller
    }

    package func run() async -> StageRun {
        await context.run(StageRun.Observations.check, from: CheckRun()) { run throws(MeasuringError) in
            let baseline = try await execution(on: context.baseline, "baseline")
            run.baseline = baseline.observed
            let candidate = try await execution(on: context.candidate, "candidate")
            run.scripts = candidate.scripts
            run.absent = CheckRun.Names(baseline.passed.filter { !candidate.named.contains($0) })
            run.candidate = candidate.observed
            guard run.failsOnlyOnCandidate else { return }
            run.again = try await execution(
                on: context.candidate, "candidate once more, since only it failed"
            ).observed
        }
    }

    /// - Throws: where it could not be started, took too long, or was interrupted.
    private func execution(
        on subject: Subject, _ name: String
    ) async throws(MeasuringError) -> CheckExecution {
        try context.checkTime("before the check of the \(name)")
        context.report("'\(settings.run)' on the \(name)")
        let place = try CheckPlace(for: subject, beside: context.baseline)
        let result: Result<CheckExecution, MeasuringError>
        do throws(MeasuringError) {
            result = .success(try await execution(in: place))
        } catch {
            result = .failure(error)
        }
        if let left = place.remove() {
            context.report("the copy of the \(subject.side.rawValue)'s files stays: \(left)")
        }
        return try result.get()
    }

    private func execution(in place: CheckPlace) async throws(MeasuringError) -> CheckExecution {
        let side = place.subject.side
        let name = "check of the \(side.rawValue)"
        let scripts =
            try side == .candidate ? CheckScripts(settings.run, context).put(into: place.checkout) : []
        let command = place.command(settings, caller: caller, within: limit)
        let result: CommandResult
        do throws(ProcessError) {
            result = try await Processes.run(command)
        } catch {
            throw MeasuringError(.notEvaluated, "\(name), '\(settings.run)'", cause: error)
        }
        let end: ScriptEnd
        switch result.end {
        case .exited(let status): end = .exited(status: status)
        case .signalled(let signal): end = .signalled(signal: signal)
        case .memory(let limit): end = .memory(limitBytes: limit)
        case .cancelled: throw MeasuringError(.interrupted, "in the \(name)")
        case .timedOut:
            let lines = lastLines(result.output, result.errorOutput, in: command.sandbox)
            try context.checkTime("in the \(name)\(lines)")
            throw MeasuringError(
                .timedOut,
                "the \(name) ended with \(result.end)\(lines); 'within' of the stage gives it more")
        }
        return CheckExecution(
            end, result, in: command, report: settings.report.map { _ in place.report }, scripts: scripts)
    }

    /// What is left of a declared time, in which all runs of the stage share.
    private var limit: Duration {
        let left = context.timeLeft ?? Self.timeout
        let usual = context.stage.within == nil ? min(left, Self.timeout) : left
        return max(usual, .milliseconds(1))
    }
}
