/// What a log answers to the question whether a commit may be deployed in its environment, for one pipeline.
package struct DeployPermission: Hashable, Sendable {
    package let environment: String
    package let pipeline: String
    package let commit: ObjectID
    /// As this clone or an entry has it; nil where neither has the commit.
    package let revision: Revision?
    package let answer: Answer
    /// Nil where nothing was deployed or adopted yet.
    package let running: RunningRevision?
    package let notes: [Note]
    /// How many entries the log has, of all pipelines: what the answer rests on.
    package let entries: Int
    /// Seconds since 1970, UTC, of the log's last entry.
    package let asOf: Int64

    package init(
        environment: String, pipeline: String, commit: ObjectID, revision: Revision?, answer: Answer,
        running: RunningRevision?, notes: [Note], entries: Int, asOf: Int64
    ) {
        self.environment = environment
        self.pipeline = pipeline
        self.commit = commit
        self.revision = revision
        self.answer = answer
        self.running = running
        self.notes = notes
        self.entries = entries
        self.asOf = asOf
    }

    /// Of several reasons against it the newest.
    package enum Answer: Hashable, Sendable {
        case approved(RecordedEntry)
        /// Approved, but a deploy of another revision or a rollback has begun and has not ended: not now.
        case occupied(RecordedEntry, by: RecordedEntry)
        /// No entry judged it.
        case unknown
        /// A gate said what it would decide, and nothing follows from that.
        case adviceOnly(RecordedEntry)
        /// - Parameter approved: What it supersedes; nil: it was not approved before.
        case blocked(RecordedEntry, Block, approved: RecordedEntry?)  // nil: never approved
        /// A rollback left it, or another commit with its tree, or has begun to.
        ///
        /// - Parameters:
        ///   - isVerified: Whether it came to a good end.
        ///   - approved: What it supersedes; nil: it was not approved before.
        case rolledBack(
            RecordedEntry, left: Revision, isVerified: Bool, approved: RecordedEntry?)  // nil: never
    }

    /// When it was blocked.
    package enum Block: Hashable, Sendable {
        /// By what was measured, or was to be.
        case gate
        /// After its deploy had begun: that failed, or the watch behind it.
        case deploy
    }

    package enum Note: Hashable, Sendable {
        /// Another commit with the same tree was approved; an approval is of the commit.
        case twinApproved(RecordedEntry)
        /// It was approved in comparison with another revision than runs now.
        case comparedWith(Revision)
        /// This clone does not have the commit.
        case absent
        /// A deploy or a rollback has begun and has not ended, so that what runs now is not certain.
        case open(RecordedEntry)
    }
}
