/// The candidate against an earlier release that stays the same from gate to gate, so that many small steps for the
/// worse, each within its limit, are seen together (statistics.md, "Slow drift").
package struct AnchorRun: Hashable, Sendable, Codable {
    package let anchor: Revision
    /// The anchor's observations stand under `baseline`.
    package var samples: [Samples]
    /// What earlier releases showed against the same anchor, oldest first.
    package let earlier: [AnchorRelease]

    package init(anchor: Revision, samples: [Samples] = [], earlier: [AnchorRelease]) {
        self.anchor = anchor
        self.samples = samples
        self.earlier = earlier
    }
}

/// What an approved release showed against the anchor.
package struct AnchorRelease: Hashable, Sendable, Codable {
    package let commit: ObjectID
    /// Leaf hash of the log entry that approved it, lower-case hexadecimal.
    package let leaf: String
    package let estimates: [AnchorEstimate]

    package init(commit: ObjectID, leaf: String, estimates: [AnchorEstimate]) {
        self.commit = commit
        self.leaf = leaf
        self.estimates = estimates
    }
}

/// One relative rule on one operation, candidate against anchor.
package struct AnchorEstimate: Hashable, Sendable, Codable {
    package let rule: String
    package let operation: String?
    /// ln candidate / anchor, above 0 is worse.
    package let logRatio: Double
    /// ln of the e-value against "at most 2.5 % worse".
    package let blocking: Double
    /// ln of the e-value against "at most 1 % worse".
    package let warning: Double
    /// ln of the e-value against "at most 2.5 % better".
    package let improvement: Double

    package init(
        rule: String, operation: String?, logRatio: Double, blocking: Double, warning: Double,
        improvement: Double
    ) {
        self.rule = rule
        self.operation = operation
        self.logRatio = logRatio
        self.blocking = blocking
        self.warning = warning
        self.improvement = improvement
    }
}
