import GateModel

/// Compares the schemas that two documents have at one place.
enum SchemaComparison {
    /// - Parameters:
    ///   - old: the schema in the old document, as written (it may be a `$ref`); nil: there is none.
    ///   - new: the same of the new document.
    static func compare(
        old: JSONValue?, new: JSONValue?, in documents: DocumentPair, at place: SchemaPlace,
        into changes: inout APIChanges
    ) {
        var walk = SchemaWalk(at: place, in: documents)
        switch (old, new) {
        case (nil, nil): return
        case (let old?, let new?): walk.visit(old, new, at: SchemaNode(top: SchemaScope(place.kind)))
        case (nil, .some): walk.reportExistence(.added)
        case (.some, nil): walk.reportExistence(.removed)
        }
        changes.add(walk.changes.sorted)
    }
}
