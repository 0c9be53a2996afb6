/// The old and the new schema of one node, the way they are compared there.
struct SchemaPair {
    var old: Schema
    var new: Schema
    let node: SchemaNode
    /// Whether it was told already what became of null.
    var isNullTold = false

    init(_ old: Schema, _ new: Schema, node: SchemaNode) {
        self.old = old
        self.new = new
        self.node = node
    }
}
