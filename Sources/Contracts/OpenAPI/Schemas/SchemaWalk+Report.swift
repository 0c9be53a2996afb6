import GateModel
import JSON

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
        // A bound that holds what only the other side sets is no one's concern.
        guard advisoryID != id || !SchemaKeywordRules.isNewBound(rule) else { return passOver() }
        let isNews = advisoryID != id || level == .error
        report(id: advisoryID, isNews ? .info : level, at: node, what, detail: detail)
    }

    /// Adds a change under an id that does not follow from a scope.
    mutating func report(
        id: String, _ level: APIChange.Level, at node: SchemaNode, _ what: String, detail: String = ""
    ) {
        result.spoken += 1
        result.findings.append(
            SchemaFinding(
                id: id, level: level, path: node.path, what: what, detail: detail, owner: node.owner))
    }

    /// Takes note of a change that concerns no one.
    mutating func passOver() {
        result.spoken += 1
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
