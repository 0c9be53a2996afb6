import JSON
import Testing

@testable import Contracts

@Suite("The parts that a schema is composed of") struct SchemaCompositionTests {
    private let shared = """
        {Cat: {type: object, properties: {claws: {type: integer}}}, \
        Dog: {type: object, properties: {name: {type: string}}}, \
        Fox: {type: object, properties: {tail: {type: string}}}}
        """

    private static func list(_ keyword: String, _ names: String...) -> String {
        let parts = names.map { $0.hasPrefix("{") ? $0 : "{$ref: '#/components/schemas/\($0)'}" }
        return "{\(keyword): [\(parts.joined(separator: ", "))]}"
    }

    @Test(
        "are told by whether each or any of them has to match",
        arguments: [
            ("anyOf", "any-of", "INFO", "ERR", "ERR", "INFO"),
            ("oneOf", "one-of", "INFO", "ERR", "ERR", "INFO"),
        ])
    func levels(
        keyword: String, stem: String, added: String, removed: String, addedToAnswer: String,
        removedFromAnswer: String
    ) throws {
        let (one, two) = (Self.list(keyword, "Dog"), Self.list(keyword, "Dog", "Cat"))
        for (stand, prefix) in [
            (SchemaStand.requestBody, "request-body"), (.requestProperty, "request-property"),
        ] {
            #expect(
                try schemaChanges(one, two, at: stand, shared: shared) == ["\(added) \(prefix)-\(stem)-added"]
            )
            #expect(
                try schemaChanges(two, one, at: stand, shared: shared) == [
                    "\(removed) \(prefix)-\(stem)-removed"
                ])
        }
        for (stand, prefix) in [
            (SchemaStand.responseBody, "response-body"), (.responseProperty, "response-property"),
        ] {
            #expect(
                try schemaChanges(one, two, at: stand, shared: shared)
                    == ["\(addedToAnswer) \(prefix)-\(stem)-added"])
            #expect(
                try schemaChanges(two, one, at: stand, shared: shared)
                    == ["\(removedFromAnswer) \(prefix)-\(stem)-removed"])
        }
    }

    @Test("may stand in any order")
    func order() throws {
        #expect(
            try schemaChanges(
                Self.list("oneOf", "Dog", "{type: string, maxLength: 5}", "Cat"),
                Self.list("oneOf", "Cat", "Dog", "{type: string, maxLength: 5}"), at: .requestBody,
                shared: shared) == [])
    }

    /// Each is merged into all before it, so that the time of thousands would grow with their square.
    @Test("and that are more than any document has are merged up to there")
    func many() throws {
        let text = #"{"openapi": "3.1.0", "info": {"title": "shop", "version": "1"}, "paths": {}}"#
        let document = try OpenAPIDocument(Array(text.utf8), named: "openapi.json")
        let parts = (0..<300).map { "{\"required\": [\"p\($0)\"]}" }.joined(separator: ", ")
        let written = try JSONParser.parse(Array("{\"allOf\": [\(parts)]}".utf8))
        let schema = try #require(SchemaReader(document, nulls: .lenient).read(written))
        #expect(schema.keywords["required"]?.array?.count == 256)
        #expect(schema.keywords["allOf"]?.array?.count == 44)
    }

    @Test("that all have to match are one schema, of which no rule tells the parts")
    func conditions() throws {
        let (one, two) = (Self.list("allOf", "Dog"), Self.list("allOf", "Dog", "Cat"))
        #expect(
            try schemaChanges(one, two, at: .requestBody, shared: shared)
                == ["INFO new-optional-request-property"])
        #expect(
            try schemaChanges(two, one, at: .responseProperty, shared: shared)
                == ["WARN response-optional-property-removed"])
    }

    @Test("that all have to match, and that no single schema can say, are told by their names")
    func unsayableConditions() throws {
        let patterns = { (names: String...) in
            "{type: string, allOf: [\(names.map { "{title: \($0), pattern: \($0)}" }.joined(separator: ", "))]}"
        }
        #expect(
            try schemaChanges(patterns("a", "b"), patterns("a", "b", "c"), at: .requestBody)
                == ["ERR request-body-all-of-added"])
        #expect(
            try schemaChanges(patterns("a", "b", "c"), patterns("a", "b"), at: .responseBody)
                == ["ERR response-body-all-of-removed"])
    }

    @Test("that ask nothing are none")
    func annotations() throws {
        let (bare, titled) = ("{type: object}", "{type: object, allOf: [{title: A, description: B}]}")
        #expect(try schemaChanges(bare, titled, at: .requestBody) == [])
        #expect(try schemaChanges(titled, bare, at: .responseProperty) == [])
    }

    @Test("are the same behind a reference and in place")
    func inlined() throws {
        #expect(
            try schemaChanges(
                Self.list(
                    "anyOf", "{type: object, properties: {name: {type: string, description: d}}}", "Cat"),
                Self.list("anyOf", "Cat", "Dog"), at: .requestBody, shared: shared) == [])
    }

    @Test("are compared where they have the same reference, the same title, or are the only ones left")
    func matching() throws {
        #expect(
            try schemaChanges(
                Self.list("oneOf", "Dog", "Cat"), Self.list("oneOf", "Cat", "Dog"), at: .requestBody,
                shared: shared, sharedAfter: shared.replacing("integer", with: "string"))
                == ["ERR request-property-type-changed"])
        #expect(
            try schemaChanges(
                Self.list("oneOf", "{title: A, items: {type: string}}", "{title: B, type: integer}"),
                Self.list(
                    "oneOf", "{title: B, type: number}", "{title: A, items: {type: string, maxLength: 3}}"),
                at: .requestBody)
                == ["INFO request-property-type-generalized", "WARN request-property-max-length-set"])
        #expect(
            try schemaChanges(
                Self.list("allOf", "Dog", "{maxProperties: 5}"),
                Self.list("allOf", "Dog", "{maxProperties: 4}"),
                at: .requestBody, shared: shared) == ["ERR request-body-max-properties-decreased"])
    }

    @Test("at positions of a list are matched by them")
    func positions() throws {
        let (one, two) = (
            "{prefixItems: [{type: string}]}", "{prefixItems: [{type: integer}, {type: string}]}"
        )
        #expect(
            try schemaChanges(one, two, at: .requestBody)
                == [
                    "ERR request-property-type-changed", "ERR request-property-type-changed",
                    "INFO request-body-prefix-items-added",
                ])
        #expect(
            try schemaChanges(two, one, at: .responseProperty)
                == [
                    "ERR response-property-type-changed", "ERR response-property-type-changed",
                    "INFO response-property-prefix-items-removed",
                ])
    }

    @Test(
        "a further position is compared with what stood there",
        arguments: [
            ("", ["ERR request-property-type-changed", "INFO request-body-prefix-items-added"]),
            (
                ", items: false",
                ["INFO request-body-prefix-items-added", "INFO request-property-not-removed"]
            ),
            (", items: {type: integer}", ["INFO request-body-prefix-items-added"]),
            (
                ", items: {type: string}",
                ["ERR request-property-type-changed", "INFO request-body-prefix-items-added"]
            ),
        ])
    func furtherPosition(items: String, expected: [String]) throws {
        let list = { (positions: String) in "{prefixItems: [\(positions)]\(items)}" }
        #expect(
            try schemaChanges(
                list("{type: string}"), list("{type: string}, {type: integer}"), at: .requestBody)
                == expected)
    }

    @Test("that an object became keep its properties")
    func wrapping() throws {
        let object = "{type: object, properties: {name: {type: string}, age: {type: integer}}}"
        let choice = Self.list("oneOf", "Dog", "Fox")
        #expect(
            try schemaChanges(object, choice, at: .requestBody, shared: shared)
                == ["ERR request-body-wrapped-in-one-of", "WARN request-property-removed"])
        #expect(
            try schemaChanges(object, choice, at: .responseBody, shared: shared)
                == ["ERR response-body-wrapped-in-one-of", "WARN response-optional-property-removed"])
        #expect(
            try schemaChanges(object, choice, at: .responseProperty, shared: shared)
                == ["ERR response-property-one-of-added", "WARN response-optional-property-removed"])
    }

    @Test(
        "and the property that tells them apart",
        arguments: [
            ("{}", "{discriminator: {propertyName: k}}", ["INFO added"]),
            ("{discriminator: {propertyName: k}}", "{}", ["INFO removed"]),
            (
                "{discriminator: {propertyName: k}}", "{discriminator: {propertyName: l}}",
                ["ERR property-name-changed"]
            ),
            (
                "{discriminator: {propertyName: k, mapping: {a: x, b: y}}}",
                "{discriminator: {propertyName: k, mapping: {b: z, a: x}}}", ["ERR mapping-changed"]
            ),
        ])
    func discriminator(old: String, new: String, stems: [String]) throws {
        for (stand, prefix) in [
            (SchemaStand.requestBody, "request-body"), (.responseProperty, "response-property"),
        ] {
            let ids = stems.map { $0.replacing(" ", with: " \(prefix)-discriminator-") }
            #expect(try schemaChanges(old, new, at: stand) == ids)
        }
    }

    @Test(
        "a value that no alternative stands for is refused where clients send it, and new where they read it",
        arguments: [
            ("{b: y}", "ERR mapping-deleted", "INFO mapping-deleted"),
            ("{a: x, b: y, c: z}", "INFO mapping-added", "WARN mapping-added"),
            (
                "{c: x, b: y}", "ERR mapping-deleted, INFO mapping-added",
                "ERR mapping-deleted, WARN mapping-added"
            ),
        ])
    func openMapping(mapping: String, request: String, response: String) throws {
        let named = { (ids: String, prefix: String) in
            ids.split(separator: ", ").map {
                String($0).replacing(" ", with: " \(prefix)-body-discriminator-")
            }
        }
        let schema = { (mapping: String) in "{discriminator: {propertyName: k, mapping: \(mapping)}}" }
        let (old, new) = (schema("{a: x, b: y}"), schema(mapping))
        #expect(try schemaChanges(old, new, at: .requestBody) == named(request, "request"))
        #expect(try schemaChanges(old, new, at: .responseBody) == named(response, "response"))
    }
}
