import GateModel
import JSON

/// One schema, as its document means it: references followed, `true` read as `{}`, `false` as `{"not": {}}`.
struct Schema {
    /// Every keyword; under 3.1 those beside a `$ref` stand above what it leads to.
    let keywords: JSONObject
    /// The `$ref` as written; nil for a schema that stands where it is used.
    let reference: String?
    /// What the schema is known by where it is seen again: its `$ref`, with what stands beside that and matters;
    /// nil if it is not behind a reference.
    let identity: String?

    /// Nil if a reference leads nowhere, or if this is no schema.
    init?(_ written: JSONValue?, in document: OpenAPIDocument) {
        guard let written else { return nil }
        var value = written
        var beside: [JSONMember] = []
        var steps = 0
        while let reference = value["$ref"]?.string {
            steps += 1
            guard steps <= Self.maximumSteps, let target = document.target(of: reference) else { return nil }
            if document.version == .openAPI31 {
                beside += value.object?.members.filter { $0.key != "$ref" } ?? []
            }
            value = target
        }
        guard let keywords = Self.keywords(of: value) else { return nil }
        reference = written["$ref"]?.string
        let siblings = JSONObject(first: beside)
        identity = reference.map { Self.identity($0, with: siblings) }
        self.keywords = siblings.members.isEmpty ? keywords : JSONObject(first: beside + keywords.members)
    }

    private init(keywords: JSONObject, identity: String?) {
        self.keywords = keywords
        reference = nil
        self.identity = identity
    }

    /// The same schema without some keywords, for a comparison of the rest.
    func without(_ dropped: String...) -> Schema {
        let rest = keywords.members.filter { !dropped.contains($0.key) }
        return Schema(keywords: JSONObject(rest), identity: nil)
    }

    /// The same schema with the keywords of another above its own.
    func adding(_ other: Schema) -> Schema {
        Schema(
            keywords: JSONObject(first: other.keywords.members + keywords.members),
            identity: identity.map { Self.identity($0, with: other.keywords) })
    }

    private static func identity(_ reference: String, with siblings: JSONObject) -> String {
        let counting = siblings.members.filter { !SchemaKeywords.isDocumentation($0.key) }
        guard !counting.isEmpty else { return reference }
        let text = JSONWriter.canonical(.object(JSONObject(counting)))
        return reference + " with " + String(decoding: text, as: UTF8.self)
    }

    /// Longer chains of references that lead to nothing but references are circles.
    private static let maximumSteps = 64

    private static func keywords(of value: JSONValue) -> JSONObject? {
        switch value {
        case .object(let object): object
        case .bool(true): JSONObject()
        case .bool(false): JSONObject([JSONMember("not", .object(JSONObject()))])
        case .null, .integer, .number, .string, .array: nil
        }
    }
}

extension Schema {
    subscript(keyword: String) -> JSONValue? { keywords[keyword] }

    func isSet(_ keyword: String) -> Bool { keywords[keyword]?.bool == true }

    /// `type`, whether written as one name or as a list (3.1).
    var types: [String] {
        switch keywords["type"] {
        case .string(let name): [name]
        case .array(let names): names.compactMap(\.string)
        case .null, .bool, .integer, .number, .object, nil: []
        }
    }

    /// The types without `null`, which is no shape of its own; empty: any.
    var valueTypes: [String] { types.filter { $0 != "null" } }

    /// Whether it says that null is a value: 3.0's `nullable`, or 3.1's `null` among the types.
    var saysNull: Bool { isSet("nullable") || types.contains("null") }

    /// Empty if there is none.
    var format: String { keywords["format"]?.string ?? "" }

    /// `properties`, or another keyword that names schemas.
    func named(_ keyword: String) -> JSONObject { keywords[keyword]?.object ?? JSONObject() }

    /// `allOf`, or another keyword that lists schemas.
    func list(_ keyword: String) -> [JSONValue] { keywords[keyword]?.array ?? [] }

    /// `required`, in the order written.
    var required: [String] { list("required").compactMap(\.string) }

    /// Whether it allows exactly null.
    var isNullOnly: Bool { types == ["null"] && without("type").isAnnotationOnly }

    /// Whether it allows every value: it only tells what the value is about.
    var isAnnotationOnly: Bool {
        keywords.members.allSatisfy { SchemaKeywords.isAnnotation($0.key) }
    }
}

extension JSONObject {
    /// Of members with the same key the first counts.
    fileprivate init(first members: [JSONMember]) {
        self.init()
        for member in members { _ = append(member) }
    }
}
