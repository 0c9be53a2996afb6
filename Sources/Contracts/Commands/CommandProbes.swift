package import GateModel

/// A command that a tool should refuse, made from one that it accepts.
package struct CommandProbe: Hashable, Sendable {
    /// `list/unknown-option`, `list/missing-argument`
    package let name: String
    package let run: DeclaredOperation.Run

    package init(name: String, run: DeclaredOperation.Run) {
        self.name = name
        self.run = run
    }
}

/// The error cases of the declared commands, in their order; no command twice, none that is declared.
///
/// A shell line of more than one plain command has none.
package func commandProbes(for operations: [DeclaredOperation]) -> [CommandProbe] {
    var known = Set(operations.compactMap(\.run?.command))
    return operations.flatMap { operation -> [CommandProbe] in
        guard let run = operation.run, !operation.isReported, let words = CommandWords(run.command) else {
            return []
        }
        var cases = [("unknown-option", words.with(words.arguments.beforeTerminator + [unknownOption]))]
        if let last = words.arguments.last, !last.hasPrefix("-") {
            cases.append(("missing-argument", words.with(Array(words.arguments.dropLast()))))
        }
        return cases.filter { known.insert($0.1).inserted }.map { name, command in
            CommandProbe(
                name: "\(operation.name)/\(name)",
                run: DeclaredOperation.Run(command: command, standardInput: run.standardInput, status: 0))
        }
    }
}

private let unknownOption = "--no-such-option-as-this"

extension ArraySlice<String> {
    /// What follows `--` is no option whatever it looks like.
    fileprivate var beforeTerminator: [String] { Array(prefix { $0 != "--" }) }
}
