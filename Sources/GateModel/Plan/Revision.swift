/// A commit that takes part in a gate, with what people call it.
package struct Revision: Hashable, Sendable, Codable {
    package let commit: ObjectID
    package let tree: ObjectID
    /// First line of the commit's message, cut to ``longestSummary`` bytes: it may be as long as its author liked.
    package let summary: OutsideText

    package static let longestSummary = 200

    package init(commit: ObjectID, tree: ObjectID, summary: String) {
        self.commit = commit
        self.tree = tree
        self.summary = OutsideText(summary.cut(toBytes: Self.longestSummary))
    }
}
