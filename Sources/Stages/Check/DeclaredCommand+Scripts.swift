import GateModel

extension DeclaredCommand {
    /// The files of a tree that it names as programs, as paths of the repository: `lint` of `./lint`, of `timeout 60 ./lint` and of
    /// `python3 -S lint.py` both scripts.
    ///
    /// Of a line for the shell those of all its commands, as far as that can be told without a shell.
    var scripts: [String] {
        switch self {
        case .direct(let words):
            if let code = codeOfShell(words) {
                DeclaredCommand.shell(code).scripts
            } else {
                [script(of: words).flatMap(pathInTree)].compactMap(\.self)
            }
        case .shell(let text): scriptsOfShell(text)
        }
    }
}

private func scriptsOfShell(_ text: String) -> [String] {
    var found: [String] = []
    var directory = ""
    for command in text.split(whereSeparator: { "|&;()\n".contains($0) }) {
        let words = command.split(whereSeparator: \.isWhitespace).map(String.init)
        if words.count > 1, words[0] == "cd" {
            directory += "\(words[1])/"
            continue
        }
        guard let script = script(of: words) else { continue }
        // Where a subshell has ended is not told: what is at neither place is no script of the tree.
        for path in [pathInTree(directory + script), pathInTree(script)].compactMap(\.self)
        where !found.contains(path) { found.append(path) }
    }
    return found
}

/// Words that another command follows.
private let prefixes: Set<String> = [
    "exec", "env", "time", "timeout", "nice", "nohup", "command", "!", "if", "then", "else", "elif", "do",
    "while", "until", "{",
]

/// Programs that run the file which they are given.
private let interpreters = [
    "python", "node", "ruby", "perl", "php", "bash", "dash", "zsh", "ksh", "sh", "Rscript", ".", "source",
]

/// Options of theirs that take the next word.
private let valueOptions: Set<String> = ["-W", "-X", "-I", "-r", "--require", "--import"]

/// The line of `sh -c 'make && ./lint'`; nil of any other command.
private func codeOfShell(_ words: [String]) -> String? {
    guard words.count > 2, words[1] == "-c", let name = words[0].split(separator: "/").last else {
        return nil
    }
    return ["sh", "bash", "dash", "zsh", "ksh"].contains(name) ? words[2] : nil
}

/// The word that names it, as it is written.
private func script(of words: [String]) -> String? {
    let rest = words.drop { word in
        isPrefix(word) || isAssignment(word) || word.hasPrefix("-") || word.first?.isNumber == true
    }
    guard let program = rest.first else { return nil }
    guard isInterpreter(program) else { return program.contains("/") ? program : nil }
    var arguments = rest.dropFirst()
    while let option = arguments.first, option.hasPrefix("-") {
        arguments = arguments.dropFirst(valueOptions.contains(option) ? 2 : 1)
    }
    // The name of a module, or code, is the path of no file.
    return arguments.first
}

/// `env`, `/usr/bin/env`
private func isPrefix(_ word: String) -> Bool {
    prefixes.contains(word.hasPrefix("/") ? String(word.split(separator: "/").last ?? "") : word)
}

/// `python3.12`, `/usr/bin/python3`
private func isInterpreter(_ word: String) -> Bool {
    let name = word.split(separator: "/").last ?? ""
    return interpreters.contains { known in
        name.hasPrefix(known) && name.dropFirst(known.count).allSatisfy { $0.isNumber || $0 == "." }
    }
}

/// `NAME=value` before a command.
private func isAssignment(_ word: String) -> Bool {
    guard let sign = word.firstIndex(of: "="), sign != word.startIndex else { return false }
    return word[..<sign].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
}

/// A relative path as git writes it, `tools/lint` of `./tools//lint`; nil of one that leads out of the tree, and of what only a shell
/// can fill in.
func pathInTree(_ word: String) -> String? {
    let plain = word.filter { $0 != "'" && $0 != "\"" }
    guard !plain.hasPrefix("/"), !plain.contains(where: { "$`*?[~".contains($0) }) else { return nil }
    var names: [Substring] = []
    for name in plain.split(separator: "/") where name != "." {
        if name != ".." {
            names.append(name)
        } else if names.popLast() == nil {
            return nil
        }
    }
    return names.isEmpty ? nil : names.joined(separator: "/")
}
