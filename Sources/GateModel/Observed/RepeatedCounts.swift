/// What the same inputs counted again, where a count differed by more than its limit: right after the block, by the same two
/// processes.
///
/// A change of the code counts the same again; what differed by chance hardly does.
package struct RepeatedCounts: Hashable, Sendable, Codable {
    package let metric: String
    package let operation: String
    /// Those that were repeated; not every pair beyond the limit has to be.
    package var pairs: [Pair] = []

    package init(metric: String, operation: String) {
        self.metric = metric
        self.operation = operation
    }

    package struct Pair: Hashable, Sendable, Codable {
        /// Of the operation's samples, from 0.
        package let block: Int
        /// In the block, from 0.
        package let pair: Int
        /// One observation a side for each time it was repeated.
        package let again: Block

        package init(block: Int, pair: Int, again: Block) {
            self.block = block
            self.pair = pair
            self.again = again
        }
    }
}
