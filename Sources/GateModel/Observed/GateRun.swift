import JSON

/// What a gate sees beside its stages: whether a candidate leads on from what runs, whether it comes up at all, and whether the log
/// outlived its code.
package enum GateRun: Hashable, Sendable, TaggedCodable {
    case lineage(Lineage)
    /// The candidate failed twice where the baseline, in the same gate, did not.
    case failedTwice(step: Step, detail: OutsideText)
    /// The log does not verify any more after judged code ran that nothing confined.
    case logDamaged

    private enum CodingKeys: String, CodingKey {
        case lineage
        case failedTwice = "failed-twice"
        case logDamaged = "log-damaged"
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
    /// Whether the change directories of what runs are known: not where its pipeline file, which says where they are, cannot be
    /// read.
    package let knowsChanges: Bool
    /// Change directories that what runs has and the candidate's tree has not, sorted: what they applied would stay, and its
    /// `revert` would be gone.
    package let lostChanges: [String]
    /// Those that both have, with other content, sorted.
    package let editedChanges: [String]
    /// False with `ancestry: noted`, where the file of what runs says so too.
    package let requiresDescent: Bool

    package init(
        running: Revision, relation: Relation, knowsChanges: Bool = true, lostChanges: [String],
        editedChanges: [String] = [], requiresDescent: Bool
    ) {
        self.running = running
        self.relation = relation
        self.knowsChanges = knowsChanges
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
