import GateModel
import JSON

/// One media type of a body in both documents.
struct MediaTypeComparison {
    private let media: ContentPairing.Pair
    private let documents: DocumentPair
    private let place: SchemaPlace

    init(_ media: ContentPairing.Pair, _ documents: DocumentPair, _ place: SchemaPlace) {
        self.media = media
        self.documents = documents
        self.place = place
    }

    /// `schema`, `encoding`, and `itemSchema`, which describes each item of a stream (OpenAPI 3.2).
    func compare(into changes: inout APIChanges) {
        guard !documents.isUnchanged(media.old, media.new) else { return }
        let old = documents.old.resolved(media.old) ?? [:]
        let new = documents.new.resolved(media.new) ?? [:]
        compareItemSchemas(
            old["itemSchema"], new["itemSchema"], isTyped: new["schema"] != nil, into: &changes)
        EncodingComparison(documents, place, old, new).compare(into: &changes)
        UnjudgedComparison(documents).compare(
            old, new, except: ["schema", "itemSchema", "encoding"], operation: place.operation,
            path: place.path, into: &changes)
        SchemaComparison.compare(
            old: old["schema"], new: new["schema"], in: documents, at: place, into: &changes)
    }

    /// - Parameter isTyped: whether a schema of the whole body is left.
    private func compareItemSchemas(
        _ old: JSONValue?, _ new: JSONValue?, isTyped: Bool, into changes: inout APIChanges
    ) {
        let isRequest = place.context.direction == .request
        let prefix = isRequest ? "request" : "response"
        switch (old, new) {
        case (nil, nil): break
        case (nil, .some):
            changes.add(
                "\(prefix)-body-media-type-item-schema-added", isRequest ? .error : .info, at: place,
                "the items of the stream got a schema")
        case (.some, nil):
            let id = "\(prefix)-body-media-type-item-schema-removed"
            changes.add(
                isRequest || isTyped ? id : id + "-untyped", isRequest ? .info : .error, at: place,
                "the items of the stream lost their schema")
        case (.some, .some):
            guard !documents.isUnchanged(old, new) else { break }
            SchemaComparison.compare(
                old: old, new: new, in: documents, at: place,
                into: &changes)
        }
    }
}
