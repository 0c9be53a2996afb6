import GateModel
import JSON

/// The properties of an object, and which it must have.
extension SchemaWalk {
    /// - Parameter moved: properties that stand in alternatives now; they are not gone.
    mutating func compareProperties(_ pair: SchemaPair, moved: Set<String>) {
        let (old, new) = (pair.old.named("properties"), pair.new.named("properties"))
        let demands = Demands(pair)
        for member in old.members where new[member.key] == nil && !moved.contains(member.key) {
            reportRemoved(member, pair, demands)
        }
        for member in new.members {
            if let before = old[member.key] {
                guard !documents.isUnchanged(before, member.value) else { continue }
                let node = node(of: member.key, pair, demands)
                visit(before, member.value, at: node.owned(by: owner(ofProperty: member.key, pair)))
            } else {
                reportAdded(member, pair, demands)
            }
        }
    }

    /// The properties that each of two schemas requires.
    private struct Demands {
        let old: Set<JSONKey>
        let new: Set<JSONKey>

        init(_ pair: SchemaPair) {
            old = pair.old.requiredNames
            new = pair.new.requiredNames
        }
    }

    private func node(of name: String, _ pair: SchemaPair, _ demands: Demands) -> SchemaNode {
        let isAdvisory =
            isAdvisory(name, of: pair.old, documents.oldSchemas)
            || isAdvisory(name, of: pair.new, documents.newSchemas)
        return pair.node.property(
            name, isRequired: demands.old.contains(JSONKey(name)),
            isRequiredNow: demands.new.contains(JSONKey(name)), isAdvisory: isAdvisory)
    }

    private func isAdvisory(_ name: String, of schema: Schema, _ reader: SchemaReader) -> Bool {
        reader.read(schema.named("properties")[name]).map(isAdvisory) ?? false
    }

    /// The component from which one, or each, of the two schemas has a part by its `allOf`.
    func owner(_ pair: SchemaPair, where isPart: (JSONObject) -> Bool) -> String? {
        guard pair.node.path.isEmpty else { return nil }
        let old = documents.oldSchemas.owner(in: pair.old, where: isPart)
        let new = documents.newSchemas.owner(in: pair.new, where: isPart)
        return old ?? new
    }

    private func owner(ofProperty name: String, _ pair: SchemaPair) -> String? {
        owner(pair) { $0["properties"]?[name] != nil }
    }

    private func owner(ofDemandFor name: String, _ pair: SchemaPair) -> String? {
        owner(pair) { $0["required"]?.array?.contains(.string(name)) == true }
    }

    /// Whether only the other side sets it.
    private func isAdvisory(_ schema: Schema) -> Bool {
        switch context.direction {
        case .request: schema.isSet("readOnly")
        case .response: schema.isSet("writeOnly")
        }
    }

    private mutating func reportRemoved(_ member: JSONMember, _ pair: SchemaPair, _ demands: Demands) {
        let isRequired = demands.old.contains(JSONKey(member.key))
        let node = node(of: member.key, pair, demands).owned(by: owner(ofProperty: member.key, pair))
        switch (context.kind, context.direction) {
        case (_, .request):
            guard !node.isAdvisory else { return passOver() }
            report(SchemaRule("removed", .unknown), at: node, "was removed")
        case (.body, .response):
            let kind = (isRequired ? "required-" : "optional-") + (node.isAdvisory ? "write-only-" : "")
            let level: APIChange.Level = node.isAdvisory ? .info : isRequired ? .error : .warning
            report(id: "response-\(kind)property-removed", level, at: node, "was removed")
        case (.header, .response), (.parameter, .response):
            report(
                SchemaRule("removed", isRequired ? .widens : .unknown), at: node, "was removed")
        }
    }

    private mutating func reportAdded(_ member: JSONMember, _ pair: SchemaPair, _ demands: Demands) {
        let schema = documents.newSchemas.read(member.value)
        let isRequired = demands.new.contains(JSONKey(member.key))
        let node = node(of: member.key, pair, demands).owned(by: owner(ofProperty: member.key, pair))
        switch context.direction {
        case .request:
            guard !node.isAdvisory else { return passOver() }
            let owner = ownerInIDs
            guard isRequired, !node.isRequired else {
                report(id: "new-optional-\(owner)-property", .info, at: node, "was added, optional")
                return
            }
            let hasDefault = schema?["default"] != nil && pair.node.scope.inner == .requestProperty
            report(
                id: "new-required-\(owner)-property" + (hasDefault ? "-with-default" : ""), .error, at: node,
                hasDefault ? "was added, required, with a default" : "was added, required")
        case .response:
            let kind = (isRequired ? "required-" : "optional-") + (node.isAdvisory ? "write-only-" : "")
            let owner = pair.node.scope.inner == .headerProperty ? "header-property" : "property"
            report(id: "response-\(kind)\(owner)-added", .info, at: node, "was added")
        }
    }

    private var ownerInIDs: String {
        switch context.kind {
        case .parameter(let parameter): parameter.isHeader ? "request-header" : "request-parameter"
        case .body, .header: "request"
        }
    }

    /// Properties that both documents have, here or in another part of an `allOf`; new and removed ones are
    /// told as such.
    mutating func compareRequired(_ pair: SchemaPair) {
        let (old, new) = (pair.old.named("properties"), pair.new.named("properties"))
        let demands = Demands(pair)
        let isInBoth = { (name: String) in (old[name] == nil) == (new[name] == nil) }
        for name in pair.new.required where !demands.old.contains(JSONKey(name)) && isInBoth(name) {
            reportBecameRequired(name, pair, demands)
        }
        for name in pair.old.required where !demands.new.contains(JSONKey(name)) && isInBoth(name) {
            let node = node(of: name, pair, demands).owned(by: owner(ofDemandFor: name, pair))
            guard !(node.isAdvisory && context.direction == .request) else {
                passOver()
                continue
            }
            report(SchemaRule("became-optional", .widens), at: node, "need not be there any more")
        }
    }

    private mutating func reportBecameRequired(_ name: String, _ pair: SchemaPair, _ demands: Demands) {
        let node = node(of: name, pair, demands).owned(by: owner(ofDemandFor: name, pair))
        let schema = documents.newSchemas.read(pair.new.named("properties")[name])
        if context.direction == .request, node.isAdvisory {
            // Who may not send it cannot be asked for it; who may now, is.
            guard schema.map(isAdvisory) == false, !pair.node.isAdvisory else { return passOver() }
            report(
                id: SchemaRule("became-required", .narrows).id(in: node.scope), .error, at: node,
                "must be there now")
        } else if case .parameter(let parameter) = context.kind, parameter.isHeader {
            report(id: "request-header-property-became-required", .error, at: node, "must be there now")
        } else if node.scope == .requestProperty, schema?["default"] != nil {
            report(
                SchemaRule("became-required-with-default", .narrows), at: node,
                "must be there now, although it has a default")
        } else {
            report(SchemaRule("became-required", .narrows), at: node, "must be there now")
        }
    }
}
