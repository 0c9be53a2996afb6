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
            compareMappings(
                DiscriminatorMapping(old, pair.old), DiscriminatorMapping(new, pair.new), pair)
            let read: Set<String> = ["propertyName", "mapping"]
            let rest = { (object: JSONObject) in
                JSONObject(object.members.filter { !read.contains($0.key) && !$0.key.hasPrefix("x-") })
            }
            if rest(old) != rest(new) {
                reportUnjudged("the discriminator changed, and no rule tells how", at: pair.node)
            }
        }
    }

    private mutating func compareMappings(
        _ old: DiscriminatorMapping, _ new: DiscriminatorMapping, _ pair: SchemaPair
    ) {
        let lost = old.values.filter { new.values[$0.key] == nil }
        for (value, target) in lost.sorted(by: { $0.key < $1.key }) {
            let isRenamed = new.values.contains { old.values[$0.key] == nil && isSame(target, $0.value) }
            tell(
                "discriminator-mapping-deleted",
                "'\(value)' was removed from the discriminator's mapping", pair, isRenamed ? .error : .info,
                detail: value)
        }
        for (value, target) in new.values.sorted(by: { $0.key < $1.key }) {
            guard let before = old.values[value] else {
                tell(
                    "discriminator-mapping-added", "'\(value)' was added to the discriminator's mapping",
                    pair, detail: value)
                continue
            }
            if pair.old.choices.isEmpty, pair.new.choices.isEmpty {
                // Nothing else leads to who inherits from this one.
                visit(
                    Self.reference(before), Self.reference(target),
                    at: pair.node.inner("discriminator[\(value)]"))
            }
            guard before != target, !isSame(before, target) else { continue }
            tell(
                "discriminator-mapping-changed",
                "'\(value)' of the discriminator's mapping changed "
                    + Self.step(.string(before), .string(target)),
                pair, .error, detail: value)
        }
    }

    /// Whether two targets of mappings are the same component, or components that allow the same values.
    private mutating func isSame(_ old: String, _ new: String) -> Bool {
        old == new || equivalence.isSame(Self.reference(old), Self.reference(new), .allowedValues)
    }

    private static func reference(_ target: String) -> JSONValue {
        .object(JSONObject([JSONMember("$ref", .string(ReferenceSurvey.reference(target)))]))
    }

    private mutating func tell(
        _ stem: String, _ what: String, _ pair: SchemaPair, _ level: APIChange.Level = .info,
        detail: String = ""
    ) {
        let rule = SchemaRule(stem, .nothing)
        report(id: rule.id(in: pair.node.scope), level, at: pair.node, what, detail: detail)
    }

    private func name(_ discriminator: JSONObject) -> String {
        "'\(discriminator["propertyName"]?.string ?? "")'"
    }
}

/// The values by which the alternatives of a choice are known.
private struct DiscriminatorMapping {
    /// What each value leads to, as written.
    let values: [String: String]

    init(_ discriminator: JSONObject, _ schema: Schema) {
        let written = discriminator["mapping"]?.object?.members ?? []
        var values = Dictionary(written.map { ($0.key, $0.value.string ?? "") }) { first, _ in first }
        let mapped = Set(values.values.map(Self.name))
        // A component that no value leads to is known by its name.
        for reference in schema.choices.compactMap({ $0["$ref"]?.string }) {
            let name = Self.name(reference)
            if !mapped.contains(name), values[name] == nil { values[name] = reference }
        }
        self.values = values
    }

    private static func name(_ target: String) -> String {
        target.split(separator: "/").last.map(String.init) ?? target
    }
}
