import Testing

@testable import Contracts

@Suite("The type of a schema that changes") struct SchemaTypeTests {
    @Test(
        "breaks requests where it no longer takes a value, answers where it brings another",
        arguments: [
            ("{type: string}", "{type: integer}", "ERR type-changed", "ERR type-changed"),
            ("{type: integer}", "{type: string}", "ERR type-changed", "ERR type-changed"),
            ("{type: integer}", "{type: number}", "INFO type-generalized", "ERR type-generalized"),
            ("{type: number}", "{type: integer}", "ERR type-changed", "INFO type-specialized"),
            ("{type: string}", "{}", "INFO type-generalized", "ERR type-changed"),
            ("{}", "{type: string}", "ERR type-changed", "INFO type-specialized"),
            ("{type: string}", "{type: [string, integer]}", "INFO type-generalized", "ERR type-generalized"),
            ("{type: [string, integer]}", "{type: string}", "ERR type-changed", "INFO type-specialized"),
            ("{type: [integer, string]}", "{type: [string, integer]}", "", ""),
            ("{type: string}", "{type: [string]}", "", ""),
            // Formats
            (
                "{type: integer, format: int32}", "{type: integer, format: int64}", "INFO type-generalized",
                "ERR type-changed"
            ),
            (
                "{type: integer, format: int64}", "{type: integer, format: int32}", "ERR type-changed",
                "INFO type-specialized"
            ),
            (
                "{type: number, format: float}", "{type: number, format: double}", "INFO type-generalized",
                "ERR type-changed"
            ),
            (
                "{type: string, format: date}", "{type: string, format: date-time}", "INFO type-generalized",
                "ERR type-changed"
            ),
            ("{type: string}", "{type: string, format: uuid}", "ERR type-changed", "INFO type-specialized"),
            ("{type: string, format: uuid}", "{type: string}", "INFO type-generalized", "ERR type-changed"),
            // Null has rules of its own.
            ("{type: string}", "{type: [string, 'null']}", "INFO became-nullable", "ERR became-nullable"),
            (
                "{type: ['null', string]}", "{type: string}", "ERR became-not-nullable",
                "INFO became-not-nullable"
            ),
            ("{type: string, nullable: true}", "{type: [string, 'null']}", "", ""),
            (
                "{type: string}", "{type: string, nullable: true}", "INFO became-nullable",
                "ERR became-nullable"
            ),
            (
                "{allOf: [{type: object}], nullable: true}", "{allOf: [{type: object}]}",
                "ERR became-not-nullable", "INFO became-not-nullable"
            ),
            ("{type: [string, 'null']}", "{}", "INFO type-generalized", "ERR type-changed"),
        ])
    func types(old: String, new: String, request: String, response: String) throws {
        #expect(try schemaChanges(old, new, at: .requestBody) == named(request, "request-body"))
        #expect(try schemaChanges(old, new, at: .requestProperty) == named(request, "request-property"))
        #expect(try schemaChanges(old, new, at: .responseBody) == named(response, "response-body"))
        #expect(try schemaChanges(old, new, at: .responseProperty) == named(response, "response-property"))
    }

    private func named(_ rule: String, _ prefix: String) -> [String] {
        rule.isEmpty ? [] : [rule.replacing(" ", with: " \(prefix)-", maxReplacements: 1)]
    }

    @Test(
        "a parameter that takes a list of what it was breaks no one who names it once",
        arguments: [
            (
                "query", "{type: string}", "{type: array, items: {type: string}}",
                "INFO request-parameter-type-generalized"
            ),
            (
                "query", "{type: [integer, 'null']}", "{type: array, items: {type: number}}",
                "ERR request-parameter-became-not-nullable, INFO request-parameter-type-generalized"
            ),
            (
                "query", "{type: [string, integer]}", "{type: array, items: {type: integer}}",
                "ERR request-parameter-type-changed"
            ),
            (
                "query", "{type: string}", "{type: array, items: {type: string, pattern: a}}",
                "ERR request-parameter-type-changed"
            ),
            (
                "path", "{type: string}", "{type: array, items: {type: string}}",
                "ERR request-parameter-type-changed"
            ),
            (
                "header", "{type: string}", "{type: array, items: {type: string}}",
                "ERR request-parameter-type-changed"
            ),
        ])
    func lists(location: String, old: String, new: String, expected: String) throws {
        #expect(try schemaChanges(old, new, at: .parameter(location)).joined(separator: ", ") == expected)
    }

    @Test(
        "of an object in a parameter is a warning where text and JSON differ",
        arguments: [
            ("{type: integer}", "{type: number}", "INFO request-parameter-property-type-generalized"),
            ("{type: integer}", "{type: string}", "WARN request-parameter-property-type-changed"),
            ("{type: string}", "{type: integer}", "ERR request-parameter-property-type-specialized"),
        ])
    func objectsInParameters(old: String, new: String, expected: String) throws {
        #expect(try schemaChanges(old, new, at: .parameterProperty("query")) == [expected])
    }

    @Test(
        "and a choice among bare types are the same thing",
        arguments: [
            (
                "{oneOf: [{type: string}, {type: integer}]}", "{oneOf: [{type: number}, {type: string}]}",
                "INFO list-of-types-widened", "ERR list-of-types-widened"
            ),
            (
                "{type: string}", "{oneOf: [{type: string}, {type: integer}]}", "INFO list-of-types-widened",
                "ERR list-of-types-widened"
            ),
            (
                "{anyOf: [{type: string}, {type: integer}]}", "{type: string}", "ERR list-of-types-narrowed",
                "INFO list-of-types-narrowed"
            ),
            (
                "{type: string}", "{anyOf: [{type: integer}]}", "ERR type-changed", "ERR type-changed"
            ),
            (
                "{oneOf: [{type: string}, {type: integer}]}", "{oneOf: [{type: string}, {type: boolean}]}",
                "ERR list-of-types-narrowed", "ERR list-of-types-widened"
            ),
            (
                "{type: string, maxLength: 5}", "{anyOf: [{type: string, maxLength: 5}, {type: 'null'}]}",
                "INFO became-nullable", "ERR became-nullable"
            ),
            ("{type: [string, integer]}", "{anyOf: [{type: integer}, {type: string}]}", "", ""),
            (
                "{type: string}", "{oneOf: [{type: 'null'}, {type: string}]}", "INFO became-nullable",
                "ERR became-nullable"
            ),
        ])
    func choices(old: String, new: String, request: String, response: String) throws {
        #expect(try schemaChanges(old, new, at: .requestProperty) == named(request, "request-property"))
        #expect(try schemaChanges(old, new, at: .responseBody) == named(response, "response-body"))
    }

    @Test("a choice between null and a schema is the schema, and null")
    func nullChoices() throws {
        let shared = "{Dog: {type: object, properties: {name: {type: string}}}}"
        let choice = "{anyOf: [{$ref: '#/components/schemas/Dog'}, {type: 'null'}]}"
        let dog = "{$ref: '#/components/schemas/Dog'}"
        #expect(
            try schemaChanges(dog, choice, at: .responseProperty, shared: shared)
                == ["ERR response-property-became-nullable"])
        #expect(
            try schemaChanges(choice, dog, at: .requestProperty, shared: shared)
                == ["ERR request-property-became-not-nullable"])
        #expect(
            try schemaChanges(
                choice.replacing("anyOf", with: "oneOf"), choice, at: .requestProperty, shared: shared) == [])
        #expect(
            try schemaChanges(
                dog, choice, at: .requestProperty, shared: shared,
                sharedAfter: "{Dog: {type: object, properties: {name: {type: integer}}}}")
                == ["ERR request-property-type-changed", "INFO request-property-became-nullable"])
    }
}
