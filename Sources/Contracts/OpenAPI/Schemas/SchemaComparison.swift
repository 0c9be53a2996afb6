import GateModel
import JSON

/// Compares the schemas that two documents have at one place.
enum SchemaComparison {
    /// - Parameters:
    ///   - old: the schema in the old document, as written (it may be a `$ref`); nil: there is none.
    ///   - new: the same of the new document.
    static func compare(
        old: JSONValue?, new: JSONValue?, in documents: DocumentPair, at place: SchemaPlace,
        into changes: inout APIChanges
    ) {
        guard old != nil || new != nil else { return }
        guard let old = old ?? implied(at: place), let new = new ?? implied(at: place) else {
            return reportSchema(wasAdded: old == nil, at: place, into: &changes)
        }
        var search = SchemaSearch(at: place, in: documents)
        search.run(old, new, into: &changes)
    }

    /// A parameter or a header without a schema may be anything; a body without one has rules of its own.
    private static func implied(at place: SchemaPlace) -> JSONValue? {
        place.context.kind == .body ? nil : .object(JSONObject())
    }

    /// A body that is described on one side only.
    private static func reportSchema(wasAdded: Bool, at place: SchemaPlace, into changes: inout APIChanges) {
        let scope = SchemaScope(place.context)
        let rule = SchemaRule(
            "media-type-schema-" + (wasAdded ? "added" : "removed"), wasAdded ? .narrows : .widens)
        let what =
            wasAdded ? "got a schema, and was not described before" : "lost its schema, and may be anything"
        changes.add(rule.id(in: scope), rule.level(in: scope), at: place, "the body \(what)")
    }
}
