/// Where the walk through two schemas stands.
struct SchemaNode: Hashable {
    let scope: SchemaScope
    /// `items/tags/oneOf[#1]`, from where the walk began.
    private(set) var path: String
    /// Whether this is the schema of a property.
    let isProperty: Bool
    /// Whether the old schema around it requires the property.
    let isRequired: Bool
    /// Whether only the other side sets the value: read-only in a request, write-only in a response.
    let isAdvisory: Bool
    /// Whether an odd number of `not` stand around it.
    let isNegated: Bool
    /// Whether it is all that is described at its place.
    let isTop: Bool
    /// Whether it describes the items of the top.
    let isItemsOfTop: Bool

    /// The component that the start of the walk has it from by its `allOf`; nil where it has it itself.
    private(set) var owner: String?

    init(top scope: SchemaScope) {
        self.scope = scope
        path = ""
        isProperty = false
        isRequired = false
        isAdvisory = false
        isNegated = false
        isTop = true
        isItemsOfTop = false
    }

    private init(
        in outer: SchemaNode, _ step: String, isProperty: Bool, isRequired: Bool, isAdvisory: Bool,
        negates: Bool
    ) {
        scope = outer.scope.inner
        path = Self.path(outer.path, step)
        self.isProperty = isProperty
        self.isRequired = isRequired
        self.isAdvisory = outer.isAdvisory || isAdvisory
        isNegated = outer.isNegated != negates
        owner = outer.owner
        isTop = false
        isItemsOfTop = outer.isTop && step == "items" && !isProperty
    }

    func inner(_ step: String, negates: Bool = false) -> SchemaNode {
        SchemaNode(
            in: self, step, isProperty: false, isRequired: false, isAdvisory: false, negates: negates)
    }

    func property(_ name: String, isRequired: Bool, isAdvisory: Bool) -> SchemaNode {
        SchemaNode(
            in: self, name, isProperty: true, isRequired: isRequired, isAdvisory: isAdvisory, negates: false)
    }

    /// The same node as a part of another component.
    func owned(by component: String?) -> SchemaNode {
        var node = self
        node.owner = component ?? owner
        return node
    }

    /// The same node, with a walk that begins at it.
    var start: SchemaNode {
        var node = self
        node.path = ""
        node.owner = nil
        return node
    }

    static func path(_ outer: String, _ inner: String) -> String {
        if outer.isEmpty { return inner }
        return inner.isEmpty ? outer : outer + "/" + inner
    }
}
