package import GateModel

/// A tool, or a command of one, to be asked what can be written for it.
package struct HelpQuestion: Hashable, Sendable {
    private let words: CommandWords
    /// The commands that lead to it; none for the tool itself.
    private let path: [String]
    private var option = "--help"

    /// One for each program that the operations run, in their order.
    package static func all(for operations: [DeclaredOperation]) -> [HelpQuestion] {
        var questions: [HelpQuestion] = []
        for operation in operations where !operation.isReported {
            guard let words = operation.run.flatMap({ CommandWords($0.command) }) else { continue }
            let question = HelpQuestion(words: words, path: [])
            if !questions.contains(where: { $0.name == question.name }) { questions.append(question) }
        }
        return questions
    }

    private init(words: CommandWords, path: [String]) {
        (self.words, self.path) = (words, path)
    }

    /// `tool list --help`
    package var name: String { ([words.program] + path + [option]).joined(separator: " ") }

    package var run: DeclaredOperation.Run {
        DeclaredOperation.Run(command: words.with(path + [option]), standardInput: "", status: 0)
    }

    /// What to ask a tool that knows no `--help`; nil where that is it.
    package var shorter: HelpQuestion? {
        guard path.isEmpty, option == "--help" else { return nil }
        var question = self
        question.option = "-h"
        return question
    }

    /// The commands among those that the help names which the operations use: only they are asked in turn, since
    /// nobody knows what another one does with an option that it does not know.
    package func next(after help: HelpText, for operations: [DeclaredOperation]) -> [HelpQuestion] {
        guard path.count < HelpQuestion.depth else { return [] }
        var questions: [HelpQuestion] = []
        for operation in operations where !operation.isReported {
            guard let other = operation.run.flatMap({ CommandWords($0.command) }),
                other.program == words.program, other.leading.starts(with: path),
                let command = other.leading.dropFirst(path.count).first, help.commands.contains(command)
            else { continue }
            var question = HelpQuestion(words: words, path: path + [command])
            question.option = option
            if !questions.contains(where: { $0.name == question.name }) { questions.append(question) }
        }
        return questions
    }

    /// Whether it is what an operation runs anyway.
    package func isAsked(by operations: [DeclaredOperation]) -> Bool {
        operations.contains { $0.run?.command == run.command && $0.helpRequest == .certain }
    }

    /// `tool remote add`
    private static let depth = 2
}

/// Operations whose help nobody asks, since it cannot be told which program their commands run.
///
/// A line for a shell that mentions a program whose help is asked, or is printed by another operation, is none of them.
package func operationsWithoutHelp(
    _ operations: [DeclaredOperation]
) -> [DeclaredOperation] {
    let asked = Set(operations.compactMap { $0.run.flatMap { CommandWords($0.command) }?.programWord })
    let printed = operations.filter { $0.helpRequest == .certain }.reduce(into: Set<String>()) {
        words, operation in
        words.formUnion(operation.lineWords.filter { $0.contains("/") || $0.contains(".") })
    }
    return operations.filter { operation in
        guard !operation.isReported, let command = operation.run?.command, CommandWords(command) == nil else {
            return false
        }
        return operation.helpRequest != .certain && asked.union(printed).isDisjoint(with: operation.lineWords)
    }
}

extension DeclaredOperation {
    /// Of the command as it is written, without quotes and signs.
    fileprivate var lineWords: Set<String> {
        let line = run.map { "\($0.command)" } ?? ""
        return Set(
            line.split { " \t\n;|&()<>\"'`".contains($0) }.map(String.init).filter { !$0.hasPrefix("-") })
    }
}
