import GateModel
import JSON

/// Keywords that hold values against a number.
extension SchemaWalk {
    mutating func compareBounds(_ pair: SchemaPair) {
        let told = compareExclusiveness(pair)
        for bound in SchemaKeywordRules.bounds where !told.contains(bound.keyword) {
            let (old, new) = (bound.value(in: pair.old), bound.value(in: pair.new))
            guard let change = bound.change(from: old, to: new) else { continue }
            report(
                change.rule, at: pair.node, in: Self.scope(of: bound, at: pair.node),
                "\(bound.keyword) \(change.what)")
        }
    }

    /// The number of items that a parameter's items may have is reported as that of the parameter, as it always was.
    private static func scope(of bound: SchemaKeywordRules.Bound, at node: SchemaNode) -> SchemaScope {
        let isItem = node.scope == .parameterProperty && node.isItemsOfTop
        return isItem && bound.keyword == "maxItems" ? .parameter : node.scope
    }

    /// The end of a range that became exclusive, or inclusive.
    ///
    /// - Returns: the keywords that need no further comparison.
    private mutating func compareExclusiveness(_ pair: SchemaPair) -> Set<String> {
        var told: Set<String> = []
        for (inclusive, exclusive) in SchemaKeywordRules.ends {
            let old = (inclusive.value(in: pair.old), exclusive.value(in: pair.old))
            let new = (inclusive.value(in: pair.new), exclusive.value(in: pair.new))
            let sign: Double = inclusive.side == .upper ? 1 : -1
            switch (old.0, old.1, new.0, new.1) {
            case (let was?, nil, nil, let now?):
                let what = "\(inclusive.keyword) \(text(was)) became \(exclusive.keyword) \(text(now))"
                if now * sign > was * sign {
                    report(inclusive.looser, at: pair.node, what)
                } else {
                    reportTightened(SchemaRule(exclusive.stem + "-set", .narrows), at: pair.node, what)
                }
            case (nil, let was?, let now?, nil):
                let widens = now * sign >= was * sign
                let rule =
                    widens
                    ? SchemaRule(exclusive.stem + "-unset", .widens) : inclusive.tighter
                report(
                    rule, at: pair.node,
                    "\(exclusive.keyword) \(text(was)) became \(inclusive.keyword) \(text(now))")
            default: continue
            }
            told.formUnion([inclusive.keyword, exclusive.keyword])
        }
        return told
    }

    /// A bound that was there before is no new one, which only few would notice.
    private mutating func reportTightened(_ rule: SchemaRule, at node: SchemaNode, _ what: String) {
        guard node.scope.direction == .request, !node.isNegated, !node.isAdvisory else {
            return report(rule, at: node, what)
        }
        report(id: rule.id(in: node.scope), .error, at: node, what)
    }

    mutating func compareMultiples(_ pair: SchemaPair) {
        let (old, new) = (pair.old["multipleOf"]?.number, pair.new["multipleOf"]?.number)
        switch (old, new) {
        case (nil, nil): return
        case (nil, let new?):
            report(
                SchemaRule("multiple-of-set", .narrows), at: pair.node, "multipleOf was set to \(text(new))")
        case (let old?, nil):
            report(
                SchemaRule("multiple-of-unset", .widens), at: pair.node, "multipleOf \(text(old)) was removed"
            )
        case (let old?, let new?):
            guard old != new else { return }
            let rule =
                switch pair.node.scope.direction {
                case .request where Self.isMultiple(old, of: new):
                    SchemaRule("multiple-of-generalized", .widens)
                case .response where Self.isMultiple(new, of: old):
                    SchemaRule("multiple-of-specialized", .narrows)
                case .request, .response: SchemaRule("multiple-of-changed", .replaces)
                }
            report(rule, at: pair.node, "multipleOf changed from \(text(old)) to \(text(new))")
        }
    }

    mutating func compareUniqueness(_ pair: SchemaPair) {
        switch (pair.old.isSet("uniqueItems"), pair.new.isSet("uniqueItems")) {
        case (false, true):
            report(SchemaRule("unique-items-set", .narrows), at: pair.node, "no item may stand twice now")
        case (true, false):
            report(SchemaRule("unique-items-unset", .widens), at: pair.node, "an item may stand twice now")
        case (true, true), (false, false): break
        }
    }

    /// Equal up to the rounding of decimals in binary.
    private static func isMultiple(_ value: Double, of unit: Double) -> Bool {
        guard unit != 0 else { return false }
        let ratio = value / unit
        return abs(ratio - ratio.rounded()) <= 1e-9 * max(abs(ratio), 1)
    }

    private func text(_ number: Double) -> String { SchemaKeywordRules.Bound.text(number) }
}

extension SchemaKeywordRules {
    /// The two ways to end a range, for each end.
    fileprivate static var ends: [(inclusive: Bound, exclusive: Bound)] {
        [(bounds[0], bounds[2]), (bounds[1], bounds[3])]
    }
}

extension SchemaKeywordRules.Bound {
    /// Nil: no bound. 3.0 writes `exclusiveMinimum: true` beside the minimum, which is not one then.
    fileprivate func value(in schema: Schema) -> Double? {
        switch keyword {
        case "maximum", "minimum":
            return schema.isSet(Self.exclusive(keyword)) ? nil : schema[keyword]?.number
        case "exclusiveMaximum":
            return schema.isSet(keyword) ? schema["maximum"]?.number : schema[keyword]?.number
        case "exclusiveMinimum":
            return schema.isSet(keyword) ? schema["minimum"]?.number : schema[keyword]?.number
        default: return schema[keyword]?.number ?? (side == .lowerFromZero ? 0 : nil)
        }
    }

    private static func exclusive(_ keyword: String) -> String {
        keyword == "maximum" ? "exclusiveMaximum" : "exclusiveMinimum"
    }

    fileprivate var tighter: SchemaRule {
        SchemaRule(stem + (side == .upper ? "-decreased" : "-increased"), .narrows)
    }

    fileprivate var looser: SchemaRule {
        SchemaRule(stem + (side == .upper ? "-increased" : "-decreased"), .widens)
    }

    fileprivate func change(from old: Double?, to new: Double?) -> (rule: SchemaRule, what: String)? {
        switch (old, new) {
        case (nil, nil): return nil
        case (nil, let new?): return (SchemaRule(stem + "-set", .narrows), "was set to \(Self.text(new))")
        case (let old?, nil): return (SchemaRule(stem + "-unset", .widens), "\(Self.text(old)) was removed")
        case (let old?, let new?):
            guard old != new else { return nil }
            let isTighter = (new < old) == (side == .upper)
            return (
                isTighter ? tighter : looser,
                "\(new < old ? "was lowered" : "was raised") from \(Self.text(old)) to \(Self.text(new))"
            )
        }
    }

    /// `5`, not `5.0`.
    fileprivate static func text(_ number: Double) -> String {
        Int64(exactly: number).map { "\($0)" } ?? "\(number)"
    }
}
