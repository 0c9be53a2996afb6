import GateModel
import Testing

@testable import Contracts

@Suite("The properties of an object") struct SchemaPropertyTests {
    private static func object(_ properties: String, required: String = "") -> String {
        "{type: object, properties: {\(properties)}, required: [\(required)]}"
    }

    @Test(
        "that come and go",
        arguments: [
            (
                "", "", "a: {}", "", ["INFO new-optional-request-property"],
                ["INFO response-optional-property-added"]
            ),
            (
                "", "", "a: {}", "a", ["ERR new-required-request-property"],
                ["INFO response-required-property-added"]
            ),
            (
                "", "", "a: {default: 1}", "a", ["ERR new-required-request-property-with-default"],
                ["INFO response-required-property-added"]
            ),
            ("", "", "a: {readOnly: true}", "a", [], ["INFO response-required-property-added"]),
            (
                "", "", "a: {writeOnly: true}", "a", ["ERR new-required-request-property"],
                ["INFO response-required-write-only-property-added"]
            ),
            (
                "", "", "a: {writeOnly: true}", "", ["INFO new-optional-request-property"],
                ["INFO response-optional-write-only-property-added"]
            ),
            (
                "a: {}", "", "", "", ["WARN request-property-removed"],
                ["WARN response-optional-property-removed"]
            ),
            (
                "a: {}", "a", "", "", ["WARN request-property-removed"],
                ["ERR response-required-property-removed"]
            ),
            ("a: {readOnly: true}", "a", "", "", [], ["ERR response-required-property-removed"]),
            (
                "a: {writeOnly: true}", "a", "", "", ["WARN request-property-removed"],
                ["INFO response-required-write-only-property-removed"]
            ),
            (
                "a: {writeOnly: true}", "", "", "", ["WARN request-property-removed"],
                ["INFO response-optional-write-only-property-removed"]
            ),
        ])
    func existence(
        old: String, oldRequired: String, new: String, newRequired: String, request: [String],
        response: [String]
    ) throws {
        let (before, after) = (
            Self.object(old, required: oldRequired), Self.object(new, required: newRequired)
        )
        for (requestStand, responseStand) in [
            (SchemaStand.requestBody, SchemaStand.responseBody), (.requestProperty, .responseProperty),
        ] {
            #expect(try schemaChanges(before, after, at: requestStand) == request)
            #expect(try schemaChanges(before, after, at: responseStand) == response)
        }
    }

    @Test(
        "that must or need not be there",
        arguments: [
            (
                "a: {}", "", "a", ["ERR request-property-became-required"],
                ["INFO response-property-became-required"]
            ),
            (
                "a: {default: 1}", "", "a", ["ERR request-property-became-required-with-default"],
                ["INFO response-property-became-required"]
            ),
            ("a: {readOnly: true}", "", "a", [], ["INFO response-property-became-required"]),
            (
                "a: {writeOnly: true}", "", "a", ["ERR request-property-became-required"],
                ["INFO response-write-only-property-became-required"]
            ),
            (
                "a: {}", "a", "", ["INFO request-property-became-optional"],
                ["ERR response-property-became-optional"]
            ),
            (
                "a: {writeOnly: true}", "a", "", ["INFO request-property-became-optional"],
                ["INFO response-write-only-property-became-optional"]
            ),
            // Described in another part of the whole
            (
                "", "", "a", ["ERR request-property-became-required"],
                ["INFO response-property-became-required"]
            ),
        ])
    func required(
        properties: String, before: String, after: String, request: [String], response: [String]
    ) throws {
        let old = Self.object(properties, required: before)
        let new = Self.object(properties, required: after)
        #expect(try schemaChanges(old, new, at: .requestBody) == request)
        #expect(try schemaChanges(old, new, at: .responseBody) == response)
    }

    @Test("of an object in a parameter have ids of their own")
    func parameters() throws {
        let (old, new) = (Self.object("a: {}"), Self.object("a: {}, b: {}", required: "a, b"))
        #expect(
            try schemaChanges(old, new, at: .parameter("header"))
                == [
                    "ERR new-required-request-header-property", "ERR request-header-property-became-required",
                ])
        #expect(
            try schemaChanges(old, new, at: .parameter("query"))
                == [
                    "ERR new-required-request-parameter-property",
                    "ERR request-parameter-property-became-required",
                ])
    }

    @Test(
        "that only one side sets",
        arguments: [
            (
                "", "readOnly: true", "", "INFO request-optional-property-became-read-only",
                "INFO response-optional-property-became-read-only"
            ),
            (
                "readOnly: true", "", "a", "ERR request-required-property-became-not-read-only",
                "INFO response-required-property-became-not-read-only"
            ),
            (
                "", "writeOnly: true", "a", "INFO request-required-property-became-write-only",
                "ERR response-required-property-became-write-only"
            ),
            (
                "writeOnly: true", "", "a", "INFO request-required-property-became-not-write-only",
                "WARN response-required-property-became-not-write-only"
            ),
            (
                "writeOnly: true", "", "", "INFO request-optional-property-became-not-write-only",
                "INFO response-optional-property-became-not-write-only"
            ),
        ])
    func mutability(old: String, new: String, required: String, request: String, response: String) throws {
        let before = Self.object("a: {\(old)}", required: required)
        let after = Self.object("a: {\(new)}", required: required)
        #expect(try schemaChanges(before, after, at: .requestBody) == [request])
        #expect(try schemaChanges(before, after, at: .responseBody) == [response])
    }

    @Test(
        "that only the other side sets break nothing",
        arguments: [
            (
                "{readOnly: true, maximum: 5}", "{readOnly: true, maximum: 4}",
                "INFO request-read-only-property-max-decreased"
            ),
            (
                "{readOnly: true, maxItems: 5}", "{readOnly: true, maxItems: 4}",
                "INFO request-read-only-property-max-items-decreased"
            ),
            (
                "{readOnly: true, enum: [a, b]}", "{readOnly: true, enum: [a]}",
                "INFO request-read-only-property-enum-value-removed"
            ),
            (
                "{readOnly: true, type: string}", "{readOnly: true, type: integer}",
                "INFO request-property-type-changed"
            ),
            (
                "{readOnly: true, pattern: a}", "{readOnly: true, pattern: b}",
                "WARN request-property-pattern-changed"
            ),
            (
                "{readOnly: true, properties: {b: {minLength: 1}}}",
                "{readOnly: true, properties: {b: {minLength: 2}}}",
                "INFO request-property-min-length-increased"
            ),
        ])
    func readOnly(old: String, new: String, expected: String) throws {
        #expect(try schemaChanges(old, new, at: .requestProperty) == [expected])
    }

    @Test("that are write-only break no reader")
    func writeOnly() throws {
        #expect(
            try schemaChanges(
                "{writeOnly: true, enum: [a]}", "{writeOnly: true, enum: [a, b]}", at: .responseProperty)
                == ["INFO response-write-only-property-enum-value-added"])
    }

    @Test(
        "that are on their way out",
        arguments: [
            ("{}", "{deprecated: true}", "INFO", "deprecated"),
            ("{deprecated: true}", "{}", "INFO", "reactivated"),
            ("{}", "{deprecated: true, x-sunset: '2027-01-31'}", "INFO", "deprecated-with-sunset"),
            ("{}", "{deprecated: true, x-sunset: '2026-07-14'}", "INFO", "deprecated-with-sunset"),
            ("{}", "{deprecated: true, x-sunset: '2026-07-13'}", "ERR", "sunset-date-too-small"),
            ("{}", "{deprecated: true, x-sunset: soon}", "ERR", "deprecated-sunset-invalid"),
            ("{x-stability-level: stable}", "{x-stability-level: beta}", "ERR", "stability-decreased"),
            ("{x-stability-level: beta}", "{}", "INFO", "stability-increased"),
        ])
    func lifecycle(old: String, new: String, level: String, stem: String) throws {
        #expect(try schemaChanges(old, new, at: .requestProperty) == ["\(level) request-property-\(stem)"])
        #expect(try schemaChanges(old, new, at: .responseProperty) == ["\(level) response-property-\(stem)"])
    }

    @Test("have a stability level that is one, before and after")
    func unreadableStability() throws {
        let invalid = ["ERR api-invalid-stability-level"]
        #expect(try schemaChanges("{}", "{x-stability-level: solid}", at: .requestProperty) == invalid)
        #expect(try schemaChanges("{x-stability-level: 1}", "{}", at: .responseProperty) == invalid)
        #expect(
            try schemaChanges(
                "{type: integer, x-stability-level: solid}", "{type: number, x-stability-level: solid}",
                at: .requestProperty) == ["INFO request-property-type-generalized"])
    }

    @Test(
        "are found wherever they lie",
        arguments: [
            ("{items: {properties: {a: {type: X}}}}", "items/a"),
            ("{additionalProperties: {type: X}}", "additionalProperties"),
            ("{patternProperties: {'^x': {type: X}}}", "patternProperties[^x]"),
            ("{dependentSchemas: {k: {properties: {a: {type: X}}}}}", "dependentSchemas[k]/a"),
            ("{oneOf: [{properties: {a: {type: X}}}]}", "oneOf[#1]/a"),
            ("{allOf: [{title: T, properties: {a: {type: X}}}]}", "a"),
            ("{prefixItems: [{type: X}]}", "prefixItems[#1]"),
            ("{contains: {type: X}}", "contains"),
            ("{propertyNames: {type: X}}", "propertyNames"),
            ("{unevaluatedItems: {type: X}}", "unevaluatedItems"),
            ("{unevaluatedProperties: {type: X}}", "unevaluatedProperties"),
            ("{if: {type: X}}", "if"),
            ("{then: {type: X}}", "then"),
            ("{else: {type: X}}", "else"),
            ("{contentSchema: {type: X}}", "contentSchema"),
        ])
    func places(schema: String, path: String) throws {
        let found = try schemaDifferences(
            schema.replacing("X", with: "string"), schema.replacing("X", with: "integer"), at: .responseBody)
        #expect(found.map(\.id) == ["response-property-type-changed"])
        #expect(found.map(\.path) == ["responses/200/application/json/" + path])
    }
}
