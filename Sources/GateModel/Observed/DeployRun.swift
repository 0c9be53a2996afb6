import JSON

/// How the deploy command ended.
package struct DeployRun: Hashable, Sendable, Codable {
    package let end: ScriptEnd
    /// The end of what it printed, masked.
    package let output: String
    /// What the environment said afterwards; nil where the command failed, or nothing can be asked.
    package let effect: DeployEffect?

    package init(end: ScriptEnd, output: String, effect: DeployEffect? = nil) {
        self.end = end
        self.output = output
        self.effect = effect
    }

    package var succeeded: Bool { end.succeeded }
}

/// What `rollback.deployed` said once a deploy command had ended with exit 0, which proves nothing by itself.
package struct DeployEffect: Hashable, Sendable, Codable {
    /// The candidate.
    package let wanted: ObjectID
    package let found: Found

    package init(wanted: ObjectID, found: Found) {
        self.wanted = wanted
        self.found = found
    }

    package enum Found: Hashable, Sendable, TaggedCodable {
        case revision(ObjectID)
        /// Why it names no revision.
        case unknown(String)

        private enum RevisionCodingKeys: String, CodingKey { case _0 = "commit" }
        private enum UnknownCodingKeys: String, CodingKey { case _0 = "why" }
    }
}
