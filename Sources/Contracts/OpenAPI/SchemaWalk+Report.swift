import GateModel

extension SchemaWalk {
    /// Adds a change under the rule's id for the scope of the node, or for another scope.
    ///
    /// Where the other side alone sets the value, nothing breaks: an error is news there.
    ///
    /// - Parameter detail: which of several changes of the rule at the node it is.
    mutating func report(
        _ rule: SchemaRule, at node: SchemaNode, in scope: SchemaScope? = nil, _ what: String,
        detail: String = ""
    ) {
        let scope = scope ?? node.scope
        let id = rule.id(in: scope)
        let level = rule.level(in: scope, isNegated: node.isNegated)
        guard node.isAdvisory else { return report(id: id, level, at: node, what, detail: detail) }
        let advisoryID = rule.advisoryID(in: scope)
        let isNews = advisoryID != id || level == .error
        report(id: advisoryID, isNews ? .info : level, at: node, what, detail: detail)
    }

    /// Adds a change under an id that does not follow from a scope.
    mutating func report(
        id: String, _ level: APIChange.Level, at node: SchemaNode, _ what: String, detail: String = ""
    ) {
        let path = node.path.isEmpty ? place.path : place.path + "/" + node.path
        changes.add(
            id, level, operation: place.operation, path: path, "\(subject(of: node)): \(what)", detail: detail
        )
    }

    enum Existence { case added, removed }

    /// A body with one schema on one side only.
    mutating func reportExistence(_ existence: Existence) {
        let node = SchemaNode(top: SchemaScope(place.kind))
        guard node.scope == .requestBody || node.scope == .responseBody else { return }
        switch (existence, node.scope.direction) {
        case (.added, .request):
            report(
                SchemaRule("media-type-schema-added", .narrows), at: node,
                "got a schema; any value was allowed")
        case (.added, .response):
            report(SchemaRule("media-type-schema-added", .narrows), at: node, "got a schema")
        case (.removed, .request):
            report(
                SchemaRule("media-type-schema-removed", .widens), at: node,
                "lost its schema: any value is allowed")
        case (.removed, .response):
            report(
                SchemaRule("media-type-schema-removed", .unknown), at: node,
                "lost its schema: it may be anything")
        }
    }

    private func subject(of node: SchemaNode) -> String {
        let whole =
            switch place.kind {
            case .requestBody: "request body"
            case .requestParameter(let parameter): "\(parameter.location) parameter '\(parameter.name)'"
            case .responseBody(let status, _): "body of response \(status)"
            case .responseHeader(let status, let name): "header '\(name)' of response \(status)"
            }
        return node.path.isEmpty ? whole : "'\(node.path)' of the \(whole)"
    }

    /// `'a'`, shortened where it is long.
    static func quoted(_ value: JSONValue) -> String {
        let text = Excerpt.text(value)
        return Excerpt.pair(text, text).baseline
    }

    /// `from 1 to 2`
    static func step(_ old: JSONValue, _ new: JSONValue) -> String {
        let (old, new) = Excerpt.pair(Excerpt.text(old), Excerpt.text(new))
        return "from \(old) to \(new)"
    }
}
