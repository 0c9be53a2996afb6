package import GateModel

/// A tool, or a command of one, to be asked what can be written for it.
package struct HelpQuestion: Hashable, Sendable {
    private let words: CommandWords
    /// The commands that lead to it; none for the tool itself.
    private let path: [String]

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

    /// `tool list --help`
    package var name: String { ([words.program] + path + ["--help"]).joined(separator: " ") }

    package var run: DeclaredOperation.Run {
        DeclaredOperation.Run(command: words.with(path + ["--help"]), standardInput: "", status: 0)
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
            let question = HelpQuestion(words: words, path: path + [command])
            if !questions.contains(where: { $0.name == question.name }) { questions.append(question) }
        }
        return questions
    }

    /// `tool remote add`
    private static let depth = 2
}
