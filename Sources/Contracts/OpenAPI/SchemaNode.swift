/// Where the walk through two schemas stands.
struct SchemaNode {
    let scope: SchemaScope
    /// `items/tags[oneOf #1]`, within what the place names; empty at its top.
    let path: String
    /// The name of the property, if this is the schema of one.
    let property: String?
    /// Whether the old schema around it requires the property.
    let isRequired: Bool
    /// Whether only the other side sets the value: read-only in a request, write-only in a response.
    let isAdvisory: Bool
    /// Whether an odd number of `not` stand around it.
    let isNegated: Bool
    /// How many schemas stand around it.
    let depth: Int

    init(top scope: SchemaScope) {
        self.scope = scope
        path = ""
        property = nil
        isRequired = false
        isAdvisory = false
        isNegated = false
        depth = 0
    }

    private init(
        in outer: SchemaNode, _ step: String, property: String?, isRequired: Bool, isAdvisory: Bool,
        negates: Bool
    ) {
        scope = outer.scope.inner
        path = outer.path.isEmpty ? step : outer.path + "/" + step
        self.property = property
        self.isRequired = isRequired
        self.isAdvisory = outer.isAdvisory || isAdvisory
        isNegated = outer.isNegated != negates
        depth = outer.depth + 1
    }

    func inner(_ step: String, negates: Bool = false) -> SchemaNode {
        SchemaNode(in: self, step, property: nil, isRequired: false, isAdvisory: false, negates: negates)
    }

    func property(_ name: String, isRequired: Bool, isAdvisory: Bool) -> SchemaNode {
        SchemaNode(
            in: self, name, property: name, isRequired: isRequired, isAdvisory: isAdvisory, negates: false)
    }
}
