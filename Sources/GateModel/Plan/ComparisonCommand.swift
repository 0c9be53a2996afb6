/// A command that compares both revisions in a way of its own, and how it is understood.
///
/// It runs in the baseline's tree and finds both trees under PAWL_BASELINE and PAWL_CANDIDATE.
package struct ComparisonCommand: Hashable, Sendable {
    /// Nil: the command is known by how it is written.
    package let name: String?
    package let run: DeclaredCommand
    /// Of what it prints; nil: only its exit status counts.
    package let format: Format?
    /// What its exit statuses mean.
    package let exits: [Int: Meaning]
    /// What any other status means; nil: nobody knows, so it shows nothing.
    package let otherwise: Meaning?

    package init(
        name: String?, run: DeclaredCommand, format: Format?, exits: [Int: Meaning], otherwise: Meaning?
    ) {
        self.name = name
        self.run = run
        self.format = format
        self.exits = exits
        self.otherwise = otherwise
    }

    package enum Format: String, Hashable, Sendable, CaseIterable {
        /// One finding a line: `breaking field-removed GET /items: name is gone`.
        case lines
        /// The list that `pawl contract diff --format json` prints.
        case json
        /// SARIF 2.1.0.
        case sarif
    }

    package enum Meaning: String, Hashable, Sendable, CaseIterable {
        case pass
        case breaking
        case warning
        /// It could not compare.
        case failed
    }

    package func meaning(of status: Int32) -> Meaning? { exits[Int(status)] ?? otherwise }
}
