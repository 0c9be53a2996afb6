import Contracts
package import GateModel
import HTTPClient
import Measuring
import Statistics

/// The candidate's answers against those of the baseline, which is the contract.
///
/// Three processes from three fresh copies of the state answer the same inputs in the same order: the baseline, the
/// candidate, and the baseline again. What differs between the baseline's two runs is volatile.
package struct CompatStage: Sendable {
    private let context: StageContext
    private let probesErrors: Bool

    package init(_ context: StageContext, probesErrors: Bool) {
        self.context = context
        self.probesErrors = probesErrors
    }

    /// Inputs of each declared operation; an error probe is asked once.
    private static let inputsPerOperation = 12

    package func run() async -> StageRun {
        var run = context.newRun()
        let questions = questions()
        context.report("\(questions.count) requests to each of three processes")
        do throws(MeasuringError) {
            let baseline = try await answers(of: context.baseline, to: questions)
            let candidate = try await answers(of: context.candidate, to: questions)
            let again = try await answers(of: context.baseline, to: questions)
            let operations = probed(questions, baseline, again, candidate)
            let comparison = compare(operations)
            run.differences = comparison.differences
            run.probes = probes(operations, comparison)
            run.failure = comparison.unusable.first.map {
                Inconclusive(.notRepeatable, "\($0.operation): \($0.why)")
            }
        } catch {
            run.failure = error.inconclusive
        }
        return run
    }

    /// Declared operations in turns, so that a write lies between reads; then the error contracts.
    private func questions() -> [DrawnInput] {
        var generator = SeededGenerator(seed: context.plan.seed, stream: "compat")
        var questions: [DrawnInput] = []
        for _ in 0..<CompatStage.inputsPerOperation {
            for operation in context.operations {
                questions.append(.draw(operation, from: context.plan.pipeline.values, using: &generator))
            }
        }
        guard probesErrors else { return questions }
        for probe in errorProbes(for: context.operations, values: context.plan.pipeline.values) {
            let operation = DeclaredOperation(
                name: probe.name, request: probe.request, expect: .success, then: nil, weight: 1,
                position: context.stage.position)
            questions.append(.draw(operation, from: context.plan.pipeline.values, using: &generator))
        }
        return questions
    }

    private func answers(
        of subject: Subject, to questions: [DrawnInput]
    ) async throws(MeasuringError) -> [ObservedAnswer] {
        let running = try await subject.start()
        var answers: [ObservedAnswer] = []
        for question in questions {
            answers.append(ObservedAnswer(await running.performer.perform(question)))
            if let death = running.death {
                await running.stop()
                throw death
            }
        }
        await running.stop()
        return answers
    }

    private func probed(
        _ questions: [DrawnInput], _ baseline: [ObservedAnswer], _ again: [ObservedAnswer],
        _ candidate: [ObservedAnswer]
    ) -> [ProbedOperation] {
        var names: [String] = []
        var inputs: [String: [ProbedInput]] = [:]
        for (index, question) in questions.enumerated() {
            let name = question.operation.name
            if inputs[name] == nil { names.append(name) }
            let input = ProbedInput(
                baseline: baseline[index], again: again[index], candidate: candidate[index])
            inputs[name, default: []].append(input)
        }
        return names.map { name in
            ProbedOperation(operation: name, inputs: inputs[name] ?? [], ignoredHeaders: metricHeaders)
        }
    }

    private func probes(_ operations: [ProbedOperation], _ comparison: Comparison) -> [Probe] {
        let unusable = Set(comparison.unusable.map(\.operation))
        return operations.map { operation in
            let inputs = unusable.contains(operation.operation) ? 0 : operation.inputs.count
            return Probe(operation: operation.operation, inputs: inputs)
        }
    }

    private var metricHeaders: [String] {
        context.plan.pipeline.metrics.compactMap { metric in
            if case .header(let name) = metric.source { name } else { nil }
        }
    }
}

extension ObservedAnswer {
    /// The first exchange, and the read that belongs to it. A status that the operation does not expect is an answer
    /// like any other here: the baseline says what is right.
    fileprivate init(_ outcome: OperationOutcome) {
        guard let first = outcome.exchanges.first else {
            self.init(outcome: .failed(kind: outcome.failure ?? "no answer"))
            return
        }
        if outcome.exchanges.count > 1 {
            self.init(
                outcome: .answered(Answer(first.response)),
                followUp: .answered(Answer(outcome.exchanges[1].response)))
        } else if let failure = outcome.failure, failure.hasPrefix("then: ") {
            self.init(
                outcome: .answered(Answer(first.response)),
                followUp: .failed(kind: String(failure.dropFirst(6))))
        } else {
            self.init(outcome: .answered(Answer(first.response)))
        }
    }
}

extension ObservedAnswer.Answer {
    fileprivate init(_ response: HTTPResponse) {
        self.init(
            status: response.status,
            headers: response.headers.map { ObservedAnswer.Header(name: $0.name, value: $0.value) },
            body: response.body)
    }
}
