package import GateModel

/// Compares the schemas that two documents have at one place.
///
/// What two documents share is read once, however many operations use it: one value for both documents serves
/// every place.
package struct SchemaComparison {
    private var equivalence: SchemaEquivalence

    package init(old: OpenAPIDocument, new: OpenAPIDocument) {
        equivalence = SchemaEquivalence(old: old, new: new)
    }

    /// - Parameters:
    ///   - old: the schema in the old document, as written (it may be a `$ref`); nil: there is none.
    ///   - new: the same of the new document.
    ///   - documents: where each schema's references lead.
    package static func compare(
        old: JSONValue?, new: JSONValue?, in documents: (old: OpenAPIDocument, new: OpenAPIDocument),
        at place: SchemaPlace, into changes: inout APIChanges
    ) {
        var comparison = SchemaComparison(old: documents.old, new: documents.new)
        comparison.compare(old: old, new: new, at: place, into: &changes)
    }

    /// - Parameters:
    ///   - old: the schema in the old document, as written (it may be a `$ref`); nil: there is none.
    ///   - new: the same of the new document.
    package mutating func compare(
        old: JSONValue?, new: JSONValue?, at place: SchemaPlace, into changes: inout APIChanges
    ) {
        var walk = SchemaWalk(at: place, equivalence)
        switch (old, new) {
        case (nil, nil): return
        case (let old?, let new?): walk.visit(old, new, at: SchemaNode(top: SchemaScope(place.kind)))
        case (nil, .some): walk.reportExistence(.added)
        case (.some, nil): walk.reportExistence(.removed)
        }
        equivalence = walk.equivalence
        changes.add(walk.changes.sorted)
    }
}
