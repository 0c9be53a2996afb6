import GateModel

/// One schema, as its document means it: references followed, `true` read as `{}`, `false` as `{"not": {}}`.
struct Schema {
    /// Every keyword; under 3.1 those beside a `$ref` stand above what it leads to.
    let keywords: JSONObject
    /// The `$ref` as written; nil for a schema that stands where it is used.
    let reference: String?
    /// What the schema is known by where it is seen again: its `$ref`, unless keywords beside that change it.
    let identity: String?

    /// Nil if a reference leads nowhere, or if this is no schema.
    init?(_ written: JSONValue?, in document: OpenAPIDocument) {
        guard let written else { return nil }
        var value = written
        var siblings: [JSONObject] = []
        var steps = 0
        while let reference = value["$ref"]?.string {
            steps += 1
            guard steps <= Self.maximumSteps, let target = document.target(of: reference) else { return nil }
            if document.version == .v3_1, let object = value.object, object.members.count > 1 {
                siblings.append(object)
            }
            value = target
        }
        guard let keywords = Self.keywords(of: value) else { return nil }
        reference = written["$ref"]?.string
        identity = siblings.isEmpty ? reference : nil
        self.keywords = siblings.isEmpty ? keywords : Self.overlaid(siblings, on: keywords)
    }

    private init(keywords: JSONObject) {
        self.keywords = keywords
        reference = nil
        identity = nil
    }

    /// The same schema without one keyword.
    func without(_ keyword: String) -> Schema {
        Schema(keywords: JSONObject(keywords.members.filter { $0.key != keyword }))
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

    /// The first of `siblings` stands nearest to where the schema is used, and counts most.
    private static func overlaid(_ siblings: [JSONObject], on keywords: JSONObject) -> JSONObject {
        var result = JSONObject()
        for object in siblings + [keywords] {
            for member in object.members where member.key != "$ref" {
                _ = result.append(member)
            }
        }
        return result
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
