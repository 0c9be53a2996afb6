import GateModel
import JSON

/// One media type of a body in both documents.
struct MediaTypeComparison {
    private let media: ContentPairing.Pair
    private let operation: OperationPair
    private let place: SchemaPlace

    init(_ media: ContentPairing.Pair, _ operation: OperationPair, _ place: SchemaPlace) {
        self.media = media
        self.operation = operation
        self.place = place
    }

    /// `schema`, and `itemSchema`, which describes each item of a stream (OpenAPI 3.2).
    func compare(into changes: inout APIChanges) {
        let documents = operation.documents
        let old = documents.old.resolved(media.old)
        let new = documents.new.resolved(media.new)
        compareItemSchemas(
            old?["itemSchema"], new?["itemSchema"], isTyped: new?["schema"] != nil, into: &changes)
        guard !documents.isUnchanged(old?["schema"], new?["schema"]) else { return }
        SchemaComparison.compare(
            old: old?["schema"], new: new?["schema"], in: documents, at: place,
            into: &changes)
    }

    /// - Parameter isTyped: whether a schema of the whole body is left.
    private func compareItemSchemas(
        _ old: JSONValue?, _ new: JSONValue?, isTyped: Bool, into changes: inout APIChanges
    ) {
        let isRequest = place.direction == .request
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
            guard !operation.documents.isUnchanged(old, new) else { break }
            SchemaComparison.compare(
                old: old, new: new, in: operation.documents, at: place,
                into: &changes)
        }
    }
}
