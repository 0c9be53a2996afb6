import GateModel
import JSON

/// What a parameter or a header holds in both documents: a schema, or one media type with a schema.
struct ContentOfOne {
    /// The schemas as written.
    let old: JSONValue?
    let new: JSONValue?
    /// How the values are written.
    let values: SchemaContext.ValueForm
    /// Whether the same values are written otherwise now.
    let isRewritten: Bool
    /// `was written as 'application/json' and is written by its style`
    let text: String

    init(_ old: JSONValue, _ new: JSONValue, _ documents: DocumentPair) {
        self.old = Self.schema(of: old, in: documents.old)
        self.new = Self.schema(of: new, in: documents.new)
        let (before, after) = (Self.mediaType(of: old), Self.mediaType(of: new))
        isRewritten = before.map { MediaTypeName($0).essence } != after.map { MediaTypeName($0).essence }
        values = after.map { MediaType($0).valueForm } ?? .text
        let name = { (type: String?) in type.map { "as '\($0)'" } ?? "by its style" }
        text = "was written \(name(before)) and is written \(name(after))"
    }

    static func schema(of object: JSONValue, in document: OpenAPIDocument) -> JSONValue? {
        if let schema = object["schema"] { return schema }
        return document.resolved(object["content"]?.object?.members.first?.value)?["schema"]
    }

    /// Nil where it has a schema, or nothing.
    private static func mediaType(of object: JSONValue) -> String? {
        object["schema"] == nil ? object["content"]?.object?.members.first?.key : nil
    }
}
