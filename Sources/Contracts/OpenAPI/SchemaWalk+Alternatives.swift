import GateModel
import JSON

/// Schemas that say with `oneOf` or `anyOf` what others say without.
extension SchemaWalk {
    /// A list of bare types (`oneOf: [{type: string}, {type: integer}]`) that took the place of one type, or of
    /// another such list.
    ///
    /// - Returns: whether the types are done with, and what is left to compare: where one schema is a single
    ///   type, the alternative of that type.
    mutating func compareListOfTypes(_ pair: SchemaPair) -> (pair: SchemaPair, isReported: Bool) {
        guard let old = TypeList(pair.old, in: documents.old),
            let new = TypeList(pair.new, in: documents.new),
            old.keyword != nil || new.keyword != nil
        else { return (pair, false) }
        let added = new.types.filter { !old.covers($0) }
        let removed = old.types.filter { !new.covers($0) }
        // A `oneOf` with null has its own rule; alternatives of the same types are compared one by one.
        let isNull = (old.keyword == "oneOf" || new.keyword == "oneOf") && added + removed == ["null"]
        guard !isNull, old.keyword != new.keyword || !(added + removed).isEmpty else { return (pair, false) }
        // Where types came and went, what breaks is told.
        let tellsAdded = pair.node.scope.direction == .response ? !added.isEmpty : removed.isEmpty
        if !removed.isEmpty, !tellsAdded {
            report(
                SchemaRule("list-of-types-narrowed", .narrows), at: pair.node,
                "\(removed.joined(separator: ", ")) is no longer among the types")
        } else if !added.isEmpty {
            report(
                SchemaRule("list-of-types-widened", .widens), at: pair.node,
                "\(added.joined(separator: ", ")) is among the types now")
        }
        var rest = pair
        if old.keyword == nil, let same = new.alternative(of: old.types) { rest.new = same }
        if new.keyword == nil, let same = old.alternative(of: new.types) { rest.old = same }
        return (rest, true)
    }

    /// The properties of an object that became alternatives which have some of them; empty: it did not.
    mutating func propertiesMovedIntoAlternatives(_ pair: SchemaPair) -> Set<String> {
        let properties = pair.old.named("properties").members.map(\.key)
        guard !properties.isEmpty, pair.old.list("oneOf").isEmpty, pair.new.valueTypes.isEmpty,
            pair.new.named("properties").members.isEmpty
        else { return [] }
        let alternatives = pair.new.list("oneOf").compactMap { Schema($0, in: documents.new) }
        let moved = properties.filter { name in
            alternatives.contains { $0.named("properties")[name] != nil }
        }
        if !moved.isEmpty, pair.node.isTop {
            report(
                SchemaRule("wrapped-in-one-of", .replaces), at: pair.node,
                "became \(alternatives.count) alternatives, of which exactly one may match")
        }
        return Set(moved)
    }

    /// A choice between null and another schema, where the other document writes it otherwise.
    ///
    /// - Returns: what is left to compare, with the choice resolved; nil if there is no such choice.
    mutating func compareNullAlternatives(_ pair: SchemaPair) -> SchemaPair? {
        let old = NullChoice(pair.old, in: documents.old)
        let new = NullChoice(pair.new, in: documents.new)
        guard old?.keyword != new?.keyword else { return nil }
        tellNull(old: old != nil || pair.old.saysNull, new: new != nil || pair.new.saysNull, at: pair.node)
        var inner = SchemaPair(old?.other ?? pair.old, new?.other ?? pair.new, node: pair.node)
        inner.isNullTold = true
        return inner
    }

    mutating func compareNullability(_ pair: SchemaPair) {
        let (old, new) = (pair.old.saysNull, pair.new.saysNull)
        guard !pair.isNullTold, old != new else { return }
        // A schema without any type allows null anyway.
        let other = old ? pair.new : pair.old
        guard pair.old.isSet("nullable") || pair.new.isSet("nullable") || !other.types.isEmpty else { return }
        tellNull(old: old, new: new, at: pair.node)
    }

    private mutating func tellNull(old: Bool, new: Bool, at node: SchemaNode) {
        switch (old, new) {
        case (false, true): report(SchemaRule("became-nullable", .widens), at: node, "may be null now")
        case (true, false):
            report(SchemaRule("became-not-nullable", .narrows), at: node, "must not be null any more")
        case (true, true), (false, false): break
        }
    }
}

/// The types of a schema that is nothing but one type, or a choice among bare types.
private struct TypeList {
    let types: [String]
    /// `oneOf` or `anyOf`; nil for a single type.
    let keyword: String?
    private let alternatives: [Schema]
    private let around: Schema

    init?(_ schema: Schema, in document: OpenAPIDocument) {
        guard schema["not"] == nil, schema.list("allOf").isEmpty, schema.named("properties").members.isEmpty
        else { return nil }
        around = schema
        if !schema.types.isEmpty {
            types = schema.types
            keyword = nil
            alternatives = []
            return
        }
        for keyword in ["oneOf", "anyOf"] {
            let alternatives = schema.list(keyword).map { Schema($0, in: document) }
            guard !alternatives.isEmpty, alternatives.allSatisfy({ $0?.isBareType == true }) else { continue }
            self.alternatives = alternatives.compactMap(\.self)
            self.keyword = keyword
            types = self.alternatives.flatMap(\.types)
            return
        }
        return nil
    }

    /// Every integer is a number.
    func covers(_ type: String) -> Bool {
        types.contains(type) || (type == "integer" && types.contains("number"))
    }

    /// The one alternative of that type, with what stands around the choice.
    func alternative(of types: [String]) -> Schema? {
        let same = alternatives.filter { $0.types == types.filter { $0 != "null" } }
        guard same.count == 1, let keyword else { return nil }
        return same[0].adding(around.without(keyword))
    }
}

extension Schema {
    /// One type without properties or further alternatives.
    fileprivate var isBareType: Bool {
        types.count == 1 && named("properties").members.isEmpty
            && list("allOf").isEmpty && list("oneOf").isEmpty && list("anyOf").isEmpty
    }
}

/// A choice between null and one other schema: `anyOf: [X, {type: "null"}]`.
private struct NullChoice {
    /// `oneOf` or `anyOf`
    let keyword: String
    /// The other schema, with what stands around the choice.
    let other: Schema

    init?(_ schema: Schema, in document: OpenAPIDocument) {
        for keyword in ["oneOf", "anyOf"] where schema.list(keyword).count == 2 {
            let around = schema.without(keyword)
            let alternatives = schema.list(keyword).compactMap { Schema($0, in: document) }
            guard around.isAnnotationOnly, alternatives.count == 2,
                let null = alternatives.firstIndex(where: \.isNullOnly)
            else { continue }
            let other = alternatives[1 - null]
            guard !other.saysNull else { return nil }
            self.keyword = keyword
            self.other = other.adding(around)
            return
        }
        return nil
    }
}
