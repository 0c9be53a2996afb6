import GateModel
import JSON

/// What a parameter or a header holds in both documents: a schema, or one media type with a schema.
struct ContentOfOne {
    /// The schemas as written.
    let old: JSONValue?
    let new: JSONValue?
    /// The media types, resolved; empty where there is none.
    private let oldMedia: JSONValue
    private let newMedia: JSONValue
    /// How the values are written.
    let values: SchemaContext.ValueForm
    /// Whether the same values are written otherwise now.
    let isRewritten: Bool
    /// `content`, unless it holds more than it may.
    let read: Set<String>
    /// `was written as 'application/json' and is written by its style`
    let text: String

    init(_ old: JSONValue, _ new: JSONValue, _ documents: DocumentPair) {
        self.old = Self.schema(of: old, in: documents.old)
        self.new = Self.schema(of: new, in: documents.new)
        let (before, after) = (Self.mediaType(of: old), Self.mediaType(of: new))
        isRewritten = before.map { MediaTypeName($0).essence } != after.map { MediaTypeName($0).essence }
        values = after.map { MediaType($0).valueForm } ?? .text
        oldMedia = Self.media(of: old, in: documents.old) ?? [:]
        newMedia = Self.media(of: new, in: documents.new) ?? [:]
        let counts = [old, new].map { $0["content"]?.object?.members.count ?? 0 }
        read = counts.allSatisfy { $0 <= 1 } ? ["content"] : []
        let name = { (type: String?) in type.map { "as '\($0)'" } ?? "by its style" }
        text = "was written \(name(before)) and is written \(name(after))"
    }

    static func schema(of object: JSONValue, in document: OpenAPIDocument) -> JSONValue? {
        object["schema"] ?? media(of: object, in: document)?["schema"]
    }

    private static func media(of object: JSONValue, in document: OpenAPIDocument) -> JSONValue? {
        document.resolved(object["content"]?.object?.members.first?.value)
    }

    /// What else the media types say.
    func reportUnjudged(_ documents: DocumentPair, at place: SchemaPlace, into changes: inout APIChanges) {
        UnjudgedComparison(documents).compare(
            oldMedia, newMedia, except: ["schema"], operation: place.operation, path: place.path,
            into: &changes)
    }

    /// Nil where it has a schema, or nothing.
    private static func mediaType(of object: JSONValue) -> String? {
        object["schema"] == nil ? object["content"]?.object?.members.first?.key : nil
    }
}
