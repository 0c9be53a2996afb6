import JSON

/// What a gate sees of a candidate beside its stages: whether it leads on from what runs, and whether it comes up at all.
package enum GateRun: Hashable, Sendable, TaggedCodable {
    case lineage(Lineage)
    /// The candidate failed twice where the baseline, in the same gate, did not.
    case failedTwice(step: Step, detail: OutsideText)

    private enum CodingKeys: String, CodingKey {
        case lineage
        case failedTwice = "failed-twice"
    }

    private enum LineageCodingKeys: String, CodingKey { case _0 = "of" }

    package enum Step: String, Hashable, Sendable, Codable {
        case build
        case start
    }
}

/// How a candidate that is to be deployed stands to what runs there.
package struct Lineage: Hashable, Sendable, Codable {
    package let running: Revision
    package let relation: Relation
    /// Change directories that what runs has and the candidate's tree has not, sorted: what they applied would stay, and its
    /// `revert` would be gone.
    package let lostChanges: [String]
    /// Those that both have, with other content, sorted.
    package let editedChanges: [String]
    /// False with `ancestry: noted`, where the file of what runs says so too.
    package let requiresDescent: Bool

    package init(
        running: Revision, relation: Relation, lostChanges: [String], editedChanges: [String] = [],
        requiresDescent: Bool
    ) {
        self.running = running
        self.relation = relation
        self.lostChanges = lostChanges
        self.editedChanges = editedChanges
        self.requiresDescent = requiresDescent
    }

    package enum Relation: String, Hashable, Sendable, Codable {
        case same
        /// What runs is in its history.
        case descendant
        /// It is in the history of what runs.
        case ancestor
        /// Neither is in the history of the other.
        case diverged
        /// This clone does not have enough history.
        case unknown
    }
}
