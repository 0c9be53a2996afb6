/// Where the walk through two schemas stands.
struct SchemaNode: Hashable {
    let scope: SchemaScope
    /// `items/tags/oneOf[#1]`, from where the walk began.
    private(set) var path: String
    /// Whether this is the schema of a property.
    let isProperty: Bool
    /// Whether the old schema around it requires the property.
    let isRequired: Bool
    /// Whether the new schema around it requires the property.
    let isRequiredNow: Bool
    /// Whether only the other side sets the value, in one document at least: read-only in a request, write-only in a
    /// response.
    let isAdvisory: Bool
    /// Whether that holds of what is around it.
    let isWithinAdvisory: Bool
    /// Whether the schema around it tells whether null is allowed: it is an alternative.
    private(set) var isNullTold: Bool
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
        isRequiredNow = false
        isAdvisory = false
        isWithinAdvisory = false
        isNullTold = false
        isNegated = false
        isTop = true
        isItemsOfTop = false
    }

    private init(in outer: SchemaNode, _ step: String, _ kind: Kind) {
        scope = outer.scope.inner
        path = Self.path(outer.path, step)
        isProperty = kind.isProperty
        isRequired = kind.isRequired
        isRequiredNow = kind.isRequiredNow
        isAdvisory = outer.isAdvisory || kind.isAdvisory
        isWithinAdvisory = outer.isAdvisory
        isNegated = outer.isNegated != kind.negates
        isNullTold = kind.isAlternative
        owner = outer.owner
        isTop = false
        isItemsOfTop = outer.isTop && step == "items" && !isProperty
    }

    private struct Kind {
        var isProperty = false
        var isRequired = false
        var isRequiredNow = false
        var isAdvisory = false
        var negates = false
        var isAlternative = false
    }

    func inner(_ step: String, negates: Bool = false) -> SchemaNode {
        SchemaNode(in: self, step, Kind(negates: negates))
    }

    func alternative(_ step: String) -> SchemaNode {
        SchemaNode(in: self, step, Kind(isAlternative: true))
    }

    /// - Parameters:
    ///   - isRequired: by the old schema.
    ///   - isRequiredNow: by the new one.
    func property(_ name: String, isRequired: Bool, isRequiredNow: Bool, isAdvisory: Bool) -> SchemaNode {
        SchemaNode(
            in: self, name,
            Kind(
                isProperty: true, isRequired: isRequired, isRequiredNow: isRequiredNow, isAdvisory: isAdvisory
            ))
    }

    /// The same node as a part of another component.
    func owned(by component: String?) -> SchemaNode {
        var node = self
        node.owner = component ?? owner
        return node
    }

    /// The same node where what stands around it allows null anyway.
    var withNullTold: SchemaNode {
        var node = self
        node.isNullTold = true
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
