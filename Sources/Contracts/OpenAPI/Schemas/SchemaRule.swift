import GateModel

/// One rule about schemas: what it is called in each scope, and how bad that is there.
///
/// Ids and levels are those of oasdiff (https://www.oasdiff.com/checks). Most follow from two facts: what was
/// done to the values that the schema allows, and who has to cope with that. The rest stands in
/// ``SchemaRuleExceptions``. The levels are those of the version with some 530 rules; later versions
/// made some stricter, such as every bound that is set in a request.
///
/// Where oasdiff has no rule but values were taken away or added, there is one of ours, named the same way: `not`,
/// additional properties, an `enum` that ended, and most keywords of parameters, their properties, and headers.
struct SchemaRule: Hashable {
    /// `max-length-increased`: the id without its scope.
    let stem: String
    let effect: Effect

    init(_ stem: String, _ effect: Effect) {
        self.stem = stem
        self.effect = effect
    }

    /// What a change does to the set of values that a schema allows.
    enum Effect: Hashable {
        case widens
        case narrows
        /// Takes some values away and adds others.
        case replaces
        /// May do any of these; the documents do not tell.
        case unknown
        /// None of these.
        case nothing
    }

    func id(in scope: SchemaScope) -> String {
        let id = scope.prefix + "-" + stem
        return SchemaRuleExceptions.ids[id] ?? id
    }

    /// - Parameter isNegated: whether the schema stands under a `not`, where widening is narrowing.
    func level(in scope: SchemaScope, isNegated: Bool = false) -> APIChange.Level {
        if !isNegated, let level = SchemaRuleExceptions.level(of: stem, in: scope) { return level }
        return switch (effect, scope.direction) {
        case (.widens, .request), (.narrows, .response): isNegated ? .error : .info
        case (.narrows, .request), (.widens, .response): isNegated ? .info : .error
        case (.replaces, _): .error
        case (.unknown, _): .warning
        case (.nothing, _): .info
        }
    }

    /// What it is called where only the other side sets the property: such a change is no more than news.
    func advisoryID(in scope: SchemaScope) -> String {
        switch scope {
        case .requestProperty where SchemaRuleExceptions.readOnlyStems.contains(stem):
            "request-read-only-property-" + stem
        case .responseProperty where SchemaRuleExceptions.writeOnlyStems.contains(stem):
            "response-write-only-property-" + stem
        case .requestBody, .requestProperty, .parameter, .parameterProperty, .responseBody, .responseProperty,
            .header, .headerProperty:
            id(in: scope)
        }
    }
}
