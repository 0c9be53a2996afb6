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
            try await ContractChecks(context, settings.contracts).run(into: &run)
            let questions = questions()
            context.report("\(questions.count) requests to each of three processes")
            let baseline = try await answers(of: context.baseline, to: questions)
            let candidate = try await answers(of: context.candidate, to: questions)
            let again = try await answers(of: context.baseline, to: questions)
            let inputs = questions.indices.map {
                ProbedInput(baseline: baseline[$0], again: again[$0], candidate: candidate[$0])
            }
            let operations = grouped(questions, inputs)
            let comparison = compare(operations)
            run.differences += comparison.differences.map(masked)
            run.probes = probes(operations, comparison)
            run.failure = comparison.unusable.first.map {
                Inconclusive(.notRepeatable, "\($0.operation): \($0.why)")
            }
        }
    }

    /// Declared operations in turns, so that a write lies between reads; then the error contracts.
    private func questions() -> [DrawnInput] {
        var generator = SeededGenerator(seed: context.plan.seed, stream: "compat")
        var questions: [DrawnInput] = []
        for _ in 0..<CompatStage.inputsPerOperation {
            for operation in context.operations { questions.append(context.draw(operation, &generator)) }
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

    private func answers(
        of subject: Subject, to questions: [DrawnInput]
    ) async throws(MeasuringError) -> [ObservedAnswer] {
        try await subject.whileRunning { running throws(MeasuringError) in
            var answers: [ObservedAnswer] = []
            var isSilent = false
            for question in questions {
                let outcome = await running.performer.perform(question)
                try context.checkTime("while the \(subject.side.rawValue) was asked")
                if let death = running.death { throw death }
                try running.checkAnswered(outcome, to: question)
                isSilent = isSilent || outcome.failure?.hasNoAnswer ?? false
                answers.append(ObservedAnswer(outcome))
            }
            if let death = await running.death(isLikely: isSilent) { throw death }
            return answers
        }
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
            ProbedOperation(operation: name, inputs: byName[name] ?? [], ignoredHeaders: metricHeaders)
        }
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

    /// An answer may repeat a secret that the service was given.
    private func masked(_ difference: Difference) -> Difference {
        Difference(
            contract: difference.contract, subject: difference.subject, kind: difference.kind,
            severity: difference.severity,
            operation: difference.operation, place: difference.place, change: difference.change,
            baseline: context.baseline.masked(difference.baseline),
            candidate: context.candidate.masked(difference.candidate), seen: difference.seen,
            compared: difference.compared, text: difference.text.map(context.candidate.masked))
    }
}
