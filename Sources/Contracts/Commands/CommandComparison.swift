package import GateModel

/// Holds the candidate's runs of a tool's commands against the contract that the baseline's two runs are.
///
/// A kind of difference at one place is one ``Difference`` however many inputs show it.
package func compare(_ commands: [ProbedCommand]) -> AnswerComparison {
    let comparisons = commands.map(CommandComparison.init)
    return AnswerComparison(
        differences: comparisons.flatMap(\.differences), unusable: comparisons.flatMap(\.unusable))
}

/// Compares what the two revisions did with one command.
struct CommandComparison {
    private let command: ProbedCommand
    private var findings = FoundDifferences(prefix: "")
    private var usable = 0
    private var disagreements: [Disagreement: Int] = [:]
    /// What the baseline printed to its standard error where it failed.
    private var errors: [Disagreement: String] = [:]

    /// Why the baseline is no contract for an input.
    private struct Disagreement: Error, Hashable {
        let reason: Inconclusive.Reason
        let why: String
    }

    init(_ command: ProbedCommand) {
        self.command = command
        var outputs: [OutputComparison.Input] = []
        for (number, input) in command.inputs.enumerated() {
            do throws(Disagreement) {
                try check(input)
            } catch {
                disagreements[error, default: 0] += 1
                errors[error] = errors[error] ?? input.baseline.lastErrors
                continue
            }
            usable += 1
            compareEnds(input, number)
            guard input.candidate.end.sort == input.baseline.end.sort else { continue }
            compareComplaints(input, number)
            guard case .answer = command.promise else { continue }
            if let help = input.help(command.helpRequest) {
                compareHelp(help, input, number)
                continue
            }
            outputs.append(
                OutputComparison.Input(
                    number: number, baseline: input.baseline.output, again: input.again.output,
                    candidate: input.candidate.output))
        }
        OutputComparison(outputs).compare(into: &findings)
    }

    /// Sorted; see ``AnswerComparison/differences``.
    var differences: [Difference] {
        findings.differences(operation: command.operation, compared: usable)
            .sorted { $0.sortKey < $1.sortKey }
            .summedUp(
                beyond: command.helpRequest == .none
                    ? Difference.mostOfOneOperation : Difference.mostOfOneContract)
    }

    var unusable: [AnswerComparison.Unusable] {
        guard !command.inputs.isEmpty else {
            return [
                AnswerComparison.Unusable(
                    operation: command.operation, reason: .noSamples, why: "no input was compared")
            ]
        }
        return disagreements.sorted { $0.key.why < $1.key.why }.map { disagreement, count in
            AnswerComparison.Unusable(
                operation: command.operation, reason: disagreement.reason,
                why: "\(disagreement.why) (\(count) of \(command.inputs.count) inputs)",
                output: errors[disagreement])
        }
    }

    private func check(_ input: ProbedCommand.Input) throws(Disagreement) {
        let ends = ["\(input.baseline.end)", "\(input.again.end)"].sorted()
        guard ends[0] == ends[1] else {
            throw Disagreement(
                reason: .notRepeatable, why: "the baseline ends the same input with \(ends[0]) or \(ends[1])")
        }
        switch command.promise {
        case .answer(let status), .status(let status):
            guard input.baseline.end == .exited(status) else {
                throw Disagreement(
                    reason: .failedOperations,
                    why: "the baseline ended with \(input.baseline.end), and exit \(status) is declared")
            }
        case .refusal: break
        }
        guard case .answer = command.promise else { return }
        guard input.baseline.isWhole, input.again.isWhole, input.candidate.isWhole else {
            throw Disagreement(reason: .notComparable, why: "it prints more than is kept")
        }
    }

    private mutating func compareEnds(_ input: ProbedCommand.Input, _ number: Int) {
        let (baseline, candidate) = (input.baseline.end, input.candidate.end)
        guard baseline != candidate else { return }
        let isWithinClass: Bool =
            switch command.promise {
            case .answer, .status: false
            case .refusal: baseline.sort == candidate.sort
            }
        findings.add(
            .exitStatusChanged, isWithinClass ? .warning : .breaking, at: .answer, input: number,
            output: candidate == .exited(0) ? nil : input.candidate.lastErrors
        ) { ("\(baseline)", "\(candidate)") }
    }

    /// Where lines are broken, in which order they stand and what else they say is no promise.
    private mutating func compareHelp(_ help: HelpText, _ input: ProbedCommand.Input, _ number: Int) {
        let candidate = input.candidate.help
        let changes = helpChanges(baseline: help, candidate: candidate.isEmpty ? nil : candidate)
        for change in changes {
            findings.add(
                change.kind, change.severity, at: .help(change.place), change: change.change, input: number
            ) { (change.baseline, change.candidate) }
        }
        let words = HelpWords(input.baseline)
        guard changes.isEmpty, words == HelpWords(input.again), words != HelpWords(input.candidate) else {
            return
        }
        findings.add(
            .helpReworded, .info, at: .stream("stdout"), input: number,
            text: "its options, choices, defaults and commands are the same; other words of it changed"
        ) { ("", "") }
    }

    /// A complaint is for people; scripts seldom read it, and yet some take any for a failure.
    private mutating func compareComplaints(_ input: ProbedCommand.Input, _ number: Int) {
        guard input.baseline.complains == input.again.complains,
            input.baseline.complains != input.candidate.complains
        else { return }
        let words = { (complains: Bool) in complains ? "something" : "nothing" }
        findings.add(.errorOutputChanged, .warning, at: .stream("stderr"), input: number) {
            (words(input.baseline.complains), words(input.candidate.complains))
        }
    }
}

/// The words of a help text, wherever lines are broken and in whichever order they stand.
private struct HelpWords: Equatable {
    private let words: [Substring]

    init(_ run: ObservedRun) {
        let text = String(decoding: run.output + [UInt8(ascii: "\n")] + run.errorOutput, as: UTF8.self)
        words = text.split { !$0.isLetter && !$0.isNumber }.sorted()
    }
}

extension Difference.Kind {
    package static let exitStatusChanged = Difference.Kind(rawValue: "exit-status-changed")
    package static let errorOutputChanged = Difference.Kind(rawValue: "stderr-changed")
    package static let outputChanged = Difference.Kind(rawValue: "output-changed")
    /// Only that something is printed was compared: how many lines there are differs from run to run.
    package static let outputNotCompared = Difference.Kind(rawValue: "output-not-compared")
    package static let outputAdded = Difference.Kind(rawValue: "output-added")
}
