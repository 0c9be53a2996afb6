import GateModel
import JSON

/// A `oneOf` or `anyOf` in a schema that is otherwise in normal form.
struct SchemaChoice {
    private let keyword: String
    private let form: JSONObject
    private let members: [JSONValue]
    private let read: (JSONValue) -> JSONObject?

    private struct Member {
        let written: JSONValue
        /// Nil where it leads nowhere.
        let form: JSONObject?

        var schema: Schema? { form.map { Schema(keywords: $0) } }
    }

    init(_ keyword: String, in form: JSONObject, read: @escaping (JSONValue) -> JSONObject?) {
        self.keyword = keyword
        self.form = form
        self.read = read
        members = form[keyword]?.array ?? []
    }

    /// The same schema with null said by `nullable`, a choice among values as `enum`, an `anyOf` within an `anyOf` as one.
    var normal: JSONObject {
        let (rest, saysNull) = withoutNull(flattened.map { Member(written: $0, form: read($0)) })
        var result = form.setting(keyword, to: .array(rest.map(\.written)))
        if saysNull { result = result.setting("nullable", to: true) }
        return Self.valuesAsEnum(result, keyword, rest.map(\.form))
    }

    private var flattened: [JSONValue] {
        guard keyword == "anyOf" else { return members }
        return members.flatMap { member in
            guard let object = member.object, object.members.count == 1, let inner = object["anyOf"]?.array,
                !inner.isEmpty
            else { return [member] }
            return inner
        }
    }

    /// An alternative that is only null says that the whole may be null, unless the schema around forbids it, or
    /// another alternative allows null as well and exactly one has to match.
    private func withoutNull(_ members: [Member]) -> (rest: [Member], saysNull: Bool) {
        let isOpen =
            form["nullable"]?.bool == true || ["type", "enum", "const"].allSatisfy { form[$0] == nil }
        guard isOpen else { return (members, false) }
        let rest = members.filter { $0.schema?.isNullOnly != true }
        guard rest.count < members.count, !rest.isEmpty else { return (members, false) }
        let isAmbiguous = rest.contains { $0.schema?.saysNull == true }
        return keyword == "oneOf" && isAmbiguous ? (members, false) : (rest, true)
    }

    /// `oneOf: [{const: a}, {const: b}]` is `enum: [a, b]`.
    private static func valuesAsEnum(
        _ form: JSONObject, _ keyword: String, _ members: [JSONObject?]
    ) -> JSONObject {
        let schemas = members.compactMap { $0.map { Schema(keywords: $0) } }
        let lists = schemas.compactMap(\.values)
        let isBare = schemas.allSatisfy {
            $0.without("enum", "const", "type").isAnnotationOnly && !$0.isSet("nullable")
        }
        guard lists.count == members.count, isBare, form["enum"] == nil, form["const"] == nil else {
            return form
        }
        let values = lists.joined().reduce(into: [JSONValue]()) { if !$0.contains($1) { $0.append($1) } }
        let isSplit = values.count == lists.joined().count
        guard keyword == "anyOf" || isSplit else { return form }
        let types = Set(schemas.map { $0["type"] })
        var result = form.setting(keyword, to: nil).setting("enum", to: .array(values))
        if form["type"] == nil, types.count == 1, let type = types.first {
            result = result.setting("type", to: type)
        }
        return result
    }
}
