import GateModel
import JSON

/// `discriminator`: which property tells the alternatives apart, and by which value each is known.
///
/// A value that an alternative is no longer known by is sent, or read, in vain.
extension SchemaWalk {
    mutating func compareDiscriminators(_ pair: SchemaPair) {
        switch (pair.old["discriminator"]?.object, pair.new["discriminator"]?.object) {
        case (nil, nil): return
        case (nil, let new?):
            tell("discriminator-added", "the discriminator \(name(new)) was added", pair)
        case (let old?, nil):
            tell("discriminator-removed", "the discriminator \(name(old)) was removed", pair)
        case (let old?, let new?):
            if old["propertyName"] != new["propertyName"] {
                tell(
                    "discriminator-property-name-changed",
                    "the discriminator changed from \(name(old)) to \(name(new))", pair, .error)
            }
            compareMappings(pair)
            let read: Set<String> = ["propertyName", "mapping"]
            let rest = { (object: JSONObject) in
                JSONObject(object.members.filter { !read.contains($0.key) && !$0.key.hasPrefix("x-") })
            }
            if rest(old) != rest(new) {
                reportUnjudged("the discriminator changed, and no rule tells how", at: pair.node)
            }
        }
    }

    private mutating func compareMappings(_ pair: SchemaPair) {
        guard let old = DiscriminatorMapping(pair.old, in: documents.oldSchemas),
            let new = DiscriminatorMapping(pair.new, in: documents.newSchemas)
        else { return }
        reportLost(old, new, pair)
        // Nothing else leads to who inherits from this one; of what inherits itself, the others are no part.
        let isOpen = old.isOpen && new.isOpen && old.isOwn && new.isOwn
        for (value, target) in Self.sorted(new.values) {
            guard let before = old.values[value] else {
                tell(
                    "discriminator-mapping-added",
                    "'\(value.text)' was added to the discriminator's mapping", pair,
                    isOpen && context.direction == .response ? .warning : .info, detail: value.text)
                continue
            }
            if isOpen {
                visit(
                    DiscriminatorMapping.reference(before), DiscriminatorMapping.reference(target),
                    at: pair.node.inner("discriminator[\(value.text)]"))
            }
            guard before != target, !isSame(before, target) else { continue }
            tell(
                "discriminator-mapping-changed",
                "'\(value.text)' of the discriminator's mapping changed "
                    + Self.step(.string(before), .string(target)),
                pair, .error, detail: value.text)
        }
    }

    /// Values by which nothing is known any more.
    private mutating func reportLost(
        _ old: DiscriminatorMapping, _ new: DiscriminatorMapping, _ pair: SchemaPair
    ) {
        let added = new.values.filter { old.values[$0.key] == nil }
        for (value, target) in Self.sorted(old.values) where new.values[value] == nil {
            let isRenamed = added.contains { isSame(target, $0.value) }
            // Of alternatives it is told that one is gone.
            let isRefused = context.direction == .request && old.isOpen && old.isOwn && new.isOwn
            tell(
                "discriminator-mapping-deleted",
                "'\(value.text)' was removed from the discriminator's mapping", pair,
                isRenamed || isRefused ? .error : .info, detail: value.text)
        }
    }

    private static func sorted(_ values: [JSONKey: String]) -> [(JSONKey, String)] {
        values.map { ($0.key, $0.value) }.sorted { $0.0.text < $1.0.text }
    }

    /// Whether two targets of mappings are the same component, or components that allow the same values.
    private mutating func isSame(_ old: String, _ new: String) -> Bool {
        ReferenceSurvey.exact(ReferenceSurvey.reference(old))
            == ReferenceSurvey.exact(ReferenceSurvey.reference(new))
            || equivalence.isSame(
                DiscriminatorMapping.reference(old), DiscriminatorMapping.reference(new), .allowedValues)
    }

    private mutating func tell(
        _ stem: String, _ what: String, _ pair: SchemaPair, _ level: APIChange.Level = .info,
        detail: String = ""
    ) {
        let rule = SchemaRule(stem, .nothing)
        let node = pair.node.owned(by: owner(pair) { $0["discriminator"] != nil })
        report(id: rule.id(in: node.scope), level, at: node, what, detail: detail)
    }

    private func name(_ discriminator: JSONObject) -> String {
        "'\(discriminator["propertyName"]?.string ?? "")'"
    }
}
