/// A line for a shell that runs one plain command at its end, as words.
struct ShellLine: Hashable {
    /// What comes before it and changes where or how it runs: `cd build && `; empty where nothing does.
    let prelude: String
    /// With their quotes, as written.
    let words: [String]

    /// Nil where a shell does more with the line than run preparations, split it and fill in variables.
    init?(_ text: String) {
        var commands = [Part()]
        for token in Self.tokens(text) {
            switch token {
            case .word(let word): commands[commands.count - 1].words.append(word)
            case .then(let sign):
                // One at the end says nothing.
                commands[commands.count - 1].sign = sign
                commands.append(Part())
            case .unknown: return nil
            }
        }
        while commands.count > 1, let last = commands.last, last.words.isEmpty {
            commands.removeLast()
            guard commands[commands.count - 1].sign == ";" else { return nil }
        }
        guard let last = commands.popLast(), !last.words.isEmpty, commands.allSatisfy(\.isPreparation) else {
            return nil
        }
        words = last.words
        prelude = commands.map { $0.words.joined(separator: " ") + ($0.sign == ";" ? "; " : " && ") }.joined()
    }

    private struct Part {
        var words: [String] = []
        var sign = ""

        private static let preparations: Set<String> = [
            "cd", "export", "set", "unset", "umask", "ulimit", ":", "true", ".", "source", "mkdir", "rm",
            "touch", "cp",
            "mv", "ln", "chmod", "sleep", "test", "[",
        ]

        var isPreparation: Bool {
            guard let first = words.first else { return false }
            return Self.preparations.contains(first) || words.allSatisfy(\.isAssignment)
        }
    }

    private enum Token {
        case word(String)
        /// `&&`, or `;` for that and the end of a line.
        case then(String)
        case unknown
    }

    private static let special: Set<Character> = ["|", "<", ">", "(", ")", "`", "#", "!"]

    private static func tokens(_ text: String) -> [Token] {
        var tokens: [Token] = []
        var word = ""
        var quote: Character?
        var rest = text[...]
        func end() {
            if !word.isEmpty { tokens.append(.word(word)) }
            word = ""
        }
        while let character = rest.popFirst() {
            if character == "\\", quote != "'" {
                guard let next = rest.popFirst() else { return tokens + [.unknown] }
                word += "\\\(next)"
                continue
            }
            if let open = quote {
                if character == open { quote = nil }
                if open == "\"", character == "`" || character == "(" && word.hasSuffix("$") {
                    return [.unknown]
                }
                word.append(character)
            } else if character == " " || character == "\t" {
                end()
            } else if character == ";" || character == "\n" {
                end()
                tokens.append(.then(";"))
            } else if character == "&" {
                guard rest.first == "&" else { return [.unknown] }
                rest.removeFirst()
                end()
                tokens.append(.then("&&"))
            } else if special.contains(character) {
                return [.unknown]
            } else {
                if character == "\"" || character == "'" { quote = character }
                word.append(character)
            }
        }
        end()
        return quote == nil ? tokens : [.unknown]
    }
}

extension String {
    /// `NAME=value` before a command.
    var isAssignment: Bool {
        guard let sign = firstIndex(of: "="), sign != startIndex else { return false }
        return CommandName.isOne(self[..<sign]) || hasPrefix("_")
    }
}
