import Contracts
package import GateModel
import Measuring
import Statistics

/// The candidate's answers against those of the baseline, which is the contract.
///
/// Three processes from three fresh copies of the state answer the same inputs in the same order: the baseline, the
/// candidate, and the baseline again. What differs between the baseline's two runs is volatile.
package struct CompatStage: Sendable {
    private let context: StageContext
    private let settings: Stage.Compat

    package init(_ context: StageContext, _ settings: Stage.Compat) {
        self.context = context
        self.settings = settings
    }

    /// Inputs of each declared operation; an error probe is asked once.
    private static let inputsPerOperation = 12

    package func run() async -> StageRun {
        await context.run { run throws(MeasuringError) in
            run.contracts = []
            try await ContractChecks(context, settings.contracts).run(into: &run)
            if case .tool = context.baseline.declared {
                return try await ToolAnswers(context, settings).compare(into: &run)
            }
            let questions = questions()
            context.report("\(questions.count) requests to each of three processes")
            let baseline = try await context.baseline.whileRunning { running throws(MeasuringError) in
                try await outcomes(of: running, to: questions)
            }.map(ObservedAnswer.init)
            let (candidate, again, safety) = try await others(questions, baseline)
            let inputs = questions.indices.map {
                ProbedInput(baseline: baseline[$0], again: again[$0], candidate: candidate[$0])
            }
            let operations = grouped(questions, inputs)
            let comparison = compare(operations, slowness: slowness)
            run.differences += (comparison.differences + (safety?.differences ?? [])).map(context.masked)
            run.contracts? += safety.map { [$0.run] } ?? []
            run.probes = probes(operations, comparison)
            run.failure = comparison.unusable.first.map {
                Inconclusive($0.reason, "\($0.operation): \($0.why)")
            }
        }
    }

    /// The candidate's answers and those of the baseline's second run; after each, the baseline on what was left.
    private func others(
        _ questions: [DrawnInput], _ baseline: [ObservedAnswer]
    ) async throws(MeasuringError) -> ([ObservedAnswer], [ObservedAnswer], RollbackSafety.Finding?) {
        let ask = { (running: RunningSubject) async throws(MeasuringError) in
            try await outcomes(of: running, to: questions)
        }
        guard let safety = RollbackSafety(context, questions) else {
            let candidate = try await context.candidate.whileRunning(ask).map(ObservedAnswer.init)
            return (candidate, try await context.baseline.whileRunning(ask).map(ObservedAnswer.init), nil)
        }
        let (candidate, visit) = try await context.candidate.whileRunning(ask) { outcomes, state in
            await safety.visit(state, after: outcomes)
        }
        let (again, finding) = try await context.baseline.whileRunning(ask) { outcomes, state in
            let answers = RollbackSafety.Answers(
                first: baseline, again: outcomes.map(ObservedAnswer.init), candidate: candidate)
            let control =
                safety.needsControl(visit, answers) ? await safety.visit(state, after: outcomes) : nil
            return safety.finding(visit, control: control, answers)
        }
        return (candidate.map(ObservedAnswer.init), again.map(ObservedAnswer.init), finding)
    }

    /// Declared operations in turns, so that a write lies between reads; then the error contracts.
    private func questions() -> [DrawnInput] {
        var generator = SeededGenerator(seed: context.plan.seed, stream: "compat")
        var questions: [DrawnInput] = []
        for _ in 0..<CompatStage.inputsPerOperation {
            for operation in context.operations {
                let question = context.draw(operation, &generator)
                questions.append(question)
                if operation.exchange?.promises.contains(.idempotent) == true {
                    questions.append(question.asRepeat)
                }
            }
        }
        guard settings.probesErrors else { return questions }
        for probe in errorProbes(for: context.operations, values: context.plan.pipeline.values) {
            let operation = DeclaredOperation(
                name: probe.name, request: probe.request, expect: .success, then: nil, weight: 1,
                position: context.stage.position)
            questions.append(context.draw(operation, &generator))
        }
        return questions
    }

    private func outcomes(
        of running: RunningSubject, to questions: [DrawnInput]
    ) async throws(MeasuringError) -> [OperationOutcome] {
        var outcomes: [OperationOutcome] = []
        var isSilent = false
        for question in questions {
            let outcome = await running.performer.perform(question)
            try context.checkTime("while the \(running.subject.side.rawValue) was asked")
            if let death = running.death { throw death }
            try running.checkAnswered(outcome, to: question)
            isSilent = isSilent || outcome.failure?.hasNoAnswer ?? false
            outcomes.append(outcome)
        }
        if let death = await running.death(isLikely: isSilent) { throw death }
        return outcomes
    }

    /// In the order in which the operations were first asked.
    private func grouped(_ questions: [DrawnInput], _ inputs: [ProbedInput]) -> [ProbedOperation] {
        var names: [String] = []
        var byName: [String: [ProbedInput]] = [:]
        for (question, input) in zip(questions, inputs) {
            let name = question.operation.name
            if byName[name] == nil { names.append(name) }
            byName[name, default: []].append(input)
        }
        return names.map { name in
            let exchange = questions.first { $0.operation.name == name }?.operation.exchange
            return ProbedOperation(
                operation: name, inputs: byName[name] ?? [], ignoredHeaders: metricHeaders,
                asksForCodings: exchange?.asksForCodings ?? false,
                isOrdered: exchange?.promises.contains(.ordered) ?? false,
                firstTimes: DrawnInput.first(ofRepeat: name).flatMap { byName[$0] } ?? [])
        }
    }

    /// Where `regress` measures times in turns and many times, it is the judge of them.
    private var slowness: Difference.Severity {
        context.plan.pipeline.stages.contains { $0.name == .regress } ? .info : .breaking
    }

    private func probes(_ operations: [ProbedOperation], _ comparison: Comparison) -> [Probe] {
        let unusable = Set(comparison.unusable.map(\.operation))
        return operations.map { operation in
            let inputs = unusable.contains(operation.operation) ? 0 : operation.inputs.count
            return Probe(operation: operation.operation, inputs: inputs)
        }
    }

    /// Judged by their rules, not as part of the contract.
    private var metricHeaders: [String] {
        context.plan.pipeline.metrics.compactMap { metric in
            switch metric.source {
            case .header(let name): name
            case .serverTiming: "Server-Timing"
            case .builtIn, .usage, .json, .command, .openMetrics: nil
            }
        }
    }
}

extension DrawnInput {
    private static let repeated = "/repeat"

    /// The same write, sent a second time: another operation, with answers of its own.
    fileprivate var asRepeat: DrawnInput {
        let again = DeclaredOperation(
            name: operation.name + DrawnInput.repeated, action: operation.action, weight: operation.weight,
            position: operation.position)
        return DrawnInput(operation: again, values: values)
    }

    /// The operation that one is the repeat of; no declared name has a slash.
    fileprivate static func first(ofRepeat name: String) -> String? {
        name.hasSuffix(repeated) ? String(name.dropLast(repeated.count)) : nil
    }
}

extension DeclaredOperation.Exchange {
    fileprivate var asksForCodings: Bool {
        request.headers.contains { $0.name.lowercased() == "accept-encoding" }
    }
}

extension StageContext {
    /// An answer may repeat a secret that the service was given.
    func masked(_ difference: Difference) -> Difference {
        Difference(
            contract: difference.contract, subject: difference.subject, kind: difference.kind,
            severity: difference.severity,
            operation: difference.operation, place: difference.place, change: difference.change,
            baseline: baseline.masked(difference.baseline),
            candidate: candidate.masked(difference.candidate), seen: difference.seen,
            compared: difference.compared, text: difference.text.map(candidate.masked))
    }
}
