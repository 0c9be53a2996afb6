/// What is reported when a keyword comes, goes or changes, one line a keyword.
enum SchemaKeywordRules {
    /// A number that values are held against.
    struct Bound {
        let keyword: String
        let stem: String
        let side: Side

        enum Side {
            case upper
            case lower
            /// A lower bound that is 0 where it is not written.
            case lowerFromZero
        }

        init(_ keyword: String, _ stem: String, _ side: Side) {
            self.keyword = keyword
            self.stem = stem
            self.side = side
        }
    }

    static let bounds = [
        Bound("maximum", "max", .upper),
        Bound("minimum", "min", .lower),
        Bound("exclusiveMaximum", "exclusive-max", .upper),
        Bound("exclusiveMinimum", "exclusive-min", .lower),
        Bound("maxLength", "max-length", .upper),
        Bound("minLength", "min-length", .lowerFromZero),
        Bound("maxItems", "max-items", .upper),
        Bound("minItems", "min-items", .lowerFromZero),
        Bound("maxProperties", "max-properties", .upper),
        Bound("minProperties", "min-properties", .lowerFromZero),
        Bound("maxContains", "max-contains", .upper),
        Bound("minContains", "min-contains", .lower),
    ]

    /// Whether a rule is about a bound that was not there before.
    static func isNewBound(_ rule: SchemaRule) -> Bool {
        rule.effect == .narrows
            && (rule.stem == "multiple-of-set" || bounds.contains { $0.stem + "-set" == rule.stem })
    }

    /// Keywords whose schema narrows by being there.
    static let demands: [(keyword: String, stem: String)] = [
        ("not", "not"),
        ("if", "if"),
        ("then", "then"),
        ("else", "else"),
        ("contains", "contains"),
        ("propertyNames", "property-names"),
        ("unevaluatedItems", "unevaluated-items"),
        ("unevaluatedProperties", "unevaluated-properties"),
        ("contentSchema", "content-schema"),
    ]

    /// Keywords with named schemas, each of which narrows by being there.
    static let namedDemands: [(keyword: String, stem: String)] = [
        ("patternProperties", "pattern-property"),
        ("dependentSchemas", "dependent-schema"),
    ]

    /// Keywords with one text; another is another format.
    static let encodings: [(keyword: String, stem: String)] = [
        ("contentMediaType", "content-media-type"),
        ("contentEncoding", "content-encoding"),
    ]

    /// Lists of schemas. A further alternative widens, a further condition narrows; a further position is compared
    /// with what stood there.
    static let lists: [(keyword: String, stem: String, added: SchemaRule.Effect)] = [
        ("allOf", "all-of", .narrows),
        ("anyOf", "any-of", .widens),
        ("oneOf", "one-of", .widens),
        ("prefixItems", "prefix-items", .nothing),
    ]
}
