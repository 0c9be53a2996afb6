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
        guard let old = TypeList(pair.old, read: documents.oldSchemas.read),
            let new = TypeList(pair.new, read: documents.newSchemas.read),
            old.keyword != nil || new.keyword != nil, pair.old.isOfTypeNull == pair.new.isOfTypeNull
        else { return (pair, false) }
        let added = new.types.filter { !old.covers($0) }
        let removed = old.types.filter { !new.covers($0) }
        // Alternatives of the same types are compared one by one.
        guard old.keyword != new.keyword || !(added + removed).isEmpty else { return (pair, false) }
        let areChoices = old.keyword != nil && new.keyword != nil
        guard !areChoices || (old.hasEachTypeOnce && new.hasEachTypeOnce) else { return (pair, false) }
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
        if let keyword = new.keyword, let same = old.asChoice(keyword) { rest.old = same }
        if let keyword = old.keyword, let same = new.asChoice(keyword) { rest.new = same }
        return (rest, true)
    }

    /// The properties of an object that became alternatives which have some of them; empty: it did not.
    mutating func propertiesMovedIntoAlternatives(_ pair: SchemaPair) -> Set<String> {
        let properties = pair.old.named("properties").members.map(\.key)
        guard !properties.isEmpty, pair.old.list("oneOf").isEmpty, pair.new.valueTypes.isEmpty,
            pair.new.named("properties").members.isEmpty
        else { return [] }
        let alternatives = pair.new.list("oneOf").compactMap(documents.newSchemas.read)
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

    /// A choice of one is what it chooses, and a schema is a choice of one, where the other document writes it so.
    mutating func withChoicesAligned(_ pair: SchemaPair) -> SchemaPair {
        var aligned = pair
        switch (pair.old.choices.count, pair.new.choices.count) {
        case (1, 0): aligned.old = documents.oldSchemas.collapsed(pair.old)
        case (0, 1): aligned.new = documents.newSchemas.collapsed(pair.new)
        case (2..., 0):
            let written = pair.new.asWritten
            let isOne = pair.old.choices.contains { equivalence.isSame($0, written, .allowedValues) }
            if isOne, let one = pair.new.asChoice(like: pair.old) { aligned.new = one }
        case (0, 2...):
            let written = pair.old.asWritten
            let isOne = pair.new.choices.contains { equivalence.isSame(written, $0, .allowedValues) }
            if isOne, let one = pair.old.asChoice(like: pair.new) { aligned.old = one }
        default: break
        }
        return aligned
    }

    mutating func compareNullability(_ pair: SchemaPair) {
        let (old, new) = (pair.old.saysNull, pair.new.saysNull)
        // A schema that limits nothing allows null anyway.
        guard old != new, (old ? pair.new : pair.old).limitsValues else { return }
        // Null alone is a type like another.
        guard pair.old.isOfTypeNull == pair.new.isOfTypeNull else { return }
        guard !pair.node.isNullTold else { return passOver() }
        if new {
            report(SchemaRule("became-nullable", .widens), at: pair.node, "may be null now")
        } else {
            report(SchemaRule("became-not-nullable", .narrows), at: pair.node, "must not be null any more")
        }
    }
}

extension Schema {
    /// `oneOf` or `anyOf`; nil if it has neither or both.
    var choiceKeyword: String? {
        switch (list("oneOf").isEmpty, list("anyOf").isEmpty) {
        case (false, true): "oneOf"
        case (true, false): "anyOf"
        case (true, true), (false, false): nil
        }
    }

    /// The alternatives of its only choice.
    var choices: [JSONValue] { choiceKeyword.map(list) ?? [] }

    /// As it could stand in a document.
    fileprivate var asWritten: JSONValue {
        guard let reference, identity == reference else { return .object(keywords) }
        return .object(JSONObject([JSONMember("$ref", .string(reference))]))
    }

    /// The choice of this one alone; nil where more than annotations stands around the other's choice.
    fileprivate func asChoice(like other: Schema) -> Schema? {
        guard let keyword = other.choiceKeyword, other.without(keyword, "nullable").isAnnotationOnly else {
            return nil
        }
        let one = JSONMember(keyword, .array([setting("nullable", to: nil).asWritten]))
        let around = isSet("nullable") ? [JSONMember("nullable", true)] : []
        return Schema(keywords: JSONObject([one] + around))
    }

    /// Whether it says of the whole value what it may be.
    var limitsValues: Bool {
        !types.isEmpty || values != nil || !list("oneOf").isEmpty || !list("anyOf").isEmpty
            || !list("allOf").isEmpty
    }

    /// One type without properties or further alternatives.
    var isBareType: Bool {
        types.count == 1 && named("properties").members.isEmpty
            && list("allOf").isEmpty && list("oneOf").isEmpty && list("anyOf").isEmpty
    }
}
