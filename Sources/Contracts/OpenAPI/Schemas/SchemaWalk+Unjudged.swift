import GateModel
import JSON

/// What no rule is about: it is told as such, so that nothing unread passes for unchanged.
extension SchemaWalk {
    /// Keywords that are no rule's, and XML's where the body is XML.
    mutating func compareUnread(_ pair: SchemaPair) {
        let keys = pair.old.keywords.members.map(\.key)
        let added = pair.new.keywords.members.map(\.key).filter { pair.old[$0] == nil }
        for key in keys + added where pair.old[key] != pair.new[key] {
            if key == "xml" {
                compareXML(pair)
            } else if !SchemaKeywords.hasRule(key), !SchemaKeywords.isAnnotation(key) {
                reportUnjudged("'\(key)' changed, and no rule is about it", at: pair.node, detail: key)
            }
        }
    }

    /// Names and kinds of elements: another one is not found by who reads it.
    private mutating func compareXML(_ pair: SchemaPair) {
        guard context.values == .xml else { return }
        report(
            SchemaRule("xml-changed", .replaces), at: pair.node,
            "how it is written in XML changed "
                + Self.step(pair.old["xml"] ?? [:], pair.new["xml"] ?? [:]))
    }

    mutating func reportUnjudged(_ what: String, at node: SchemaNode, detail: String = "") {
        report(id: "unjudged-change", .warning, at: node, what, detail: detail)
    }
}
