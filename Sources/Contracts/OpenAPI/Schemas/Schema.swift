import GateModel
import JSON

/// One schema in its normal form, which ``SchemaReader`` makes: what means the same is written the same.
struct Schema {
    /// Every keyword, those of `allOf` among them.
    let keywords: JSONObject
    /// The `$ref` as written; nil for a schema that stands where it is used.
    let reference: String?
    /// What the schema is known by where it is seen again: its `$ref`, with what stands beside that and matters, or
    /// its text where references were merged into it; nil if it is not behind a reference.
    let identity: String?
    /// As the document has it; nil for one that was made for a comparison.
    let written: JSONValue?

    init(
        keywords: JSONObject, reference: String? = nil, identity: String? = nil, written: JSONValue? = nil
    ) {
        self.keywords = keywords
        self.reference = reference
        self.identity = identity
        self.written = written
    }

    /// The same schema without some keywords, for a comparison of the rest.
    func without(_ dropped: String...) -> Schema {
        Schema(keywords: JSONObject(keywords.members.filter { !dropped.contains($0.key) }))
    }

    /// The same schema with one keyword set, or removed.
    func setting(_ keyword: String, to value: JSONValue?) -> Schema {
        Schema(
            keywords: keywords.setting(keyword, to: value), reference: reference, identity: identity,
            written: written)
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

    /// Whether it says that null is a value; the normal form says so by `nullable`, unless null is all it allows.
    var saysNull: Bool { isSet("nullable") || types.contains("null") }

    /// The only values that it allows: `enum`, or the one of `const`; nil: it lists none.
    var values: [JSONValue]? {
        keywords["const"].map { [$0] } ?? keywords["enum"]?.array
    }

    /// Empty if there is none.
    var format: String { keywords["format"]?.string ?? "" }

    /// `properties`, or another keyword that names schemas.
    func named(_ keyword: String) -> JSONObject { keywords[keyword]?.object ?? JSONObject() }

    /// `allOf`, or another keyword that lists schemas.
    func list(_ keyword: String) -> [JSONValue] { keywords[keyword]?.array ?? [] }

    /// `required`, in the order written.
    var required: [String] { list("required").compactMap(\.string) }

    /// `required`, for many questions.
    var requiredNames: Set<JSONKey> { Set(required.map(JSONKey.init)) }

    /// Whether null is its only type.
    var isOfTypeNull: Bool { types == ["null"] }

    /// Whether it allows exactly null.
    var isNullOnly: Bool {
        let isNull = types == ["null"] || values == [.null]
        return isNull && without("type", "enum", "const", "nullable").isAnnotationOnly
    }

    /// Whether it is `false`, or `{not: {}}`.
    var allowsNothing: Bool { keywords["not"] == true || keywords["not"] == [:] }

    /// Whether it allows every value: it only tells what the value is about.
    var isAnnotationOnly: Bool {
        keywords.members.allSatisfy { SchemaKeywords.isAnnotation($0.key) }
    }
}

extension JSONObject {
    /// The same object with one member set, at its place or at the end, or removed.
    func setting(_ key: String, to value: JSONValue?) -> JSONObject {
        guard self[key] != nil else {
            return value.map { JSONObject(members + [JSONMember(key, $0)]) } ?? self
        }
        return JSONObject(
            members.compactMap { member in
                member.key == key ? value.map { JSONMember(key, $0) } : member
            })
    }

    func without(_ dropped: Set<String>) -> JSONObject {
        JSONObject(members.filter { !dropped.contains($0.key) })
    }
}
