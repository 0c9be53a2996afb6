import GateModel
import Processes

/// Runs a plan's scripts, each in a process tree of its own, and tells how they ended.
struct ScriptRunner: Sendable {
    /// How much is kept of what a script prints: bytes from each stream's beginning, and as many from its
    /// end.
    private static let outputLimit = 2048
    private static let fingerprintTimeout = Duration.seconds(120)

    let plan: RollbackPlan
    let context: RollbackContext
    let directory: RollbackDirectory

    /// Asks `applied` where the step has one, then runs the script unless the change never took effect here.
    func perform(_ step: RollbackStep) async -> RollbackReport.StepResult {
        var asked = 0.0
        if let applied = step.applied {
            switch await run(applied, of: step, keepsRunning: false) {
            case .success(let result) where result.end == .exited(0):
                asked = result.seconds
            case .success(let result) where result.end == .exited(1):
                return step.result(.skipped, result)
            case .success(let result):
                return step.result(.unclear(applied: ScriptEnd(result.end)), result)
            case .failure(let error):
                return step.result(error)
            }
        }
        switch await run(step.script, of: step, keepsRunning: step.action.keepsRunning) {
        case .success(let result):
            return step.result(.ran(end: ScriptEnd(result.end)), result, asked: asked)
        case .failure(let error):
            return step.result(error)
        }
    }

    /// The words that `to`'s script prints, with one blank between them; nil where there is none.
    func fingerprint() async -> String? {
        guard let path = directory.fingerprint else { return nil }
        let ran = await execute(
            path, variables: common, timeout: ScriptRunner.fingerprintTimeout, keepsRunning: false)
        switch ran {
        case .success(let result):
            let words = result.output.text.split { $0.isWhitespace }
            if result.end != .exited(0) {
                context.say("fingerprint: no digest: \(ScriptEnd(result.end))")
            } else if words.isEmpty || result.output.omittedBytes > 0 {
                context.say("fingerprint: it printed nothing, or more than a digest")
            } else {
                return words.joined(separator: " ")
            }
        case .failure(let error):
            context.say("fingerprint: no digest: \(error)")
        }
        return nil
    }

    private func run(
        _ script: RollbackStep.Script, of step: RollbackStep, keepsRunning: Bool
    ) async -> Result<CommandResult, any Error> {
        let path: String
        do {
            path = try directory.path(of: script)
        } catch {
            return .failure(error)
        }
        var variables = common
        variables["PAWL_STEP"] = "\(step.number)"
        variables["PAWL_ATTEMPT"] = "1"
        variables["PAWL_CHANGE"] = step.action.change ?? ""
        return await execute(
            path, variables: variables, timeout: step.timeout, keepsRunning: keepsRunning)
    }

    private func execute(
        _ path: String, variables: [String: String], timeout: Duration, keepsRunning: Bool
    ) async -> Result<CommandResult, any Error> {
        let command = Command(
            .direct([path]), directory: directory.checkout, environment: variables, timeout: timeout,
            keepsRunning: keepsRunning, outputLimit: ScriptRunner.outputLimit, masks: context.masks)
        // A task of its own: cancelling the caller's must not abort a script.
        return await Task { () -> Result<CommandResult, any Error> in
            do throws(ProcessError) {
                return .success(try await Processes.run(command))
            } catch {
                return .failure(error)
            }
        }.value
    }

    private var common: [String: String] {
        var variables = context.variables
        variables["HOME"] = variables["HOME"] ?? directory.home
        variables["PAWL_FROM"] = plan.from.commit.hex
        variables["PAWL_TO"] = plan.to.commit.hex
        variables["PAWL_ENVIRONMENT"] = context.environmentName
        variables["PAWL_CHECKOUT"] = directory.checkout
        variables["PAWL_CHECKOUT_FROM"] = directory.checkoutFrom
        variables["PAWL_RUN"] = context.run
        return variables
    }
}

extension RollbackStep.Action {
    /// Whether what it leaves running was left on purpose; checks leave nothing behind.
    fileprivate var keepsRunning: Bool {
        switch self {
        case .redeploy, .revert: true
        case .verify, .verifyChange: false
        }
    }
}

extension RollbackStep {
    fileprivate func result(
        _ end: StepEnd, _ result: CommandResult, asked: Double = 0
    ) -> RollbackReport.StepResult {
        RollbackReport.StepResult(
            number: number, end: end, seconds: asked + result.seconds, output: result.text)
    }

    fileprivate func result(_ error: any Error) -> RollbackReport.StepResult {
        let end = (error as? ProcessError).map(ScriptEnd.init) ?? .notStarted
        return RollbackReport.StepResult(
            number: number, end: .ran(end: end), seconds: 0, output: errorText(error))
    }
}

extension CommandResult {
    private static let mostNamed = 10

    /// What it printed, first to standard output; then a line that names the processes it left running.
    fileprivate var text: String {
        let printed = output.text + errorOutput.text
        guard !leftRunning.isEmpty else { return printed }
        let named = leftRunning.prefix(Self.mostNamed).map { "\($0)" }.joined(separator: ", ")
        let others =
            leftRunning.count > Self.mostNamed ? " and \(leftRunning.count - Self.mostNamed) more" : ""
        let gap = printed.isEmpty || printed.hasSuffix("\n") ? "" : "\n"
        return "\(printed)\(gap)[left running: \(named)\(others)]\n"
    }
}
