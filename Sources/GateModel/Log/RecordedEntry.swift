/// An entry of a log as reports mention it: which one, about what, by whom and when.
package struct RecordedEntry: Hashable, Sendable {
    /// From 0.
    package let index: Int
    /// The leaf hash, lower-case hexadecimal.
    package let leaf: String
    package let kind: Decision.Kind
    package let candidate: Revision
    /// Seconds since 1970, UTC.
    package let time: Int64
    /// `anna`, or what a CI system says of its run.
    package let actor: String
    /// Whose key signed it.
    package let signer: String
    /// The run's own id.
    package let run: String

    package init(
        index: Int, leaf: String, kind: Decision.Kind, candidate: Revision, time: Int64, actor: String,
        signer: String, run: String
    ) {
        self.index = index
        self.leaf = leaf
        self.kind = kind
        self.candidate = candidate
        self.time = time
        self.actor = actor
        self.signer = signer
        self.run = run
    }
}

/// What runs in an environment, and the entry that says so.
package struct RunningRevision: Hashable, Sendable {
    package let revision: Revision
    /// Its `deployed` or `adopted`, or the `rolled-back` that went back to it: the newest.
    package let by: RecordedEntry

    package init(_ revision: Revision, by entry: RecordedEntry) {
        self.revision = revision
        by = entry
    }
}
