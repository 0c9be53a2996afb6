import GateModel
import Testing

@testable import Contracts

@Suite("A keyword of a schema that changes") struct SchemaKeywordTests {
    @Test(
        "is told by what it does to the values",
        arguments: [
            // Upper bounds
            Row("{maximum: 10}", "{maximum: 5}", "ERR max-decreased", "INFO max-decreased"),
            Row("{maximum: 5}", "{maximum: 10}", "INFO max-increased", "ERR max-increased"),
            Row("{}", "{maximum: 5}", "WARN max-set", "INFO max-set"),
            Row("{maximum: 5}", "{}", "INFO max-unset", "ERR max-unset"),
            Row("{maxLength: 9}", "{maxLength: 8}", "ERR max-length-decreased", "INFO max-length-decreased"),
            Row("{maxLength: 8}", "{maxLength: 9}", "INFO max-length-increased", "ERR max-length-increased"),
            Row("{}", "{maxLength: 8}", "WARN max-length-set", "INFO max-length-set"),
            Row("{maxLength: 8}", "{}", "INFO max-length-unset", "ERR max-length-unset"),
            Row("{maxItems: 9}", "{maxItems: 8}", "ERR max-items-decreased", "INFO max-items-decreased"),
            Row("{}", "{maxItems: 8}", "WARN max-items-set", "INFO max-items-set"),
            Row(
                "{maxProperties: 2}", "{maxProperties: 3}", "INFO max-properties-increased",
                "ERR max-properties-increased"),
            Row("{}", "{maxProperties: 3}", "WARN max-properties-set", "INFO max-properties-set"),
            Row(
                "{exclusiveMaximum: 10}", "{exclusiveMaximum: 9.5}", "ERR exclusive-max-decreased",
                "INFO exclusive-max-decreased"),
            Row("{}", "{exclusiveMaximum: 9}", "WARN exclusive-max-set", "INFO exclusive-max-set"),
            Row(
                "{contains: {}, maxContains: 3}", "{contains: {}, maxContains: 2}",
                "ERR max-contains-decreased",
                "INFO max-contains-decreased"),
            // Lower bounds
            Row("{minimum: 1}", "{minimum: 2}", "ERR min-increased", "INFO min-increased"),
            Row("{minimum: 2}", "{minimum: 1}", "INFO min-decreased", "ERR min-decreased"),
            Row("{}", "{minimum: 0}", "WARN min-set", "INFO min-set"),
            Row("{minimum: 0}", "{}", "INFO min-unset", "ERR min-unset"),
            Row("{minLength: 1}", "{minLength: 2}", "ERR min-length-increased", "INFO min-length-increased"),
            Row("{}", "{minLength: 2}", "ERR min-length-increased", "INFO min-length-increased"),
            Row("{minLength: 2}", "{}", "INFO min-length-decreased", "ERR min-length-decreased"),
            Row("{}", "{minItems: 1}", "ERR min-items-increased", "INFO min-items-increased"),
            Row("{minItems: 1}", "{}", "INFO min-items-decreased", "ERR min-items-decreased"),
            Row(
                "{minProperties: 1}", "{minProperties: 4}", "ERR min-properties-increased",
                "INFO min-properties-increased"),
            Row(
                "{exclusiveMinimum: 0}", "{exclusiveMinimum: 1}", "ERR exclusive-min-increased",
                "INFO exclusive-min-increased"),
            Row(
                "{contains: {}, minContains: 2}", "{contains: {}, minContains: 1}",
                "INFO min-contains-decreased",
                "ERR min-contains-decreased"),
            // Numbers and lists
            Row("{}", "{multipleOf: 5}", "WARN multiple-of-set", "INFO multiple-of-set"),
            Row("{multipleOf: 5}", "{}", "INFO multiple-of-unset", "ERR multiple-of-unset"),
            Row(
                "{multipleOf: 10}", "{multipleOf: 5}", "INFO multiple-of-generalized",
                "ERR multiple-of-changed"),
            Row(
                "{multipleOf: 0.1}", "{multipleOf: 0.3}", "ERR multiple-of-changed",
                "INFO multiple-of-specialized"),
            Row("{}", "{uniqueItems: true}", "ERR unique-items-set", "INFO unique-items-set"),
            Row("{uniqueItems: true}", "{}", "INFO unique-items-unset", "ERR unique-items-unset"),
            // Texts
            Row("{}", "{pattern: '^a'}", "ERR pattern-added", "INFO pattern-added"),
            Row("{pattern: '^a'}", "{}", "INFO pattern-removed", "INFO pattern-removed"),
            Row("{pattern: '^a'}", "{pattern: '^b'}", "WARN pattern-changed", "INFO pattern-changed"),
            Row("{pattern: '^a'}", "{pattern: '.*'}", "INFO pattern-generalized", "INFO pattern-changed"),
            Row(
                "{contentEncoding: base64}", "{contentEncoding: base32}", "ERR content-encoding-changed",
                "ERR content-encoding-changed"),
            Row(
                "{}", "{contentMediaType: text/html}", "ERR content-media-type-changed",
                "ERR content-media-type-changed"),
            // Values
            Row("{}", "{const: 1}", "ERR const-added", "INFO const-added"),
            Row("{const: 1}", "{}", "INFO const-removed", "ERR const-removed"),
            Row("{const: 1}", "{const: 2}", "ERR const-changed", "ERR const-changed"),
            Row("{const: 1}", "{const: 1.0}"),
            Row("{}", "{const: null}", "ERR const-added", "INFO const-added"),
            Row("{const: false}", "{}", "INFO const-removed", "ERR const-removed"),
            Row("{}", "{default: 1}", "INFO default-value-added", "INFO default-value-added"),
            Row("{default: 1}", "{}", "INFO default-value-removed", "INFO default-value-removed"),
            Row("{default: 1}", "{default: 2}", "INFO default-value-changed", "INFO default-value-changed"),
            // Conditions
            Row("{}", "{if: {}}", "ERR if-added", "INFO if-added"),
            Row("{if: {}, then: {}}", "{if: {}}", "INFO then-removed", "ERR then-removed"),
            Row("{if: {}}", "{if: {}, else: {}}", "ERR else-added", "INFO else-added"),
            Row("{}", "{contains: {type: string}}", "ERR contains-added", "INFO contains-added"),
            Row(
                "{propertyNames: {maxLength: 3}}", "{}", "INFO property-names-removed",
                "ERR property-names-removed"),
            Row(
                "{}", "{unevaluatedProperties: false}", "ERR unevaluated-properties-added",
                "INFO unevaluated-properties-added"),
            Row("{}", "{unevaluatedItems: true}"),
            Row("{contentSchema: {}}", "{}", "INFO content-schema-removed", "ERR content-schema-removed"),
            Row("{}", "{not: {const: 1}}", "ERR not-added", "INFO not-added"),
            Row(
                "{}", "{patternProperties: {'^x': {}}}", "ERR pattern-property-added",
                "INFO pattern-property-added"),
            Row(
                "{dependentSchemas: {a: {}}}", "{}", "INFO dependent-schema-removed",
                "ERR dependent-schema-removed"),
            Row(
                "{}", "{dependentRequired: {a: [b]}}", "ERR dependent-required-added",
                "INFO dependent-required-added"),
            Row(
                "{dependentRequired: {a: [b]}}", "{dependentRequired: {a: [b, c]}}",
                "ERR dependent-required-changed", "ERR dependent-required-changed"),
            Row("{dependentRequired: {a: [b, c]}}", "{dependentRequired: {a: [c, b]}}"),
            Row(
                "{type: object}", "{type: object, additionalProperties: false}",
                "WARN additional-properties-restricted", "INFO additional-properties-restricted"),
            Row(
                "{additionalProperties: {type: string}}", "{additionalProperties: true}",
                "INFO additional-properties-relaxed", "WARN additional-properties-relaxed"),
            // What no rule is about
            Row("{title: a, description: b, example: 1}", "{title: c, description: d, example: 2}"),
            Row("{x-note: 1, xml: {name: a}}", "{x-note: 2, xml: {name: b}}"),
        ])
    func keyword(row: Row) throws {
        for (stand, prefix, expected) in [
            (SchemaStand.requestBody, "request-body", row.request),
            (.requestProperty, "request-property", row.request),
            (.responseBody, "response-body", row.response),
            (.responseProperty, "response-property", row.response),
        ] {
            let ids = expected.map { [$0.replacing(" ", with: " \(prefix)-", maxReplacements: 1)] } ?? []
            #expect(try schemaChanges(row.old, row.new, at: stand) == ids, "\(prefix)")
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let request: String?
        let response: String?

        init(_ old: String, _ new: String, _ request: String? = nil, _ response: String? = nil) {
            self.old = old
            self.new = new
            self.request = request
            self.response = response
        }

        var testDescription: String { "\(old) → \(new)" }
    }

    @Test(
        "is told of parameters and headers too",
        arguments: [
            (
                "{maxLength: 5}", "{maxLength: 4}", ["ERR request-parameter-max-length-decreased"],
                ["INFO response-header-max-length-decreased"]
            ),
            ("{}", "{maximum: 4}", ["WARN request-parameter-max-set"], ["INFO response-header-max-set"]),
            (
                "{}", "{pattern: a}", ["ERR request-parameter-pattern-added"],
                ["INFO response-header-pattern-added"]
            ),
            (
                "{enum: [a, b]}", "{enum: [a]}", ["ERR request-parameter-enum-value-removed"],
                ["INFO response-header-enum-value-removed"]
            ),
            (
                "{type: integer}", "{type: number}", ["INFO request-parameter-type-generalized"],
                ["ERR response-header-type-generalized"]
            ),
            (
                "{type: string}", "{type: integer}", ["ERR request-parameter-type-changed"],
                ["INFO response-header-type-compatible"]
            ),
            (
                "{type: string}", "{type: [string, 'null']}", ["INFO request-parameter-became-nullable"],
                ["ERR response-header-became-nullable"]
            ),
        ])
    func otherPlaces(old: String, new: String, request: [String], response: [String]) throws {
        #expect(try schemaChanges(old, new, at: .parameter("query")) == request)
        #expect(try schemaChanges(old, new, at: .responseHeader) == response)
    }

    @Test(
        "an end of a range that 3.0 excludes by a flag is the one that 3.1 excludes by its number",
        arguments: [
            ("{minimum: 1, exclusiveMinimum: true}", "{exclusiveMinimum: 1}", []),
            ("{minimum: 1}", "{minimum: 1, exclusiveMinimum: true}", ["ERR request-body-exclusive-min-set"]),
            ("{exclusiveMaximum: 5}", "{maximum: 5}", ["INFO request-body-exclusive-max-unset"]),
            ("{maximum: 5}", "{exclusiveMaximum: 9}", ["INFO request-body-max-increased"]),
            ("{exclusiveMinimum: 1}", "{minimum: 2}", ["ERR request-body-min-increased"]),
            (
                "{maximum: 5, exclusiveMaximum: true}", "{maximum: 4, exclusiveMaximum: true}",
                ["ERR request-body-exclusive-max-decreased"]
            ),
        ])
    func exclusiveEnds(old: String, new: String, expected: [String]) throws {
        #expect(try schemaChanges(old, new, at: .requestBody) == expected)
    }

    @Test("the maxItems of a parameter's items are told as the parameter's")
    func itemsOfParameters() throws {
        #expect(
            try schemaChanges(
                "{type: array, items: {maxItems: 3}}", "{type: array, items: {maxItems: 2}}",
                at: .parameter("query")) == ["ERR request-parameter-max-items-decreased"])
    }

    @Test("under 'not', what widens narrows")
    func negation() throws {
        let (old, new) = ("{not: {maximum: 5}}", "{not: {maximum: 9}}")
        #expect(try schemaChanges(old, new, at: .requestBody) == ["ERR request-property-max-increased"])
        #expect(try schemaChanges(new, old, at: .requestBody) == ["INFO request-property-max-decreased"])
        #expect(try schemaChanges(old, new, at: .responseBody) == ["INFO response-property-max-increased"])
        #expect(
            try schemaChanges("{not: \(old)}", "{not: \(new)}", at: .requestBody)
                == ["INFO request-property-max-increased"])
    }

    @Test("is told in words, with the place and both values")
    func words() throws {
        let found = try schemaDifferences(
            "{type: object, properties: {tags: {type: array, items: {type: string, maxLength: 9}}}}",
            "{type: object, properties: {tags: {type: array, items: {type: string, maxLength: 8}}}}",
            at: .requestBody)
        #expect(
            found == [
                APIChange(
                    id: "request-property-max-length-decreased", level: .error, operation: "POST /things",
                    path: "requestBody/application/json/tags/items",
                    text: "'tags/items' of the request body: maxLength was lowered from 9 to 8")
            ])
    }
}
