import GateModel
import JSON

/// `discriminator`: which property tells the alternatives apart. No client is held to it.
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
                    "the discriminator changed from \(name(old)) to \(name(new))", pair)
            }
            compareMappings(
                old["mapping"]?.object ?? JSONObject(), new["mapping"]?.object ?? JSONObject(), pair)
        }
    }

    private mutating func compareMappings(_ old: JSONObject, _ new: JSONObject, _ pair: SchemaPair) {
        for member in old.members where new[member.key] == nil {
            tell(
                "discriminator-mapping-deleted",
                "'\(member.key)' was removed from the discriminator's mapping",
                pair, detail: member.key)
        }
        for member in new.members {
            guard let before = old[member.key] else {
                tell(
                    "discriminator-mapping-added", "'\(member.key)' was added to the discriminator's mapping",
                    pair, detail: member.key)
                continue
            }
            guard before != member.value else { continue }
            tell(
                "discriminator-mapping-changed",
                "'\(member.key)' of the discriminator's mapping changed \(Self.step(before, member.value))",
                pair, detail: member.key)
        }
    }

    private mutating func tell(_ stem: String, _ what: String, _ pair: SchemaPair, detail: String = "") {
        report(SchemaRule(stem, .nothing), at: pair.node, what, detail: detail)
    }

    private func name(_ discriminator: JSONObject) -> String {
        "'\(discriminator["propertyName"]?.string ?? "")'"
    }
}
