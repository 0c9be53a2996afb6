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
    /// How long one answer may take.
    private let patience: Duration

    package init(
        _ context: StageContext, _ settings: Stage.Compat, patience: Duration = .seconds(30)
    ) {
        self.context = context
        self.settings = settings
        self.patience = patience
    }

    /// Inputs of each declared operation, of services and of tools; an error probe is asked once.
    static let inputsPerOperation = 12

    package func run() async -> StageRun {
        await context.run(StageRun.Observations.compat, from: CompatRun()) { run throws(MeasuringError) in
            try await ContractChecks(context, settings.contracts).run(into: &run)
            if case .tool = context.baseline.declared {
                return try await ToolAnswers(context, settings).compare(into: &run)
            }
            let questions = questions()
            context.report("\(questions.count) requests to each of three processes")
            let baseline = try await context.baseline.whileRunning { running throws(MeasuringError) in
                try await put(questions, to: running)
            }
            let (candidate, again, safety) = try await others(questions, baseline)
            let all = [baseline, candidate, again]
            let asked = questions.indices.filter { index in !all.contains { $0.unasked.contains(index) } }
            let comparing = { (answers: [ObservedAnswer]) -> ([ProbedOperation], AnswerComparison) in
                let inputs = asked.map {
                    ProbedInput(
                        baseline: baseline.answers[$0], again: again.answers[$0], candidate: answers[$0])
                }
                let operations = grouped(asked.map { questions[$0] }, inputs)
                return (operations, compare(operations, slowness: slowness))
            }
            var (operations, comparison) = comparing(candidate.answers)
            if comparison.differences.contains(where: { $0.kind == .slower }) {
                let times = try await candidateOnceMore(questions)
                (operations, comparison) = comparing(zip(candidate.answers, times).map { $0.asFast(as: $1) })
            }
            run.differences += (comparison.differences + (safety?.differences ?? [])).map(context.masked)
            run.contracts += safety.map { [$0.run] } ?? []
            run.probes = probes(operations, comparison)
        }
    }

    private func put(
        _ questions: [DrawnInput], to running: RunningSubject
    ) async throws(MeasuringError) -> CompatAnswers {
        try await CompatAnswers(of: running, to: questions, within: patience, context)
    }

    /// Another process of the candidate, which the host may treat better; only its times count.
    private func candidateOnceMore(
        _ questions: [DrawnInput]
    ) async throws(MeasuringError) -> [ObservedAnswer] {
        context.report("the candidate once more, since it was slow")
        return try await context.candidate.whileRunning { running throws(MeasuringError) in
            try await put(questions, to: running)
        }.answers
    }

    /// The candidate's answers and those of the baseline's second run; after each, the baseline on what was left.
    private func others(
        _ questions: [DrawnInput], _ baseline: CompatAnswers
    ) async throws(MeasuringError) -> (CompatAnswers, CompatAnswers, RollbackSafety.SafetyFinding?) {
        let ask = { (running: RunningSubject) async throws(MeasuringError) in
            try await put(questions, to: running)
        }
        guard let safety = RollbackSafety(context, questions) else {
            let candidate = try await context.candidate.whileRunning(ask)
            return (candidate, try await context.baseline.whileRunning(ask), nil)
        }
        let (candidate, visit) = try await context.candidate.whileRunning(ask) { answers, state in
            await safety.visit(state, after: answers.outcomes)
        }
        let (again, finding) = try await context.baseline.whileRunning(ask) { again, state in
            let answers = RollbackSafety.Answers(
                first: baseline.answers, again: again.answers, candidate: candidate.outcomes)
            let control =
                safety.needsControl(visit, answers)
                ? await safety.visit(state, after: again.outcomes) : nil
            return safety.finding(visit, control: control, answers)
        }
        return (candidate, again, finding)
    }

    /// Declared operations in turns, so that a write lies between reads; then the error contracts.
    private func questions() -> [DrawnInput] {
        var generator = SeededGenerator(seed: context.plan.seed, stream: "compat")
        var questions: [DrawnInput] = []
        for _ in 0..<CompatStage.inputsPerOperation {
            for operation in context.operations {
                let question = context.draw(operation, &generator)
                questions.append(question)
                if let again = operation.repeated {
                    questions.append(DrawnInput(operation: again, values: question.values))
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
            let first = context.operations.first { $0.repeated?.name == name }
            return ProbedOperation(
                operation: name, inputs: byName[name] ?? [], ignoredHeaders: metricHeaders,
                asksForCodings: exchange?.asksForCodings ?? false,
                isOrdered: exchange?.promises.contains(.ordered) ?? false,
                firstTimes: first.flatMap { byName[$0.name] } ?? [])
        }
    }

    /// Where `regress` measures times in turns and many times, it is the judge of them.
    private var slowness: Difference.Severity {
        context.plan.pipeline.stages.contains { $0.name == .regress } ? .info : .breaking
    }

    /// An operation that shows nothing says why by itself: the others are judged all the same.
    private func probes(_ operations: [ProbedOperation], _ comparison: AnswerComparison) -> [Probe] {
        operations.map { operation in
            let failure = comparison.failure(of: operation.operation)
            return Probe(
                operation: operation.operation, inputs: failure == nil ? operation.inputs.count : 0,
                failure: failure.map(masked))
        }
    }

    private func masked(_ why: Inconclusive) -> Inconclusive {
        Inconclusive(why.reason, why.detail.masked(context.baseline.masked))
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

extension DeclaredOperation.Exchange {
    fileprivate var asksForCodings: Bool {
        request.headers.contains { $0.name.lowercased() == "accept-encoding" }
    }
}

extension Inconclusive.Detail {
    /// What was said, without the secrets that may be in it.
    fileprivate func masked(_ mask: (String) -> String) -> Inconclusive.Detail {
        switch self {
        case .said(let text): .said(text: OutsideText(mask(text.unescaped)))
        case .about(let name, let detail): .about(name: name, detail: detail.masked(mask))
        case .data, .observed, .blocks, .share, .pairs, .baseline, .windows, .memory, .report, .check, .load,
            .endedAt,
            .nothingDecided, .foreign, .helpNotAsked:
            self
        }
    }
}

extension StageContext {
    /// An answer may repeat a secret that the service was given.
    func masked(_ difference: Difference) -> Difference {
        var difference = difference
        difference.baseline = baseline.masked(difference.baseline)
        difference.candidate = candidate.masked(difference.candidate)
        difference.text = difference.text.map(candidate.masked)
        difference.output = difference.output.map(candidate.masked)
        return difference
    }
}
