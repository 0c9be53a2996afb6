/// The variables of whoever started Pawl, and the few of them that reach a command.
///
/// `PAWL_KEY*` and `PAWL_LOCUST_WORD` never do.
package struct CallerEnvironment: Sendable {
    private let variables: [String: String]
    /// By which Locust workers that others start are known; nil where each load makes one.
    package let locustWord: String?

    package init(_ variables: [String: String]) {
        let word = "PAWL_LOCUST_WORD"
        self.variables = variables.filter { !$0.key.hasPrefix("PAWL_KEY") && $0.key != word }
        locustWord = variables[word].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `PATH`, `LANG` and `TMPDIR` as they are, and a private `HOME`.
    package func base(home: String) -> [String: String] {
        var base = variables.filter { ["PATH", "LANG", "TMPDIR"].contains($0.key) }
        base["HOME"] = home
        return base
    }

    /// The same, and those that a step names.
    package func variables(home: String, naming names: [String]) -> [String: String] {
        base(home: home).merging(named(names)) { _, named in named }
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
