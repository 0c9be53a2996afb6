import GateModel
import JSON

/// A `oneOf` or `anyOf` in a schema that is otherwise in normal form.
struct SchemaChoice {
    /// One alternative.
    struct Member {
        let written: JSONValue
        /// Its own keywords in normal form, those of `allOf` not among them.
        let form: JSONObject
        let allowsNull: Bool
        /// Whether these are all its keywords.
        let isWhole: Bool

        var isNullOnly: Bool { isWhole && Schema(keywords: form).isNullOnly }
        var isBehindReference: Bool { written["$ref"] != nil || written["$dynamicRef"] != nil }
        /// Whether null can be taken out of it.
        var isOpenToNull: Bool { allowsNull && !isNullOnly }
    }

    private let keyword: String
    private let members: [Member]

    /// - Parameter read: nil for an alternative that leads nowhere.
    init(_ keyword: String, in form: JSONObject, read: (JSONValue) -> Member?) {
        self.keyword = keyword
        let written = form[keyword]?.array ?? []
        members = (keyword == "anyOf" ? Self.flattened(written) : written).map { member in
            read(member)
                ?? Member(written: member, form: JSONObject(), allowsNull: false, isWhole: false)
        }
    }

    /// Whether null matches it.
    var allowsNull: Bool {
        let count = members.count(where: \.allowsNull)
        return keyword == "anyOf" ? count > 0 : count == 1
    }

    /// The same schema with null said by `nullable`, a choice among values as `enum`, an `anyOf` within an `anyOf` as one.
    ///
    /// - Parameters:
    ///   - form: the schema that has the choice.
    ///   - mayBeNull: whether null is allowed by all around it, and by its other choice.
    func normal(in form: JSONObject, mayBeNull: Bool) -> JSONObject {
        let rest = withoutNull
        let result = form.setting(keyword, to: .array(rest.map(\.written)))
            .setting("nullable", to: mayBeNull ? true : nil)
        return Self.valuesAsEnum(result, keyword, rest)
    }

    private static func flattened(_ members: [JSONValue]) -> [JSONValue] {
        members.flatMap { member in
            guard let object = member.object, object.members.count == 1, let inner = object["anyOf"]?.array,
                !inner.isEmpty
            else { return [member] }
            return inner
        }
    }

    /// The alternatives for all other values: the schema around says of null what all of them together say.
    private var withoutNull: [Member] {
        let rest = members.filter { !$0.isNullOnly }
        guard !rest.isEmpty else { return members }
        // Where exactly one has to match, null that stands twice matches none, and a component cannot be told otherwise.
        let isAmbiguous = keyword == "oneOf" && members.count(where: \.allowsNull) > 1
        if isAmbiguous, rest.contains(where: { $0.isOpenToNull && $0.withoutNull == nil }) { return members }
        return rest.map { $0.isOpenToNull ? $0.withoutNull ?? $0 : $0 }
    }

    /// `oneOf: [{const: a}, {const: b}]` is `enum: [a, b]`.
    private static func valuesAsEnum(
        _ form: JSONObject, _ keyword: String, _ members: [Member]
    ) -> JSONObject {
        let schemas = members.map { Schema(keywords: $0.form) }
        let lists = schemas.compactMap(\.values)
        let isBare = zip(schemas, members).allSatisfy { schema, member in
            member.isWhole && schema.without("enum", "const", "type").isAnnotationOnly
                && !schema.isSet("nullable")
        }
        guard lists.count == members.count, isBare, form["enum"] == nil, form["const"] == nil else {
            return form
        }
        var known: Set<JSONValue> = []
        let values = lists.joined().filter { known.insert($0).inserted }
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

extension SchemaChoice.Member {
    /// The same without null; nil where null is allowed by what stands elsewhere, or by no keyword at all.
    fileprivate var withoutNull: Self? {
        guard !isBehindReference, isWhole, form["nullable"] == true, form["oneOf"] == nil,
            form["anyOf"] == nil
        else { return nil }
        var form = form.setting("nullable", to: nil)
        if let values = form["enum"]?.array {
            form = form.setting("enum", to: .array(values.filter { $0 != .null }))
        }
        // What says no type would allow null again.
        guard form["type"] != nil || form["enum"] != nil || form["const"] != nil else { return nil }
        return Self(written: .object(form), form: form, allowsNull: false, isWhole: true)
    }
}
