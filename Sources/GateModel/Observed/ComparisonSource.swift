import JSON

/// How a stage that had only one side to measure came by something to compare it with.
package enum ComparisonSource: Hashable, Sendable, TaggedCodable {
    /// It was asked twice over: both sides are the candidate's.
    case itself
    /// The baseline's side is what an earlier decision recorded, block by block.
    case recorded(Recording)
    /// With nothing; every relative rule is inconclusive for this reason.
    case alone(Inconclusive)

    /// Samples that an earlier decision recorded of the revision that is deployed now.
    package struct Recording: Hashable, Sendable, Codable {
        /// The entry's index and leaf hash.
        package let index: Int
        package let leaf: String
        package let revision: Revision
        /// Drew its inputs; the same inputs are drawn again.
        package let seed: UInt64

        package init(index: Int, leaf: String, revision: Revision, seed: UInt64) {
            self.index = index
            self.leaf = leaf
            self.revision = revision
            self.seed = seed
        }
    }
}
