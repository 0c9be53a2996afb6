import Testing

@testable import Contracts

@Suite("What is equal on the wire") struct EquivalenceTests {
    private static let shared = """
        {Dog: {type: object, properties: {kind: {const: dog}, name: {type: string}}, required: [kind]}, \
        Cat: {type: object, properties: {kind: {const: cat}, claws: {type: integer}}, required: [kind]}, \
        Pup: {type: object, properties: {kind: {const: dog}, name: {type: string}}, required: [kind]}, \
        Name: {type: string, maxLength: 9}, None: {type: 'null'}}
        """

    private static func ref(_ name: String) -> String { "{$ref: '#/components/schemas/\(name)'}" }

    @Test(
        "is the same, in either direction",
        arguments: [
            // Null
            ("{type: string, nullable: true}", "{type: [string, 'null']}"),
            ("{type: [string, 'null']}", "{anyOf: [{type: string}, {type: 'null'}]}"),
            (
                "{oneOf: [{type: string, maxLength: 3}, {const: null}]}",
                "{type: [string, 'null'], maxLength: 3}"
            ),
            ("{anyOf: [\(ref("Dog")), \(ref("None"))]}", "{oneOf: [{enum: [null]}, \(ref("Dog"))]}"),
            (
                "{anyOf: [\(ref("Dog")), \(ref("Cat")), {type: 'null'}]}",
                "{oneOf: [\(ref("Dog")), \(ref("Cat"))], nullable: true}"
            ),
            ("{allOf: [\(ref("Dog"))], nullable: true}", "{anyOf: [\(ref("Dog")), {type: 'null'}]}"),
            ("{type: [string, 'null'], enum: [a, null]}", "{type: string, nullable: true, enum: [a]}"),
            // Values
            ("{const: a}", "{enum: [a]}"),
            ("{oneOf: [{const: a, title: A}, {const: b}]}", "{enum: [b, a]}"),
            ("{anyOf: [{enum: [a, b]}, {const: b}]}", "{enum: [a, b]}"),
            ("{type: string, enum: [a, b]}", "{oneOf: [{type: string, const: a}, {type: string, const: b}]}"),
            ("{enum: [a, b]}", "{type: string, enum: [a, b]}"),
            ("{type: integer}", "{type: number, multipleOf: 1}"),
            ("{type: number, multipleOf: 5}", "{type: integer, multipleOf: 5}"),
            ("{type: string}", "{type: [string]}"),
            ("{type: number, minimum: 1, exclusiveMinimum: 1}", "{type: number, exclusiveMinimum: 1}"),
            // Choices
            ("{oneOf: [{type: string}, {type: integer}]}", "{anyOf: [{type: integer}, {type: string}]}"),
            ("{oneOf: [\(ref("Dog")), \(ref("Cat"))]}", "{anyOf: [\(ref("Cat")), \(ref("Pup"))]}"),
            ("{oneOf: [\(ref("Dog"))]}", ref("Pup")),
            (
                "{anyOf: [{anyOf: [{type: string}, {type: boolean}]}, \(ref("Dog"))]}",
                "{anyOf: [{type: string}, {type: boolean}, \(ref("Dog"))]}"
            ),
            // Conditions
            ("{allOf: [\(ref("Name"))]}", ref("Name")),
            ("{allOf: [\(ref("Name")), {type: string}]}", "{type: string, maxLength: 9}"),
            ("{allOf: [{type: string, maxLength: 5}, \(ref("Name"))]}", "{type: string, maxLength: 5}"),
            ("{$ref: '#/components/schemas/Name', maxLength: 12}", ref("Name")),
            (
                "{allOf: [{type: number}, {type: integer, minimum: 1}, {minimum: 0}]}",
                "{type: integer, minimum: 1}"
            ),
            (
                "{allOf: [{type: array}, {items: {type: string}}, {items: {maxLength: 3}}]}",
                "{type: array, items: {type: string, maxLength: 3}}"
            ),
            ("{allOf: [{enum: [a, b, c]}, {enum: [b, c, d]}]}", "{enum: [c, b]}"),
            (
                "{type: object, properties: {a: {type: string}}, required: [a], additionalProperties: true}",
                "{allOf: [{required: [a]}, {type: object, properties: {a: {type: string}}}]}"
            ),
            ("{allOf: [\(ref("Dog")), {properties: {kind: {type: string}}}]}", ref("Pup")),
            ("{}", "true"),
            ("{type: array, items: {}}", "{type: array}"),
            ("{type: object, required: []}", "{type: object}"),
        ])
    func same(one: String, other: String) throws {
        for stand in [SchemaStand.requestBody, .requestProperty, .responseBody, .responseProperty] {
            #expect(try schemaChanges(one, other, at: stand, shared: Self.shared) == [])
            #expect(try schemaChanges(other, one, at: stand, shared: Self.shared) == [])
        }
    }

    @Test(
        "is not all that looks alike",
        arguments: [
            (
                "{oneOf: [{type: string}, {maxLength: 3}]}", "{anyOf: [{type: string}, {maxLength: 3}]}",
                "INFO one-of-became-any-of", "WARN one-of-became-any-of"
            ),
            (
                "{anyOf: [{type: string}, {maxLength: 3}]}", "{oneOf: [{type: string}, {maxLength: 3}]}",
                "WARN any-of-became-one-of", "INFO any-of-became-one-of"
            ),
            (
                "{allOf: [{type: string, maxLength: 5}]}", "{type: string, maxLength: 6}",
                "INFO max-length-increased", "ERR max-length-increased"
            ),
            (
                "{allOf: [{type: string}, {maxLength: 5}]}", "{type: string}", "INFO max-length-unset",
                "ERR max-length-unset"
            ),
            (
                "{type: string}", "{oneOf: [{type: string, maxLength: 3}, {type: integer}]}",
                "INFO list-of-types-widened, WARN max-length-set",
                "ERR list-of-types-widened, INFO max-length-set"
            ),
            (
                "{type: string, format: uuid}",
                "{oneOf: [{type: string, format: uuid}, {type: object, properties: {a: {}}}]}",
                "INFO one-of-added", "ERR one-of-added"
            ),
        ])
    func different(old: String, new: String, request: String, response: String) throws {
        let named = { (ids: String, prefix: String) in
            ids.split(separator: ", ").map { String($0).replacing(" ", with: " \(prefix)-") }
        }
        #expect(
            try schemaChanges(old, new, at: .requestBody, shared: Self.shared)
                == named(request, "request-body"))
        #expect(
            try schemaChanges(old, new, at: .responseBody, shared: Self.shared)
                == named(response, "response-body"))
    }

    @Test(
        "is the same in 3.0, 3.1 and 3.2",
        arguments: [
            ("{type: string, nullable: true}", "{type: [string, 'null']}"),
            ("{type: integer, minimum: 1, exclusiveMinimum: true}", "{type: integer, exclusiveMinimum: 1}"),
            ("{type: integer, maximum: 9, exclusiveMaximum: false}", "{type: integer, maximum: 9}"),
            ("{type: string, format: byte}", "{type: string, contentEncoding: base64}"),
            ("{type: string, format: binary}", "{type: string, contentMediaType: application/octet-stream}"),
            ("{type: string, example: a}", "{type: string, examples: [a]}"),
            (
                "{type: object, properties: {a: {allOf: [{$ref: '#/components/schemas/N'}], nullable: true}}}",
                "{type: object, properties: {a: {anyOf: [{$ref: '#/components/schemas/N'}, {type: 'null'}]}}}"
            ),
        ])
    func versions(old: String, new: String) throws {
        let document = { (schema: String) in
            """
            paths: {/a: {post: {requestBody: {content: {application/json: {schema: \(schema)}}}, \
            responses: {'200': {description: d, content: {application/json: {schema: \(schema)}}}}}}}
            components: {schemas: {N: {type: object, properties: {b: {type: string}}}}}
            """
        }
        for version in ["3.1.1", "3.2.0"] {
            #expect(try documentChanges(document(old), document(new), versions: ("3.0.3", version)) == [])
            #expect(try documentChanges(document(new), document(old), versions: (version, "3.0.3")) == [])
        }
    }

    @Test("an inherited property that a child asks for is asked for", arguments: ["3.0.3", "3.1.0"])
    func inherited(version: String) throws {
        let child = { (rest: String) in
            "{\(rest)allOf: [\(Self.ref("Cat")), {type: object, properties: {c: {type: string}}}]}"
        }
        let (old, new) = (child(""), child("required: [claws], "))
        #expect(
            try schemaChanges(old, new, at: .requestBody, version: version, shared: Self.shared)
                == ["ERR request-property-became-required"])
        #expect(
            try schemaChanges(old, new, at: .responseBody, version: version, shared: Self.shared)
                == ["INFO response-property-became-required"])
        #expect(
            try schemaChanges(new, old, at: .responseBody, version: version, shared: Self.shared)
                == ["ERR response-property-became-optional"])
    }

    @Test("components that swapped their names are matched by what they accept")
    func swapped() throws {
        let choice = "{oneOf: [\(Self.ref("Dog")), \(Self.ref("Cat"))]}"
        let after = Self.shared.replacing("Dog", with: "Hog").replacing("Cat", with: "Dog").replacing(
            "Hog", with: "Cat")
        #expect(
            try schemaChanges(choice, choice, at: .responseBody, shared: Self.shared, sharedAfter: after)
                == [])
    }

    @Test("a renamed component that changed is compared with what it was")
    func renamed() throws {
        let after = Self.shared.replacing("Cat: {", with: "Lynx: {").replacing(
            "claws: {type: integer}", with: "claws: {type: number}")
        #expect(
            try schemaChanges(
                "{oneOf: [\(Self.ref("Dog")), \(Self.ref("Cat"))]}",
                "{oneOf: [\(Self.ref("Lynx")), \(Self.ref("Dog"))]}", at: .responseBody, shared: Self.shared,
                sharedAfter: after)
                == ["ERR response-property-type-generalized", "INFO api-schema-removed"])
    }
}
