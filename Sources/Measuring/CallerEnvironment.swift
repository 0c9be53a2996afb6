/// The variables of whoever started Pawl, and the few of them that reach a command.
///
/// `PAWL_KEY*` never does.
package struct CallerEnvironment: Sendable {
    private let variables: [String: String]

    package init(_ variables: [String: String]) {
        self.variables = variables.filter { !$0.key.hasPrefix("PAWL_KEY") }
    }

    /// `PATH`, `LANG` and `TMPDIR` as they are, and a private `HOME`.
    package func base(home: String) -> [String: String] {
        var base = variables.filter { ["PATH", "LANG", "TMPDIR"].contains($0.key) }
        base["HOME"] = home
        return base
    }

    /// Where programs are looked for.
    package var path: String { variables["PATH"] ?? "/usr/bin:/bin" }

    /// The home of whoever started Pawl; nil where none is set.
    package var home: String? { variables["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } }

    /// Where files for a while are made; nil where no place is named.
    package var temporary: String? { variables["TMPDIR"] }

    /// Those that a step names, as far as they are set.
    package func named(_ names: [String]) -> [String: String] {
        variables.filter { names.contains($0.key) }
    }

    /// What must never be printed: the values of these names, empty ones aside.
    package func values(of names: [String]) -> [String] {
        names.compactMap { variables[$0] }.filter { !$0.isEmpty }
    }
}
