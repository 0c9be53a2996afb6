import GateModel
import Testing

@testable import Contracts

@Suite("Schemas behind references") struct SchemaReferenceTests {
    private let tree = """
        {Tree: {type: object, properties: {value: {type: string}, \
        left: {$ref: '#/components/schemas/Tree'}, right: {$ref: '#/components/schemas/Tree'}}}}
        """

    @Test("that contain themselves are compared once")
    func recursion() throws {
        let found = try schemaDifferences(
            "{$ref: '#/components/schemas/Tree'}", "{$ref: '#/components/schemas/Tree'}", at: .responseBody,
            shared: tree, sharedAfter: tree.replacing("string", with: "integer"))
        #expect(found.map(\.id) == ["response-property-type-changed"])
        #expect(found.map(\.path) == ["responses/200/application/json/value"])
    }

    @Test("that contain themselves through a choice with null end too")
    func recursionThroughNull() throws {
        let after = tree.replacing(
            "left: {$ref: '#/components/schemas/Tree'}",
            with: "left: {anyOf: [{$ref: '#/components/schemas/Tree'}, {type: 'null'}]}")
        #expect(
            try schemaChanges(
                "{$ref: '#/components/schemas/Tree'}", "{$ref: '#/components/schemas/Tree'}",
                at: .responseBody,
                shared: tree, sharedAfter: after) == ["ERR response-property-became-nullable"])
    }

    @Test("that lead nowhere, or only to themselves, are passed over")
    func dangling() throws {
        let shared = "{Loop: {$ref: '#/components/schemas/Loop'}}"
        #expect(
            try schemaChanges(
                "{$ref: '#/components/schemas/Loop'}", "{$ref: '#/components/schemas/Gone'}",
                at: .requestBody,
                shared: shared) == [])
    }

    @Test("are told once of an operation, from their nearest use")
    func nearestUse() throws {
        let shared = "{Id: {type: string, maxLength: 9}}"
        let use =
            "{type: object, properties: {a: {$ref: '#/components/schemas/Id'}, b: {$ref: '#/components/schemas/Id'}}}"
        let found = try schemaDifferences(
            use, use, at: .requestBody, shared: shared, sharedAfter: "{Id: {type: string, maxLength: 8}}")
        #expect(found.map(\.path) == ["requestBody/application/json/a"])
    }

    @Test("under 3.1 a reference may have keywords beside it, under 3.0 they do not count")
    func siblings() throws {
        let shared = "{Id: {type: string}}"
        let (old, new) = (
            "{$ref: '#/components/schemas/Id'}",
            "{$ref: '#/components/schemas/Id', description: d, maxLength: 5}"
        )
        #expect(
            try schemaChanges(old, new, at: .requestProperty, shared: shared) == [
                "WARN request-property-max-length-set"
            ])
        #expect(try schemaChanges(old, new, at: .requestProperty, version: "3.0.3", shared: shared) == [])
    }

    @Test("that double at each step are compared in bounded time", .timeLimit(.minutes(1)))
    func doubling() throws {
        let names = (0..<40).map { "S\($0)" }
        let schemas = zip(names, names.dropFirst()).map { name, next in
            "\(name): {type: object, properties: {a: {$ref: '#/components/schemas/\(next)'}, b: {$ref: '#/components/schemas/\(next)'}}}"
        }
        let shared = { (type: String) in
            "{\(schemas.joined(separator: ", ")), S39: {type: \(type)}}"
        }
        let found = try schemaDifferences(
            "{$ref: '#/components/schemas/S0'}", "{$ref: '#/components/schemas/S0'}", at: .requestBody,
            shared: shared("string"), sharedAfter: shared("integer"))
        #expect(found.count == 1)
        #expect(Set(found.map(\.id)) == ["request-property-type-changed"])
    }

    @Test("that all lead to each other are compared in bounded time", .timeLimit(.minutes(1)))
    func knot() throws {
        let shared = { (type: String) in
            let schemas = (0..<120).map { number in
                let links = [2, 3, 5].map {
                    "l\($0): {$ref: '#/components/schemas/S\((number * $0 + 1) % 120)'}"
                }
                return "S\(number): {type: object, properties: {v: {type: \(number == 7 ? type : "string")}, "
                    + links.joined(separator: ", ") + "}}"
            }
            return "{\(schemas.joined(separator: ", "))}"
        }
        let found = try schemaDifferences(
            "{$ref: '#/components/schemas/S0'}", "{$ref: '#/components/schemas/S0'}", at: .requestBody,
            shared: shared("string"), sharedAfter: shared("integer"))
        #expect(found.count == 1)
        #expect(Set(found.map(\.id)) == ["request-property-type-changed"])
    }

    @Test("alternatives written alike are compared, though what they refer to changed")
    func alike() throws {
        let choice =
            "{oneOf: [{type: object, properties: {a: {$ref: '#/components/schemas/Id'}}}, "
            + "{type: object, properties: {b: {$ref: '#/components/schemas/Id'}}}]}"
        let found = try schemaDifferences(
            choice, choice, at: .requestBody, shared: "{Id: {type: string}}",
            sharedAfter: "{Id: {type: integer}}")
        #expect(
            found.map { "\($0.id) \($0.path)" } == [
                "request-property-type-changed requestBody/application/json/oneOf[#1]/a"
            ])
    }

    @Test("in lists that double at each step are told apart in bounded time", .timeLimit(.minutes(1)))
    func doublingAlternatives() throws {
        let schema = { (type: String) in
            (0..<24).reduce("{type: \(type)}") { inner, _ in
                "{anyOf: [{allOf: [\(inner)]}, {oneOf: [{type: object}]}]}"
            }
        }
        #expect(
            try schemaChanges(schema("string"), schema("integer"), at: .requestBody)
                == ["ERR request-property-type-changed"])
    }

    @Test("a boolean schema allows everything or nothing")
    func booleans() throws {
        #expect(
            try schemaChanges("{items: true}", "{items: {type: string}}", at: .requestBody)
                == ["ERR request-property-type-changed"])
        #expect(
            try schemaChanges("{properties: {a: true}}", "{properties: {a: false}}", at: .requestBody)
                == ["ERR request-property-not-added"])
        #expect(
            try schemaChanges("{items: {type: string}}", "{items: false}", at: .responseBody)
                == ["INFO response-property-not-added"])
        #expect(
            try schemaChanges("{items: false}", "{items: {type: string}}", at: .responseBody)
                == ["ERR response-property-not-removed"])
    }
}
