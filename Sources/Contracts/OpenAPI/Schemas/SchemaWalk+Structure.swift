import GateModel
import JSON

/// Keywords that hold schemas, other than properties.
extension SchemaWalk {
    /// - Parameter isTypeTold: whether bare types that came and went were reported already.
    /// - Parameter isWrapTold: whether it was reported already that an object became alternatives.
    mutating func compareLists(_ pair: SchemaPair, isTypeTold: Bool, isWrapTold: Bool) {
        visitFurtherPositions(pair)
        let pair = withOneKindOfChoice(pair)
        for (keyword, stem, added) in SchemaKeywordRules.lists {
            let matching = SubschemaMatching(
                pair.old.list(keyword), pair.new.list(keyword), isOrdered: keyword == "prefixItems",
                with: &equivalence)
            let isChoice = keyword == "oneOf" || keyword == "anyOf"
            if !isChoice || !(isTypeTold || isWrapTold) {
                reportLists(
                    matching, keyword, stem, added: isChoice ? effect(ofAdding: keyword, pair) : added,
                    at: pair.node)
            }
            for match in matching.matched where !documents.isUnchanged(match.old, match.new) {
                if isChoice, isTypeTold, match.old["type"] != match.new["type"] { continue }
                let step = "\(keyword)[\(match.name)]"
                visit(
                    match.old, match.new,
                    at: isChoice ? pair.node.alternative(step) : pair.node.inner(step))
            }
        }
    }

    /// Where `oneOf` became `anyOf`, or the other way, the alternatives are those of the new keyword.
    private mutating func withOneKindOfChoice(_ pair: SchemaPair) -> SchemaPair {
        guard let before = pair.old.choiceKeyword, let after = pair.new.choiceKeyword, before != after else {
            return pair
        }
        let isDisjoint =
            DisjointSchemas.areDisjoint(pair.old.choices, read: documents.oldSchemas.read)
            && DisjointSchemas.areDisjoint(pair.new.choices, read: documents.newSchemas.read)
        if isDisjoint {
            passOver()
        } else if after == "anyOf" {
            report(
                SchemaRule("one-of-became-any-of", .widens), at: pair.node,
                "several of the alternatives may match now")
        } else {
            report(
                SchemaRule("any-of-became-one-of", .narrows), at: pair.node,
                "exactly one of the alternatives must match now")
        }
        var aligned = pair
        aligned.old = pair.old.setting(before, to: nil).setting(after, to: .array(pair.old.choices))
        return aligned
    }

    /// A further alternative widens; a whole choice beside a type that stays forbids what none of its alternatives allows.
    private func effect(ofAdding keyword: String, _ pair: SchemaPair) -> SchemaRule.Effect {
        let comesOrGoes = pair.old.list(keyword).isEmpty != pair.new.list(keyword).isEmpty
        let types = pair.old.valueTypes
        return comesOrGoes && !types.isEmpty && types == pair.new.valueTypes ? .narrows : .widens
    }

    /// Positions that only one of two lists describes: what `items` says holds for them in the other.
    private mutating func visitFurtherPositions(_ pair: SchemaPair) {
        let (old, new) = (pair.old.list("prefixItems"), pair.new.list("prefixItems"))
        let (oldItems, newItems) = (pair.old["items"] ?? true, pair.new["items"] ?? true)
        for position in min(old.count, new.count)..<max(old.count, new.count) {
            visit(
                old.indices.contains(position) ? old[position] : oldItems,
                new.indices.contains(position) ? new[position] : newItems,
                at: pair.node.inner("prefixItems[#\(position + 1)]"))
        }
    }

    private mutating func reportLists(
        _ matching: SubschemaMatching, _ keyword: String, _ stem: String, added: SchemaRule.Effect,
        at node: SchemaNode
    ) {
        let removed: SchemaRule.Effect =
            added == .nothing ? .nothing : added == .widens ? .narrows : .widens
        for (subschemas, step, effect, verb) in [
            (matching.added, "-added", added, "was added to"),
            (matching.removed, "-removed", removed, "was removed from"),
        ] {
            guard !subschemas.isEmpty else { continue }
            let names = subschemas.joined(separator: ", ")
            report(SchemaRule(stem + step, effect), at: node, "\(names) \(verb) \(keyword)", detail: names)
        }
    }

    mutating func compareDemands(_ pair: SchemaPair) {
        for (keyword, stem) in SchemaKeywordRules.demands {
            switch (demand(keyword, pair.old), demand(keyword, pair.new)) {
            case (nil, nil): continue
            case (nil, .some):
                report(SchemaRule(stem + "-added", .narrows), at: pair.node, "\(keyword) was added")
            case (.some, nil):
                report(SchemaRule(stem + "-removed", .widens), at: pair.node, "\(keyword) was removed")
            case (let old?, let new?):
                visit(old, new, at: pair.node.inner(keyword, negates: keyword == "not"))
            }
        }
    }

    /// Nil also for a schema that allows everything, where that is as good as none.
    private func demand(_ keyword: String, _ schema: Schema) -> JSONValue? {
        switch keyword {
        case "propertyNames", "unevaluatedItems", "unevaluatedProperties":
            schema[keyword].flatMap { $0 == true || $0 == [:] ? JSONValue?.none : $0 }
        default: schema[keyword]
        }
    }

    mutating func compareNamedDemands(_ pair: SchemaPair) {
        for (keyword, stem) in SchemaKeywordRules.namedDemands {
            let (old, new) = (pair.old.named(keyword), pair.new.named(keyword))
            for member in old.members where new[member.key] == nil {
                report(
                    SchemaRule(stem + "-removed", .widens), at: pair.node,
                    "'\(member.key)' was removed from \(keyword)", detail: member.key)
            }
            for member in new.members {
                guard let before = old[member.key] else {
                    report(
                        SchemaRule(stem + "-added", .narrows), at: pair.node,
                        "'\(member.key)' was added to \(keyword)", detail: member.key)
                    continue
                }
                visit(before, member.value, at: pair.node.inner("\(keyword)[\(member.key)]"))
            }
        }
    }

    mutating func compareDependentRequired(_ pair: SchemaPair) {
        let (old, new) = (pair.old.named("dependentRequired"), pair.new.named("dependentRequired"))
        for member in old.members where new[member.key] == nil {
            report(
                SchemaRule("dependent-required-removed", .widens), at: pair.node,
                "'\(member.key)' does not ask for \(Self.quoted(member.value)) any more",
                detail: member.key)
        }
        for member in new.members {
            guard let before = old[member.key] else {
                report(
                    SchemaRule("dependent-required-added", .narrows), at: pair.node,
                    "'\(member.key)' asks for \(Self.quoted(member.value)) now", detail: member.key)
                continue
            }
            guard Set(before.array ?? []) != Set(member.value.array ?? []) else { continue }
            report(
                SchemaRule("dependent-required-changed", .replaces), at: pair.node,
                "what '\(member.key)' asks for changed \(Self.step(before, member.value))",
                detail: member.key)
        }
    }

    /// The items of a list that is one on both sides; where they are not described, they may be anything.
    mutating func visitItems(_ pair: SchemaPair) {
        let (old, new) = (pair.old["items"], pair.new["items"])
        guard old != nil || new != nil else { return }
        let areLists = pair.old.types.contains("array") && pair.new.types.contains("array")
        guard areLists || (old != nil && new != nil) else { return }
        let anything = JSONValue.object(JSONObject())
        visit(old ?? anything, new ?? anything, at: pair.node.inner("items"))
    }

    /// What other properties an object may have: none, those of a schema, any.
    mutating func compareAdditionalProperties(_ pair: SchemaPair) {
        let (old, new) = (
            Openness(pair.old["additionalProperties"]), Openness(pair.new["additionalProperties"])
        )
        if old.rank > new.rank {
            report(
                SchemaRule("additional-properties-restricted", .narrows), at: pair.node,
                "additionalProperties went from \(old.name) to \(new.name)")
        } else if old.rank < new.rank {
            report(
                SchemaRule("additional-properties-relaxed", .widens), at: pair.node,
                "additionalProperties went from \(old.name) to \(new.name)")
        } else if case (.described(let old), .described(let new)) = (old, new) {
            visit(old, new, at: pair.node.inner("additionalProperties"))
        }
    }

    private enum Openness {
        case none
        case described(JSONValue)
        case any

        init(_ value: JSONValue?) {
            switch value {
            case .bool(false): self = .none
            case .object(let object) where !object.members.isEmpty: self = .described(.object(object))
            case .object, .bool(true), nil, .null, .integer, .number, .string, .array: self = .any
            }
        }

        var rank: Int {
            switch self {
            case .none: 0
            case .described: 1
            case .any: 2
            }
        }

        var name: String {
            switch self {
            case .none: "none"
            case .described: "a schema"
            case .any: "any"
            }
        }
    }
}
