package import GateModel

/// Compares the schemas that two documents have at one place.
package enum SchemaComparison {
    /// - Parameters:
    ///   - old: the schema in the old document, as written (it may be a `$ref`); nil: there is none.
    ///   - new: the same of the new document.
    ///   - documents: where each schema's references lead.
    package static func compare(
        old: JSONValue?, new: JSONValue?, in documents: (old: OpenAPIDocument, new: OpenAPIDocument),
        at place: SchemaPlace, into changes: inout APIChanges
    ) {
    }
}
