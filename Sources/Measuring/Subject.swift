package import GateModel
package import HTTPClient
package import Processes

/// One revision, built and with its data made, ready to be started as often as a stage needs.
package struct Subject: Sendable {
    package let side: Side
    package let revision: Revision
    /// The revision's own files, exported from git.
    package let checkout: String
    /// The seeded and migrated state; never used itself, only copied. Nil where no data is declared.
    package let state: String?
    package let declared: DeclaredSubject
    /// How a copy of `state` is made for each start.
    package let copies: StateCopies
    /// What every command of this side gets, PAWL_PORT and PAWL_STATE aside.
    package let environment: [String: String]
    package let confinement: SubjectConfinement
    /// Secret values, masked in everything that is kept of its output.
    package let masks: [String]
    /// What one exchange with a service may cost at most.
    package var limits = HTTPLimits()

    package init(
        side: Side, revision: Revision, checkout: String, state: String?, declared: DeclaredSubject,
        copies: StateCopies = .ofFiles,
        environment: [String: String], confinement: SubjectConfinement, masks: [String]
    ) {
        self.side = side
        self.revision = revision
        self.checkout = checkout
        self.state = state
        self.declared = declared
        self.copies = copies
        self.environment = environment
        self.confinement = confinement
        self.masks = masks
    }

    /// The one that belongs to this revision; processes of its side leave things in it for each other.
    package var home: String { environment["HOME"] ?? "/" }

    /// Where instruments run when this is the baseline.
    package var instruments: Instruments {
        Instruments(checkout: checkout, home: home, confinement: confinement)
    }

    /// A text with every secret replaced by `***`, for what the service itself says in its answers.
    package func masked(_ text: String) -> String {
        masks.sorted { $0.count > $1.count }.reduce(text) { $0.replacing($1, with: "***") }
    }
}

extension DeclaredCommand {
    package var line: Command.Line {
        switch self {
        case .shell(let text): .shell(text)
        case .direct(let words): .direct(words)
        }
    }
}
