import GateModel
import JSON

/// A schema for being held against another: what no rule tells apart is said in one way only.
enum CanonicalSchema {
    /// - Parameter read: a schema as written to its normal form.
    static func of(_ schema: Schema, read: (JSONValue) -> Schema?) -> Schema {
        var form = schema.keywords
        form = withValuesAsEnum(form)
        form = withTypesFromValues(form)
        form = withBareTypesAsList(form, read)
        form = withDisjointChoiceAsAny(form, read)
        form = form.without(
            Set(
                form.members.filter { anythingMeansNothing.contains($0.key) && isAnything($0.value) }.map(
                    \.key)))
        return Schema(keywords: form, reference: schema.reference, identity: schema.identity)
    }

    private static let anythingMeansNothing: Set<String> = ["items", "contentSchema"]

    private static func isAnything(_ value: JSONValue) -> Bool { value == true || value == [:] }

    /// `const: a` is `enum: [a]`; where null is allowed by `nullable`, it need not be listed.
    private static func withValuesAsEnum(_ form: JSONObject) -> JSONObject {
        guard var values = form["const"].map({ [$0] }) ?? form["enum"]?.array else { return form }
        if form["const"] != nil, let listed = form["enum"]?.array, !listed.contains(values[0]) { return form }
        let isOpenToNull = form["nullable"]?.bool == true || (form["type"] == nil && values.contains(.null))
        if values.contains(where: { $0 != .null }) { values.removeAll { $0 == .null } }
        return form.setting("const", to: nil).setting("enum", to: .array(values)).setting(
            "nullable", to: isOpenToNull ? true : nil)
    }

    private static func withTypesFromValues(_ form: JSONObject) -> JSONObject {
        guard form["type"] == nil, let values = form["enum"]?.array else { return form }
        return form.setting("type", to: .array(Schema.types(of: values).map { .string($0) }))
    }

    /// `oneOf: [{type: string}, {type: integer}]` is `type: [string, integer]`.
    private static func withBareTypesAsList(_ form: JSONObject, _ read: (JSONValue) -> Schema?) -> JSONObject
    {
        for keyword in ["oneOf", "anyOf"] where form["type"] == nil {
            guard let members = form[keyword]?.array, !members.isEmpty else { continue }
            let schemas = members.compactMap(read)
            let types = schemas.flatMap(\.types)
            let isBare = schemas.allSatisfy { !$0.types.isEmpty && $0.without("type").isAnnotationOnly }
            let overlaps = Set(types).count < types.count || Set(types).isSuperset(of: ["integer", "number"])
            guard schemas.count == members.count, isBare, keyword == "anyOf" || !overlaps else { continue }
            return form.setting(keyword, to: nil).setting("type", to: .array(types.map { .string($0) }))
        }
        return form
    }

    /// Where no value matches two alternatives, `oneOf` is `anyOf`.
    private static func withDisjointChoiceAsAny(
        _ form: JSONObject, _ read: (JSONValue) -> Schema?
    ) -> JSONObject {
        guard let members = form["oneOf"]?.array, form["anyOf"] == nil,
            DisjointSchemas.areDisjoint(members, read: read)
        else { return form }
        return form.setting("oneOf", to: nil).setting("anyOf", to: .array(members))
    }
}

extension Schema {
    /// The types of some values, `null` left out; an integer is no number here.
    static func types(of values: [JSONValue]) -> [String] {
        let names = values.compactMap { value in
            switch value {
            case .null: String?.none
            case .bool: "boolean"
            case .integer: "integer"
            case .number(let number): number == number.rounded() ? "integer" : "number"
            case .string: "string"
            case .array: "array"
            case .object: "object"
            }
        }
        return names.enumerated().filter { !names[..<$0.offset].contains($0.element) }.map(\.element)
    }
}
