import Contracts
import GateModel
import Measuring
import Processes
import Statistics

/// What the candidate's commands do against what the baseline's do, which is the contract.
///
/// The baseline, the candidate, and the baseline again run the same commands with the same inputs in the same order, each
/// in a fresh directory. What differs between the baseline's two runs is volatile.
struct ToolAnswers {
    private let context: StageContext
    private let settings: Stage.Compat

    init(_ context: StageContext, _ settings: Stage.Compat) {
        self.context = context
        self.settings = settings
    }

    /// Kept from the beginning of each stream, and as much from its end.
    private static let outputLimit = 2 << 20
    /// Help and refusals come at once, or not at all.
    private static let probeTimeout = Duration.seconds(30)

    /// - Throws: ``MeasuringError`` where a command could not be run at all, or the stage ended; nothing is recorded then.
    func compare(into run: inout CompatRun) async throws(MeasuringError) {
        let questions = questions()
        let probes = settings.probesErrors ? commandProbes(for: context.operations) : []
        context.report(
            "\(questions.count) commands on each side, and \(probes.count) that have to be refused")
        let baseline = try await answers(of: context.baseline, to: questions, probes, help: nil)
        let help = baseline.help.map(\.question)
        let candidate = try await answers(of: context.candidate, to: questions, probes, help: help)
        let again = try await answers(of: context.baseline, to: questions, probes, help: help)
        let commands =
            declared(questions, baseline, again, candidate) + refused(probes, baseline, again, candidate)
        let comparison = Contracts.compare(commands)
        run.probes = commands.map { command in
            let failure = comparison.failure(of: command.operation)?.about(command.operation)
            return Probe(
                operation: command.operation, inputs: failure == nil ? command.inputs.count : 0,
                failure: failure,
                output: comparison.output(of: command.operation).map(context.baseline.masked))
        }
        run.differences += comparison.differences.map(context.masked)
        compareHelp(baseline, again, candidate, into: &run)
        tellOfHelpNotAsked(into: &run)
    }

    /// Where error cases are probed, what a caller can write is part of what has to be compared.
    private func tellOfHelpNotAsked(into run: inout CompatRun) {
        for operation in operationsWithoutHelp(context.operations) {
            if settings.probesErrors {
                let why = Inconclusive(.notEvaluated, .helpNotAsked)
                run.probes.append(Probe(operation: operation.name + "/help", inputs: 0, failure: why))
            } else {
                run.differences.append(
                    Difference(
                        kind: .helpNotAsked, severity: .info, operation: operation.name, place: "",
                        baseline: "",
                        candidate: "", text: "it cannot be told which program its command runs"))
            }
        }
    }

    /// Operations in turns. The same command with the same input twice is enough: what it leaves behind for itself shows
    /// then. One that measures by itself runs many times already.
    private func questions() -> [DrawnInput] {
        var generator = SeededGenerator(seed: context.plan.seed, stream: "compat")
        var questions: [DrawnInput] = []
        var asked: [DrawnInput: Int] = [:]
        for round in 0..<CompatStage.inputsPerOperation {
            for operation in context.operations where round == 0 || !operation.isReported {
                let question = context.draw(operation, &generator)
                asked[question, default: 0] += 1
                if asked[question, default: 0] <= 2 { questions.append(question) }
            }
        }
        return questions
    }

    // MARK: One side

    private struct Answers {
        var declared: [ObservedRun] = []
        var refused: [ObservedRun] = []
        var help: [(question: HelpQuestion, answer: HelpAnswer)] = []
    }

    private enum HelpAnswer {
        /// Whether it exited with 0; a synopsis often comes with another status.
        case text(HelpText, isSuccess: Bool)
        /// It prints nothing that names what can be written.
        case none
        /// It did not come to its end; nobody knows what it would have said.
        case unknown(String)

        var text: HelpText? {
            if case .text(let text, _) = self { text } else { nil }
        }

        var isSuccess: Bool {
            if case .text(_, let isSuccess) = self { isSuccess } else { false }
        }

        var isNone: Bool {
            if case .none = self { true } else { false }
        }

        var isFailure: Bool {
            switch self {
            case .text(_, let isSuccess): !isSuccess
            case .none: true
            case .unknown: false
            }
        }
    }

    /// - Parameter help: What to ask for help; nil: find out, by asking.
    private func answers(
        of subject: Subject, to questions: [DrawnInput], _ probes: [CommandProbe], help: [HelpQuestion]?
    ) async throws(MeasuringError) -> Answers {
        var answers = Answers()
        answers.declared = try await withTool(of: subject, timeout: nil) { tool throws(MeasuringError) in
            var runs: [ObservedRun] = []
            for question in questions { runs.append(try await perform(question, by: tool).0) }
            return runs
        }
        let quick = try await withTool(of: subject, timeout: ToolAnswers.probeTimeout) {
            (tool) async throws(MeasuringError) in
            Answers(refused: try await refusals(probes, by: tool), help: try await texts(help, by: tool))
        }
        (answers.refused, answers.help) = (quick.refused, quick.help)
        return answers
    }

    private func refusals(
        _ probes: [CommandProbe], by tool: RunningTool
    ) async throws(MeasuringError) -> [ObservedRun] {
        var generator = SeededGenerator(seed: context.plan.seed, stream: "compat-errors")
        var refused: [ObservedRun] = []
        for probe in probes {
            let question = context.draw(operation(probe.name, probe.run), &generator)
            refused.append(try await perform(question, by: tool).0)
        }
        return refused
    }

    private func withTool<Value>(
        of subject: Subject, timeout: Duration?,
        _ body: (RunningTool) async throws(MeasuringError) -> Value
    ) async throws(MeasuringError) -> Value {
        let tool = try RunningTool(
            subject, timeout: timeout ?? .seconds(600), outputLimit: ToolAnswers.outputLimit)
        do throws(MeasuringError) {
            let value = try await body(tool)
            await tool.stop()
            return value
        } catch {
            await tool.stop()
            throw error
        }
    }

    private func perform(
        _ question: DrawnInput, by tool: RunningTool
    ) async throws(MeasuringError) -> (ObservedRun, OperationOutcome) {
        let outcome = await tool.perform(question)
        try context.checkTime("while commands of the \(tool.subject.side.rawValue) were run")
        if let death = tool.death { throw death }
        return (ObservedRun(outcome, of: tool), outcome)
    }

    private func texts(
        _ help: [HelpQuestion]?, by tool: RunningTool
    ) async throws(MeasuringError) -> [(question: HelpQuestion, answer: HelpAnswer)] {
        var pending = help ?? HelpQuestion.all(for: context.operations)
        var texts: [(question: HelpQuestion, answer: HelpAnswer)] = []
        while !pending.isEmpty {
            var question = pending.removeFirst()
            var answer = try await answer(question, by: tool)
            if help == nil {
                // Where error cases are tried, so is a shorter question that a tool may know instead.
                if settings.probesErrors, answer.isFailure, let shorter = question.shorter {
                    let other = try await self.answer(shorter, by: tool)
                    if other.isSuccess { (question, answer) = (shorter, other) }
                }
                if answer.isNone { continue }
                pending += answer.text.map { question.next(after: $0, for: context.operations) } ?? []
            }
            texts.append((question, answer))
        }
        return texts
    }

    private func answer(
        _ question: HelpQuestion, by tool: RunningTool
    ) async throws(MeasuringError) -> HelpAnswer {
        let input = DrawnInput(operation: operation(question.name, question.run), values: [:])
        let (run, outcome) = try await perform(input, by: tool)
        switch run.end {
        case .otherwise(let how): return .unknown(how)
        // So a shell says that a signal ended its command: 128 and the signal's number.
        case .exited(129...159): return .unknown("\(run.end)")
        case .exited: break
        }
        let text = run.help
        let isSuccess = outcome.failure == nil
        return text.isEmpty || !isSuccess && !text.hasSynopsis ? .none : .text(text, isSuccess: isSuccess)
    }

    private func operation(_ name: String, _ run: DeclaredOperation.Run) -> DeclaredOperation {
        DeclaredOperation(name: name, action: .run(run), weight: 1, position: context.stage.position)
    }

    // MARK: All sides

    private func declared(
        _ questions: [DrawnInput], _ baseline: Answers, _ again: Answers, _ candidate: Answers
    ) -> [ProbedCommand] {
        context.operations.map { operation in
            let inputs = questions.indices.filter { questions[$0].operation.name == operation.name }.map {
                ProbedCommand.Input(
                    baseline: baseline.declared[$0], again: again.declared[$0],
                    candidate: candidate.declared[$0])
            }
            let status = operation.run?.status ?? 0
            return ProbedCommand(
                operation: operation.name,
                promise: operation.isReported ? .status(status) : .answer(status: status),
                helpRequest: operation.helpRequest, inputs: inputs)
        }
    }

    private func refused(
        _ probes: [CommandProbe], _ baseline: Answers, _ again: Answers, _ candidate: Answers
    ) -> [ProbedCommand] {
        probes.indices.map { index in
            let input = ProbedCommand.Input(
                baseline: baseline.refused[index], again: again.refused[index],
                candidate: candidate.refused[index])
            return ProbedCommand(operation: probes[index].name, promise: .refusal, inputs: [input])
        }
    }

    /// A tool without any help promises none.
    private func compareHelp(
        _ baseline: Answers, _ again: Answers, _ candidate: Answers, into run: inout CompatRun
    ) {
        for index in baseline.help.indices {
            let (question, first) = baseline.help[index]
            // What an operation prints is judged as that operation's.
            if question.isAsked(by: context.operations) { continue }
            switch (first, again.help[index].answer) {
            case (.text(let text, let isSuccess), .text(let other, _)):
                let now = candidate.help[index].answer
                run.probes.append(Probe(operation: question.name, inputs: 1))
                run.differences += Contracts.compareHelp(
                    question.name, baseline: text.intersection(other),
                    candidate: isSuccess && !now.isSuccess ? nil : now.text
                ).map(context.masked)
            case (.unknown(let how), _), (_, .unknown(let how)):
                let why = Inconclusive(.failedOperations, "\(question.name): the baseline ended with \(how)")
                run.probes.append(Probe(operation: question.name, inputs: 0, failure: why))
            case (.none, _), (_, .none):
                let why = Inconclusive(
                    .notRepeatable, "\(question.name): the baseline gives help in one of its two runs")
                run.probes.append(Probe(operation: question.name, inputs: 0, failure: why))
            }
        }
    }
}
