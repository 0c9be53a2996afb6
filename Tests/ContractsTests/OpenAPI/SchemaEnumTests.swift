import GateModel
import Testing

@testable import Contracts

@Suite("The listed values of a schema") struct SchemaEnumTests {
    @Test(
        "that come and go have an id for each place",
        arguments: [
            (
                SchemaStand.requestBody, ["ERR request-body-became-enum"],
                ["ERR request-body-enum-value-removed", "INFO request-body-enum-value-added"],
                ["INFO request-body-became-not-enum"]
            ),
            (
                .requestProperty, ["ERR request-property-became-enum"],
                ["ERR request-property-enum-value-removed", "INFO request-property-enum-value-added"],
                ["INFO request-property-became-not-enum"]
            ),
            (
                .parameter("query"), ["ERR request-parameter-became-enum"],
                ["ERR request-parameter-enum-value-removed", "INFO request-parameter-enum-value-added"],
                ["INFO request-parameter-became-not-enum"]
            ),
            (
                .parameter("header"),
                ["ERR request-header-property-became-enum", "ERR request-parameter-became-enum"],
                ["ERR request-parameter-enum-value-removed", "INFO request-parameter-enum-value-added"],
                ["INFO request-parameter-became-not-enum"]
            ),
            (
                .parameterProperty("query"), ["ERR request-parameter-property-became-enum"],
                [
                    "ERR request-parameter-property-enum-value-removed",
                    "INFO request-parameter-property-enum-value-added",
                ], ["INFO request-parameter-property-became-not-enum"]
            ),
            (
                .parameterProperty("header"), ["ERR request-header-property-became-enum"],
                [
                    "ERR request-parameter-property-enum-value-removed",
                    "INFO request-parameter-property-enum-value-added",
                ], ["INFO request-parameter-property-became-not-enum"]
            ),
            (
                .responseBody, ["INFO response-body-became-enum"],
                ["INFO response-mediatype-enum-value-removed", "WARN response-mediatype-enum-value-added"],
                ["WARN response-mediatype-became-not-enum"]
            ),
            (
                .responseProperty, ["INFO response-property-became-enum"],
                ["INFO response-property-enum-value-removed", "WARN response-property-enum-value-added"],
                ["WARN response-property-became-not-enum"]
            ),
        ])
    func places(stand: SchemaStand, became: [String], changed: [String], ended: [String]) throws {
        #expect(try schemaChanges("{type: string}", "{type: string, enum: [a]}", at: stand) == became)
        #expect(try schemaChanges("{enum: [a, b]}", "{enum: [b, c]}", at: stand) == changed)
        #expect(try schemaChanges("{type: string, enum: [a]}", "{type: string}", at: stand) == ended)
        #expect(try schemaChanges("{enum: [a, b]}", "{enum: [b, a]}", at: stand) == [])
    }

    @Test("each value is named")
    func values() throws {
        let found = try schemaDifferences("{enum: [1, a, null]}", "{enum: [a]}", at: .requestProperty)
        #expect(
            found.map(\.text) == [
                "'p' of the request body: must not be null any more",
                "'p' of the request body: the value 1 was removed",
            ])
    }

    @Test("one value that became several only widened")
    func constants() throws {
        #expect(
            try schemaChanges("{const: a}", "{enum: [a, b]}", at: .requestBody) == [
                "INFO request-body-const-removed"
            ])
        #expect(
            try schemaChanges("{enum: [a, b]}", "{const: b}", at: .requestBody) == [
                "ERR request-body-const-added"
            ])
        #expect(
            try schemaChanges("{const: a}", "{enum: [b, c]}", at: .requestBody)
                == ["ERR request-body-became-enum", "INFO request-body-const-removed"])
    }

    @Test("of x-extensible-enum count in requests only")
    func extensible() throws {
        let (old, new) = ("{x-extensible-enum: [a, b]}", "{x-extensible-enum: [b, c]}")
        #expect(
            try schemaChanges(old, new, at: .requestProperty)
                == ["ERR request-property-x-extensible-enum-value-removed"])
        #expect(
            try schemaChanges(old, new, at: .parameter("query"))
                == ["ERR request-parameter-x-extensible-enum-value-removed"])
        #expect(try schemaChanges(old, new, at: .responseProperty) == [])
    }
}
