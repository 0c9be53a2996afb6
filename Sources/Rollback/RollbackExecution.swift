package import GateModel
import Git
import Processes

/// Runs a rollback plan step by step, with scripts exported from git objects into a private directory.
package struct RollbackExecution: Sendable {
    private let plan: RollbackPlan
    private let surroundings: Surroundings

    package init(_ plan: RollbackPlan, _ surroundings: Surroundings) {
        self.plan = plan
        self.surroundings = surroundings
    }

    /// Where and for whom a rollback runs.
    package struct Surroundings: Sendable {
        package let repository: String
        package let environmentName: String
        /// The run's own id.
        package let run: String
        /// The variables that scripts get besides Pawl's own.
        package let variables: [String: String]
        package let masks: [String]
        /// Before a step starts and after it ends a line goes there, on disk before anything happens.
        package let journal: String
        package let progress: @Sendable (Progress) -> Void
        /// Asked between steps: a first interrupt lets the step in flight end and leaves the rest.
        package let isInterrupted: @Sendable () -> Bool

        package init(
            repository: String, environmentName: String, run: String, variables: [String: String],
            masks: [String], journal: String, progress: @escaping @Sendable (Progress) -> Void,
            isInterrupted: @escaping @Sendable () -> Bool
        ) {
            self.repository = repository
            self.environmentName = environmentName
            self.run = run
            self.variables = variables
            self.masks = masks
            self.journal = journal
            self.progress = progress
            self.isInterrupted = isInterrupted
        }
    }

    /// Runs to the end, or to the first step that fails; what was done stays in the report either way.
    ///
    /// - Throws: only when nothing was run: the commits could not be exported, or the journal not written.
    package func run(fingerprintBefore: String?) async throws -> RollbackReport {
        let directory = try TemporaryDirectory(prefix: "pawl-rollback-")
        try export(to: directory.path)
        let journal = try Journal(surroundings.journal, run: surroundings.run)
        let clock = ContinuousClock()
        let began = clock.now
        var results: [RollbackReport.StepResult] = []
        var outcome: RollbackReport.Outcome?
        for step in plan.steps where outcome == nil {
            if surroundings.isInterrupted() {
                outcome = .unfinished(step: step.number)
                continue
            }
            try journal.started(step)
            let result = await perform(step, in: directory.path)
            results.append(result)
            try journal.ended(step, result)
            if !result.succeeded { outcome = failure(of: step) }
        }
        let report = RollbackReport(
            plan: plan, results: results, outcome: outcome ?? success, seconds: (clock.now - began).inSeconds,
            fingerprints: await fingerprints(before: fingerprintBefore, in: directory.path))
        try directory.remove()
        return report
    }

    private var success: RollbackReport.Outcome {
        plan.leftForPeople.isEmpty ? .verified : .cleanUpLeft(plan.leftForPeople)
    }

    private func failure(of step: RollbackStep) -> RollbackReport.Outcome {
        step.action == .verify && step.number == plan.steps.count ? .notVerified : .failed(step: step.number)
    }

    /// Both commits' whole trees, once to work with and once, read-only, to take the scripts from.
    private func export(to root: String) throws {
        let repository = try Repository(discoverFrom: surroundings.repository)
        for commit in Set([plan.from.commit, plan.to.commit]) {
            try repository.export(commit: commit, to: checkout(commit, in: root))
            try repository.export(commit: commit, to: scripts(commit, in: root))
        }
        try makeDirectory("\(root)/home")
    }

    private func checkout(_ commit: ObjectID, in root: String) -> String {
        "\(root)/checkout-\(commit.short)"
    }
    private func scripts(_ commit: ObjectID, in root: String) -> String { "\(root)/scripts-\(commit.short)" }

    private func perform(_ step: RollbackStep, in root: String) async -> RollbackReport.StepResult {
        surroundings.progress(
            Progress(stage: nil, text: "rollback, step \(step.number) of \(plan.steps.count): \(step.action)")
        )
        if let applied = step.applied {
            let asked = await execute(applied, step, in: root)
            switch asked.end {
            case "exit 0": break
            case "exit 1":
                return RollbackReport.StepResult(
                    number: step.number, end: "skipped: not applied here", succeeded: true,
                    seconds: asked.seconds, output: asked.output)
            default:
                return RollbackReport.StepResult(
                    number: step.number, end: "'applied' ended with \(asked.end)", succeeded: false,
                    seconds: asked.seconds, output: asked.output)
            }
        }
        return await execute(step.script, step, in: root)
    }

    private func execute(
        _ script: RollbackStep.Script, _ step: RollbackStep, in root: String
    ) async -> RollbackReport.StepResult {
        let command = Command(
            .direct(["\(scripts(script.commit, in: root))/\(script.path)"]),
            directory: checkout(plan.to.commit, in: root), environment: variables(step, in: root),
            timeout: step.timeout, keepsRunning: true, masks: surroundings.masks)
        do {
            // A cancelled task must not abort a step: the interrupt is looked at between steps.
            let result = try await Task { try await Processes.run(command) }.value
            let output = (result.output.text + result.errorOutput.text).suffix(2000)
            return RollbackReport.StepResult(
                number: step.number, end: "\(result.end)", succeeded: result.end == .exited(0),
                seconds: result.seconds, output: String(output))
        } catch {
            return RollbackReport.StepResult(
                number: step.number, end: "not started", succeeded: false, seconds: 0, output: "\(error)")
        }
    }

    private func variables(_ step: RollbackStep?, in root: String) -> [String: String] {
        var variables = surroundings.variables
        variables["HOME"] = "\(root)/home"
        variables["PAWL_FROM"] = plan.from.commit.hex
        variables["PAWL_TO"] = plan.to.commit.hex
        variables["PAWL_ENVIRONMENT"] = surroundings.environmentName
        variables["PAWL_CHECKOUT"] = checkout(plan.to.commit, in: root)
        variables["PAWL_CHECKOUT_FROM"] = checkout(plan.from.commit, in: root)
        variables["PAWL_RUN"] = surroundings.run
        variables["PAWL_STEP"] = step.map { String($0.number) } ?? "0"
        variables["PAWL_ATTEMPT"] = "1"
        variables["PAWL_CHANGE"] = step?.action.change ?? ""
        return variables
    }

    /// Recorded, not demanded: in a live environment users go on writing.
    private func fingerprints(before: String?, in root: String) async -> RollbackReport.Fingerprints? {
        guard let before, let directory = plan.steps.first(where: { $0.action == .verify })?.script else {
            return nil
        }
        let path =
            "\(scripts(directory.commit, in: root))/\(directory.path.dropLast("verify".count))fingerprint"
        let command = Command(
            .direct([path]), directory: checkout(plan.to.commit, in: root),
            environment: variables(nil, in: root),
            timeout: .seconds(120), masks: surroundings.masks)
        do {
            let result = try await Task { try await Processes.run(command) }.value
            let digest = result.output.text.trimmedLine
            return RollbackReport.Fingerprints(before: before, after: result.end == .exited(0) ? digest : nil)
        } catch {
            return RollbackReport.Fingerprints(before: before, after: nil)
        }
    }
}

extension String {
    /// Without white space at either end.
    var trimmedLine: String {
        var rest = Substring(self).drop { $0.isWhitespace }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}

extension Duration {
    /// As a floating-point number of seconds.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
