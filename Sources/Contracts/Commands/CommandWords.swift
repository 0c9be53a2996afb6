import GateModel

/// A command as its words, where that can be told without a shell.
struct CommandWords: Hashable {
    /// As written; of a shell line with their quotes.
    let words: [String]
    private let isShell: Bool
    /// How many of the words say which program is run: `./tool`, `python3 -S tool.py`.
    let programCount: Int

    /// Nil for a shell line with more than one plain command in it, and for a program that is written on the line.
    init?(_ command: DeclaredCommand) {
        switch command {
        case .direct(let words): (self.words, isShell) = (words, false)
        case .shell(let text):
            guard let words = Self.plainWords(text) else { return nil }
            (self.words, isShell) = (words, true)
        }
        guard let count = Self.programCount(words) else { return nil }
        programCount = count
    }

    /// `tool.py`, as it is called in the names of findings.
    var program: String {
        let word = words[programCount - 1]
        return String(word.hasPrefix("./") ? word.dropFirst(2) : word[...])
    }

    var arguments: ArraySlice<String> { words[programCount...] }

    /// The plain words that follow the program, some of which may name a command of it: `remote add`.
    var leading: [String] { Array(arguments.prefix { CommandName.isOne($0) }) }

    /// The same program with other arguments.
    func with(_ arguments: [String]) -> DeclaredCommand {
        let all = words.prefix(programCount) + arguments
        return isShell ? .shell(all.joined(separator: " ")) : .direct(Array(all))
    }

    // MARK: A shell's line

    private static let special: Set<Character> = ["|", "&", ";", "<", ">", "(", ")", "`", "\n", "#", "!"]

    /// Split at blanks that are not quoted; nil where a shell does more with it than split and fill in variables.
    private static func plainWords(_ text: String) -> [String]? {
        var words: [String] = []
        var word = ""
        var quote: Character?
        var isEscaped = false
        for character in text {
            if isEscaped {
                isEscaped = false
            } else if let open = quote {
                if character == open { quote = nil }
                if open == "\"", character == "`" { return nil }
                isEscaped = open == "\"" && character == "\\"
            } else {
                if special.contains(character) { return nil }
                if character == " " || character == "\t" {
                    if !word.isEmpty { words.append(word) }
                    word = ""
                    continue
                }
                if character == "\"" || character == "'" { quote = character }
                isEscaped = character == "\\"
            }
            if character == "(", word.hasSuffix("$"), quote != "'" { return nil }
            word.append(character)
        }
        guard quote == nil, !isEscaped else { return nil }
        if !word.isEmpty { words.append(word) }
        return words.isEmpty ? nil : words
    }

    // MARK: The program

    private static let wrappers: Set<String> = ["exec", "env"]
    private static let interpreters = ["python", "node", "ruby", "perl", "php", "java", "bash", "dash", "sh"]

    private static func programCount(_ words: [String]) -> Int? {
        var index = 0
        while index < words.count, wrappers.contains(words[index]) || words[index].isAssignment { index += 1 }
        guard index < words.count else { return nil }
        guard isInterpreter(words[index]) else { return index + 1 }
        index += 1
        while index < words.count, words[index].hasPrefix("-") {
            guard words[index] != "-c", words[index] != "-e" else { return nil }
            index += 1
        }
        return index < words.count ? index + 1 : nil
    }

    private static func isInterpreter(_ word: String) -> Bool {
        let name = word.split(separator: "/").last ?? ""
        return interpreters.contains {
            name.hasPrefix($0) && name.dropFirst($0.count).allSatisfy(\.isVersion)
        }
    }
}

/// The name of a command within a program: `add`, `remote-add`.
enum CommandName {
    static func isOne(_ word: some StringProtocol) -> Bool {
        guard let first = word.unicodeScalars.first, isLetter(first) else { return false }
        return word.unicodeScalars.allSatisfy {
            isLetter($0) || $0 == "-" || $0 == "_" || ("0"..."9").contains($0)
        }
    }

    private static func isLetter(_ scalar: UnicodeScalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }
}

extension Character {
    fileprivate var isVersion: Bool { self == "." || ("0"..."9").contains(self) }
}

extension String {
    /// `NAME=value` before a command.
    fileprivate var isAssignment: Bool {
        guard let sign = firstIndex(of: "="), sign != startIndex else { return false }
        return CommandName.isOne(self[..<sign])
    }
}
