import GateModel

/// A command as its words, where it can be told without a shell which of them are the program.
struct CommandWords: Hashable {
    /// As written; of a shell line with their quotes.
    let words: [String]
    /// How many of the words say which program is run: `./tool`, `python3 -S tool.py`, `timeout 5 cargo run`.
    let programCount: Int
    private let form: Form
    private let launch: Launch
    /// Of `sh -c LINE` the line, whose words these are, and all that stands before it.
    private let outer: Outer?

    private enum Form: Hashable {
        case direct
        case shell(prelude: String)
    }

    private struct Outer: Hashable {
        let words: [String]
        let form: Form
    }

    /// Nil for a shell line that does more than run one plain command, for a program that is written on the line, and
    /// for one that another program chooses, as `make` does.
    init?(_ command: DeclaredCommand) {
        switch command {
        case .direct(let words): self.init(words, .direct, in: nil)
        case .shell(let text):
            guard let line = ShellLine(text) else { return nil }
            self.init(line.words, .shell(prelude: line.prelude), in: nil)
        }
    }

    private init?(_ words: [String], _ form: Form, in outer: Outer?) {
        switch Launch.find(in: words) {
        case nil: return nil
        case .line(let index):
            let isDirect = form == .direct
            guard outer == nil, index + 1 == words.count,
                let text = Self.plain(words[index], isDirect: isDirect),
                let line = ShellLine(text)
            else { return nil }
            let before = Outer(words: Array(words[..<index]), form: form)
            self.init(line.words, .shell(prelude: line.prelude), in: before)
        case .program(let launch): self.init(words: words, form: form, launch: launch, outer: outer)
        }
    }

    private init(words: [String], form: Form, launch: Launch, outer: Outer?) {
        (self.words, self.form, self.launch, self.outer) = (words, form, launch, outer)
        programCount = launch.count
    }

    /// A word without the single quotes of a shell; nil where variables may be filled in before.
    private static func plain(_ word: String, isDirect: Bool) -> String? {
        if isDirect { return word }
        guard word.count > 1, word.first == "'", word.last == "'", !word.dropFirst().dropLast().contains("'")
        else {
            return nil
        }
        return String(word.dropFirst().dropLast())
    }

    /// `tool.py`, as it is called in the names of findings.
    var program: String {
        let word = programWord
        return String(word.hasPrefix("./") ? word.dropFirst(2) : word[...])
    }

    /// The word that names it, as written.
    var programWord: String { launch.name.filter { $0 != "\"" && $0 != "'" } }

    var arguments: ArraySlice<String> { words[programCount...] }

    /// The plain words that follow the program, some of which may name a command of it: `remote add`.
    var leading: [String] { Array(arguments.prefix { CommandName.isOne($0) }) }

    /// The same program with other arguments.
    func with(_ arguments: [String]) -> DeclaredCommand {
        let all = words.prefix(programCount) + launch.inserted + arguments
        switch (form, outer) {
        case (.direct, _): return .direct(Array(all))
        case (.shell(let prelude), nil): return .shell(prelude + all.joined(separator: " "))
        case (.shell(let prelude), let outer?):
            let line = prelude + all.joined(separator: " ")
            switch outer.form {
            case .direct: return .direct(outer.words + [line])
            case .shell(let before):
                // What a line in single quotes has to have quoted itself.
                let quoted = "'" + line.replacing("'", with: #"'\''"#) + "'"
                return .shell(before + (outer.words + [quoted]).joined(separator: " "))
            }
        }
    }
}
