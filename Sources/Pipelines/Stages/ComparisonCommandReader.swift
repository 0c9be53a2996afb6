import GateModel

/// Reads `{ run: ./check, format: lines, exit: { 0: pass, 1: breaking, other: failed } }`.
struct ComparisonCommandReader {
    let problems: Problems

    /// The longest command that can serve as its own name, in characters.
    private static let longestName = 60
    private static let standardExits: [Int: ComparisonCommand.Meaning] = [0: .pass, 1: .breaking]

    func command(_ node: SourceNode, at span: SourceSpan) -> ComparisonCommand? {
        var keys = KeyReader(node, of: "'command'", at: span, problems: problems)
        let name = keys.optional("name", SourceNode.name)
        let run = keys.required("run") { node throws(Fault) in
            let command = try node.command()
            if name == nil { try checkIsName(command, at: node.span) }
            return command
        }
        let format = keys.optional("format") { node throws(Fault) in
            try node.word(of: ComparisonCommand.Format.allCases)
        }
        let exits = keys.entry("exit").map(exits) ?? (known: Self.standardExits, other: nil)
        keys.finish()
        return run.map { run in
            ComparisonCommand(
                name: name, run: run, format: format, exits: exits.known, otherwise: exits.other)
        }
    }

    private func checkIsName(_ command: DeclaredCommand, at span: SourceSpan) throws(Fault) {
        let text = "\(command)"
        guard text.count > Self.longestName || text.contains(where: \.isNewline) else { return }
        throw Fault(
            span, "the command is too long to serve as its own name",
            hint: "add 'name: NAME' for reports and waivers")
    }

    private func exits(
        _ entry: SourceNode.Entry
    ) -> (known: [Int: ComparisonCommand.Meaning], other: ComparisonCommand.Meaning?) {
        guard case .mapping(let entries) = entry.value.content, !entries.isEmpty else {
            problems.report(
                Fault(
                    entry.value.isNull ? entry.keySpan : entry.value.span,
                    "expected exit statuses with meanings, found \(entry.value.kind)",
                    hint: "such as '{ 0: pass, 1: breaking, 2: warning, other: failed }'"))
            return ([:], nil)
        }
        var known: [Int: ComparisonCommand.Meaning] = [:]
        var other: ComparisonCommand.Meaning?
        for entry in entries {
            let meaning = problems.attempt { () throws(Fault) in
                try entry.value.word(of: ComparisonCommand.Meaning.allCases)
            }
            if entry.key == "other" {
                other = meaning
                if let meaning, meaning.isNoBlock {
                    problems.report(
                        Fault(
                            entry.value.span, "'other' cannot mean '\(meaning.rawValue)'",
                            hint: "a command that crashes or cannot start would pass too"))
                }
            } else if let status = Int(entry.key), (0...255).contains(status), "\(status)" == entry.key {
                known[status] = meaning
            } else {
                problems.report(
                    Fault(
                        entry.keySpan, "\(quoted(entry.key)) is not an exit status",
                        hint: "a whole number from 0 to 255, or 'other'"))
            }
        }
        return (known, other)
    }
}

extension ComparisonCommand.Meaning {
    fileprivate var isNoBlock: Bool {
        switch self {
        case .pass, .warning: true
        case .breaking, .failed: false
        }
    }
}
