import GateModel
import JSON

/// Keywords that name values: `enum`, `const`, `default`, `pattern`.
extension SchemaWalk {
    mutating func compareEnums(_ pair: SchemaPair) {
        guard !hasSameValues(pair) else { return }
        let (old, new) = (Self.listed(pair.old), Self.listed(pair.new))
        // A change between `const` and `enum` is reported as one of `const`.
        if let new, old == nil, let const = pair.old["const"], new.contains(const) { return }
        if let old, new == nil, let const = pair.new["const"], old.contains(const) { return }
        switch (old, new) {
        case (nil, nil): return
        case (nil, let new?): reportBecameEnum(new, pair.node)
        case (.some, nil):
            report(
                SchemaRule("became-not-enum", .widens), at: pair.node,
                "is not limited to listed values any more")
        case (let old?, let new?): compareListed(old, new, pair.node)
        }
    }

    private mutating func compareListed(_ old: [JSONValue], _ new: [JSONValue], _ node: SchemaNode) {
        for value in Self.values(of: old, missingIn: new) {
            report(
                SchemaRule("enum-value-removed", .narrows), at: node,
                "the value \(Self.quoted(value)) was removed", detail: Excerpt.text(value))
        }
        for value in Self.values(of: new, missingIn: old) {
            report(
                SchemaRule("enum-value-added", .widens), at: node,
                "the value \(Self.quoted(value)) was added", detail: Excerpt.text(value))
        }
    }

    private static func values(of some: [JSONValue], missingIn others: [JSONValue]) -> [JSONValue] {
        let others = Set(others)
        return some.filter { !others.contains($0) }
    }

    /// `enum: [a]` is `const: a`.
    private func hasSameValues(_ pair: SchemaPair) -> Bool {
        guard let old = pair.old.values, let new = pair.new.values else { return false }
        return Set(Self.withoutNull(old)) == Set(Self.withoutNull(new))
    }

    /// Whether null is allowed is told as such, wherever it is written.
    private static func listed(_ schema: Schema) -> [JSONValue]? {
        schema["enum"]?.array.map(withoutNull)
    }

    /// Unless nothing else is listed.
    private static func withoutNull(_ values: [JSONValue]) -> [JSONValue] {
        let others = values.filter { $0 != .null }
        return others.isEmpty ? values : others
    }

    private mutating func reportBecameEnum(_ values: [JSONValue], _ node: SchemaNode) {
        let what = "is limited to \(Self.quoted(.array(values))) now"
        if case .parameter(let parameter) = context.kind, parameter.isHeader {
            report(id: "request-header-property-became-enum", .error, at: node, what)
            guard node.scope == .parameter else { return }
        }
        report(SchemaRule("became-enum", .narrows), at: node, what)
    }

    mutating func compareConsts(_ pair: SchemaPair) {
        guard !hasSameValues(pair) else { return }
        switch (pair.old["const"], pair.new["const"]) {
        case (nil, nil): return
        case (nil, let new?):
            report(SchemaRule("const-added", .narrows), at: pair.node, "must be \(Self.quoted(new)) now")
        case (let old?, nil):
            report(
                SchemaRule("const-removed", .widens), at: pair.node,
                "need not be \(Self.quoted(old)) any more")
        case (let old?, let new?):
            guard old != new else { return }
            report(
                SchemaRule("const-changed", .replaces), at: pair.node,
                "the only value changed \(Self.step(old, new))")
        }
    }

    /// Of a parameter itself it is compared where it is known whether the parameter may be left out.
    mutating func compareDefaults(_ pair: SchemaPair) {
        guard pair.node.scope != .parameter else { return }
        switch (pair.old["default"], pair.new["default"]) {
        case (nil, nil): return
        case (nil, let new?):
            report(
                SchemaRule("default-value-added", .nothing), at: pair.node,
                "the default \(Self.quoted(new)) was added")
        case (let old?, nil):
            report(
                SchemaRule("default-value-removed", .nothing), at: pair.node,
                "the default \(Self.quoted(old)) was removed")
        case (let old?, let new?):
            guard old != new else { return }
            report(
                SchemaRule("default-value-changed", .nothing), at: pair.node,
                "the default changed \(Self.step(old, new))")
        }
    }

    /// `x-extensible-enum`: values of which clients know that there will be more.
    mutating func compareExtensibleEnums(_ pair: SchemaPair) {
        guard pair.node.scope.direction == .request, let old = pair.old["x-extensible-enum"]?.array,
            let new = pair.new["x-extensible-enum"]?.array
        else { return }
        for value in Self.values(of: old, missingIn: new) {
            report(
                SchemaRule("x-extensible-enum-value-removed", .narrows), at: pair.node,
                "the value \(Self.quoted(value)) was removed", detail: Excerpt.text(value))
        }
    }

    mutating func comparePatterns(_ pair: SchemaPair) {
        let (old, new) = (pair.old["pattern"]?.string ?? "", pair.new["pattern"]?.string ?? "")
        guard old != new else { return }
        if old.isEmpty {
            report(
                SchemaRule("pattern-added", .narrows), at: pair.node,
                "must match \(Self.quoted(.string(new))) now")
        } else if new.isEmpty {
            report(
                SchemaRule("pattern-removed", .widens), at: pair.node,
                "need not match \(Self.quoted(.string(old))) any more")
        } else if new == ".*", pair.node.scope.direction == .request {
            report(SchemaRule("pattern-generalized", .widens), at: pair.node, "may be any text now")
        } else {
            report(
                SchemaRule("pattern-changed", .unknown), at: pair.node,
                "the pattern changed \(Self.step(.string(old), .string(new)))")
        }
    }

    mutating func compareEncodings(_ pair: SchemaPair) {
        for (keyword, stem) in SchemaKeywordRules.encodings {
            let (old, new) = (pair.old[keyword]?.string ?? "", pair.new[keyword]?.string ?? "")
            guard old != new else { continue }
            report(
                SchemaRule(stem + "-changed", .replaces), at: pair.node,
                "\(keyword) changed \(Self.step(.string(old), .string(new)))")
        }
    }
}
