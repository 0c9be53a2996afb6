import GateModel
import JSON

extension SchemaWalk {
    mutating func compareTypes(_ pair: SchemaPair) {
        let old = SchemaTypeChange.Shape(Self.types(of: pair.old, beside: pair.new), format: pair.old.format)
        let new = SchemaTypeChange.Shape(Self.types(of: pair.new, beside: pair.old), format: pair.new.format)
        let change = nullChange(in: pair) ?? typeChange(from: old, to: new, in: pair)
        guard let change else { return }
        let rule =
            switch change {
            case .changed: SchemaRule("type-changed", .replaces)
            case .generalized: SchemaRule("type-generalized", .widens)
            case .specialized: SchemaRule("type-specialized", .narrows)
            case .compatible: SchemaRule("type-compatible", .nothing)
            }
        let what = Self.sentence(from: old, to: new)
        if pair.node.scope == .parameterProperty, change == .changed, !context.isText {
            // As text the types of an object's properties may not show; as JSON they do.
            report(id: rule.id(in: pair.node.scope), .error, at: pair.node, what)
        } else {
            report(rule, at: pair.node, what)
        }
    }

    /// Where null was, or is, the only type beside others: it may have been, or be, one of several.
    private func nullChange(in pair: SchemaPair) -> SchemaTypeChange? {
        guard pair.old.isOfTypeNull != pair.new.isOfTypeNull else { return nil }
        let other = pair.old.isOfTypeNull ? pair.new : pair.old
        guard other.limitsValues else { return nil }
        guard other.saysNull else { return .changed }
        return pair.old.isOfTypeNull ? .generalized : .specialized
    }

    private mutating func typeChange(
        from old: SchemaTypeChange.Shape, to new: SchemaTypeChange.Shape, in pair: SchemaPair
    ) -> SchemaTypeChange? {
        switch (context.kind, context.direction) {
        case (.parameter(let parameter), .request) where context.isText:
            guard pair.node.scope == .parameter else { return .ofParameterProperty(from: old, to: new) }
            guard let change = SchemaTypeChange.ofRequest(from: old, to: new, isText: true) else {
                return nil
            }
            return change == .changed && !becameList(pair, parameter) ? .changed : .generalized
        case (_, .request): return .ofRequest(from: old, to: new, isText: context.isText)
        case (_, .response): return .ofResponse(from: old, to: new, isText: context.isText)
        }
    }

    /// Where only the other schema names types, those of the listed values; the names of the other if it has them all.
    private static func types(of schema: Schema, beside other: Schema) -> [String] {
        guard schema.types.isEmpty, !other.types.isEmpty, let values = schema.values else {
            return schema.isOfTypeNull ? schema.types : schema.valueTypes
        }
        let types = Schema.types(of: values)
        let isCovered = types.allSatisfy {
            other.types.contains($0) || ($0 == "integer" && other.types.contains("number"))
        }
        return isCovered ? other.valueTypes : types
    }

    /// Whether a parameter takes a list now where `?id=5` is as good a list of one as it was a value.
    ///
    /// The elements have to allow all that the value could be.
    private mutating func becameList(_ pair: SchemaPair, _ parameter: SchemaContext.ParameterForm) -> Bool {
        guard pair.new.valueTypes == ["array"], !pair.old.valueTypes.isEmpty,
            !pair.old.valueTypes.contains("array"), parameter.repeatsItsName,
            let items = documents.newSchemas.read(pair.new["items"])
        else { return false }
        let change = SchemaTypeChange.ofRequest(
            from: .init(pair.old.valueTypes, format: pair.old.format),
            to: .init(items.valueTypes, format: items.format), isText: true)
        let old = pair.old.without("type").without("format").without("nullable")
        let new = items.without("type").without("format").without("nullable")
        return change != .changed && equivalence.isSame(old, new, .allowedValues)
    }

    private static func sentence(from old: SchemaTypeChange.Shape, to new: SchemaTypeChange.Shape) -> String {
        let types =
            old.hasSameTypes(as: new) ? nil : "the type changed from \(name(old.types)) to \(name(new.types))"
        let format =
            old.format == new.format
            ? nil : "the format changed from \(name(format: old.format)) to \(name(format: new.format))"
        return [types, format].compactMap(\.self).joined(separator: ", ")
    }

    private static func name(_ types: [String]) -> String {
        types.isEmpty ? "any" : types.joined(separator: " or ")
    }

    private static func name(format: String) -> String { format.isEmpty ? "none" : "'\(format)'" }
}
