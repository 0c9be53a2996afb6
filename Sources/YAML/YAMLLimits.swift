/// What a document may have, so that none costs time or memory without bound.
package struct YAMLLimits: Sendable {
    /// How deep lists and mappings may be nested.
    package let depth: Int
    /// Scalars, lists and mappings together, keys included, those that aliases add as well.
    package let values: Int
    package let extras: Extras

    package enum Extras: Sendable {
        /// A tag or an anchor is an error.
        case refused
        /// Tags are kept, aliases followed; they may add so many values.
        case followed(aliasedValues: Int)
    }

    package init(depth: Int, values: Int, extras: Extras) {
        self.depth = depth
        self.values = values
        self.extras = extras
    }
}
