/// The old and the new schema of one node, the way they are compared there.
struct SchemaPair {
    var old: Schema
    var new: Schema
    let node: SchemaNode

    init(_ old: Schema, _ new: Schema, node: SchemaNode) {
        self.old = old
        self.new = new
        self.node = node
    }

    struct References: Hashable {
        let old: String
        let new: String
    }

    /// Nil unless both are behind a reference.
    var references: References? {
        guard let old = old.identity, let new = new.identity else { return nil }
        return References(old: old, new: new)
    }
}
