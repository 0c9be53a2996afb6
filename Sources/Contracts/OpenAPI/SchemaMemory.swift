/// Results of walks behind the references that two documents share, kept for all places that use them.
///
/// A class, since every comparison of one pair of documents adds to the same memory.
final class SchemaMemory {
    private var results: [Key: SchemaWalkResult] = [:]
    private var equivalence: SchemaEquivalence

    init(old: OpenAPIDocument, new: OpenAPIDocument) {
        equivalence = SchemaEquivalence(old: old, new: new)
    }

    private struct Key: Hashable {
        let references: SchemaPair.References
        let node: SchemaNode
        let isNullTold: Bool
        let isText: Bool
    }

    /// The result that begins at a pair, walked only if it was not before.
    func result(from pair: SchemaPair, at place: SchemaPlace, in documents: DocumentPair) -> SchemaWalkResult
    {
        guard let references = pair.references, let isText = place.isTextBody else {
            return walk(pair, place, documents)
        }
        let key = Key(
            references: references, node: pair.node.start, isNullTold: pair.isNullTold, isText: isText)
        if let known = results[key] { return known }
        let result = walk(pair, place, documents)
        results[key] = result
        return result
    }

    private func walk(_ pair: SchemaPair, _ place: SchemaPlace, _ documents: DocumentPair) -> SchemaWalkResult
    {
        var walk = SchemaWalk(at: place, in: documents, equivalence)
        // Held once only, so that adding to it copies nothing.
        equivalence = SchemaEquivalence(old: documents.old, new: documents.new)
        walk.run(from: pair)
        equivalence = walk.equivalence
        return walk.result
    }
}

extension SchemaPlace {
    /// Of a body, whether all its values are written as text; nil for what is no body.
    fileprivate var isTextBody: Bool? {
        switch kind {
        case .requestBody(let mediaType), .responseBody(_, let mediaType): !MediaType(mediaType).isJSON
        case .requestParameter, .responseHeader: nil
        }
    }
}
