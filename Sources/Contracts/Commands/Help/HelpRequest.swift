package import GateModel

/// Whether what a command prints is a help text, if it can be read as one.
package enum HelpRequest: Hashable, Sendable {
    case none
    /// `tool -h`, which may mean something else, or a tool without arguments: if it has a synopsis.
    case possible
    /// `tool --help`, `tool help list`
    case certain
}

extension DeclaredOperation {
    package var helpRequest: HelpRequest {
        guard let command = run?.command, !isReported else { return .none }
        let words =
            switch command {
            case .direct(let words): words
            case .shell(let text):
                text.split { " \t\n;|&".contains($0) }.map { $0.filter { $0 != "'" && $0 != "\"" } }
            }
        let arguments = words.dropFirst()
        if arguments.contains(where: { $0.hasPrefix("--help") || $0 == "-help" || $0 == "help" }) {
            return .certain
        }
        let isPossible =
            arguments.contains { ["-h", "-?", "/?", "-hh", "--usage"].contains($0) }
            || CommandWords(command)?.arguments.isEmpty == true
        return isPossible ? .possible : .none
    }
}
