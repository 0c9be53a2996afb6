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
        switch (old, new) {
        case (nil, nil): return
        case (let old?, let new?):
            var search = SchemaSearch(at: place, in: documents)
            search.run(old, new, into: &changes)
        case (nil, .some): reportSchema(wasAdded: true, at: place, into: &changes)
        case (.some, nil): reportSchema(wasAdded: false, at: place, into: &changes)
        }
    }

    /// A body that is described on one side only.
    private static func reportSchema(wasAdded: Bool, at place: SchemaPlace, into changes: inout APIChanges) {
        let scope = SchemaScope(place.context)
        guard scope == .requestBody || scope == .responseBody else { return }
        let rule = SchemaRule(
            "media-type-schema-" + (wasAdded ? "added" : "removed"), wasAdded ? .narrows : .widens)
        let what =
            wasAdded ? "got a schema, and was not described before" : "lost its schema, and may be anything"
        changes.add(rule.id(in: scope), rule.level(in: scope), at: place, "the body \(what)")
    }
}
