import Testing

@testable import Contracts

@Suite("The types of values in a body") struct MediaTypeTests {
    @Test(
        "count wherever they can be told apart",
        arguments: [
            "*/*", "application/*", "application/json", "application/problem+json", "application/x-ndjson",
            "application/jsonl", "application/json-seq", "application/x-json", "text/json",
            "application/yaml",
            "text/yaml", "application/x-yaml", "application/cbor", "application/msgpack",
            "application/vnd.thing",
        ])
    func typed(mediaType: String) throws {
        #expect(
            try schemaChanges(
                "{type: string}", "{type: integer}", at: .responseProperty, mediaType: mediaType)
                == ["ERR response-property-type-changed"])
        #expect(
            try schemaChanges("{type: integer}", "{type: string}", at: .requestProperty, mediaType: mediaType)
                == ["ERR request-property-type-changed"])
    }

    @Test(
        "do not count where all is text, except that a list or an object is no text",
        arguments: [
            "text/plain", "text/csv", "application/x-www-form-urlencoded", "multipart/form-data",
            "application/xml",
            "text/xml", "application/atom+xml",
        ])
    func text(mediaType: String) throws {
        let changes = { (old: String, new: String, stand: SchemaStand) in
            try schemaChanges("{type: \(old)}", "{type: \(new)}", at: stand, mediaType: mediaType)
        }
        #expect(
            try changes("string", "integer", .responseProperty) == ["INFO response-property-type-compatible"])
        #expect(
            try changes("integer", "string", .requestProperty) == ["INFO request-property-type-compatible"])
        #expect(try changes("string", "integer", .requestProperty) == ["ERR request-property-type-changed"])
        for structure in ["object", "array"] {
            #expect(
                try changes("string", structure, .responseProperty) == ["ERR response-property-type-changed"])
            #expect(
                try changes(structure, "string", .requestProperty) == ["ERR request-property-type-changed"])
        }
    }

    @Test("the names of elements count in XML only")
    func xml() throws {
        let (old, new) = ("{type: string, xml: {name: a}}", "{type: string, xml: {name: b}}")
        #expect(
            try schemaChanges(old, new, at: .responseProperty, mediaType: "application/xml")
                == ["ERR response-property-xml-changed"])
        #expect(try schemaChanges(old, new, at: .responseProperty) == [])
    }

    private static func body(_ mediaType: String) -> String {
        """
        paths: {/a: {post: {requestBody: {content: {'\(mediaType)': {}}}, \
        responses: {'200': {description: d, content: {'\(mediaType)': {}}}}}}}
        """
    }

    @Test(
        "the charset",
        arguments: [
            ("text/plain; charset=utf-8", "text/plain; charset=iso-8859-1", true),
            ("text/plain", "text/plain; charset=utf-16", true),
            ("application/json", "application/json;charset=\"UTF-8\"", false),
            ("text/plain", "text/plain; charset=utf-8", false),
        ])
    func charset(old: String, new: String, breaks: Bool) throws {
        let found = try documentChanges(Self.body(old), Self.body(new))
        let expected = [
            "ERR request-body-media-type-charset-changed", "ERR response-media-type-charset-changed",
        ]
        #expect(found == (breaks ? expected : ["INFO response-media-type-name-changed"]))
    }

    private static func form(_ encoding: String, property: String = "{type: object}") -> String {
        """
        paths: {/a: {post: {requestBody: {content: {multipart/form-data: {schema: \
        {type: object, properties: {f: \(property)}}, encoding: {f: {\(encoding)}}}}}, \
        responses: {'200': {description: d}}}}}
        """
    }

    @Test(
        "how a part is written",
        arguments: [
            (
                "contentType: application/json", "contentType: text/plain",
                ["ERR request-body-encoding-content-type-changed"]
            ),
            (
                "contentType: image/png", "contentType: 'image/png, image/jpeg'",
                ["INFO request-body-encoding-content-type-changed"]
            ),
            (
                "contentType: image/png", "contentType: image/*",
                ["INFO request-body-encoding-content-type-changed"]
            ),
            ("contentType: application/json", "", []),
            ("", "style: form, explode: true, allowReserved: false", []),
            ("style: form", "style: deepObject", ["ERR request-body-encoding-style-changed"]),
            (
                "headers: {X-A: {required: false}}", "headers: {X-A: {required: true}}",
                ["WARN unjudged-change"]
            ),
        ])
    func encoding(old: String, new: String, expected: [String]) throws {
        #expect(try documentChanges(Self.form(old), Self.form(new)) == expected)
    }

    @Test(
        "a parameter that is written by a media type",
        arguments: [
            (
                "content: {application/json: {schema: {type: string}}}",
                "content: {application/json: {schema: {type: integer}}}",
                ["ERR request-parameter-type-changed"]
            ),
            (
                "content: {application/json: {schema: {type: integer}}}",
                "content: {application/json: {schema: {type: string}}}",
                ["ERR request-parameter-type-changed"]
            ),
            (
                "content: {application/json: {schema: {type: string}}}", "schema: {type: string}",
                ["ERR request-parameter-content-changed"]
            ),
            ("schema: {type: string}", "description: d", ["INFO request-parameter-type-generalized"]),
            ("description: d", "schema: {type: integer}", ["ERR request-parameter-type-changed"]),
            ("schema: {type: array}", "schema: {type: string}", ["ERR request-parameter-type-changed"]),
            ("schema: {type: object}", "schema: {type: string}", ["ERR request-parameter-type-changed"]),
            (
                "schema: {type: integer}", "schema: {type: string}",
                ["INFO request-parameter-type-generalized"]
            ),
            (
                "allowEmptyValue: true", "allowEmptyValue: false",
                ["ERR request-parameter-became-not-allow-empty-value"]
            ),
        ])
    func parameters(old: String, new: String, expected: [String]) throws {
        let document = { (parameter: String) in
            "paths: {/a: {get: {parameters: [{in: query, name: q, \(parameter)}], responses: {}}}}"
        }
        #expect(try documentChanges(document(old), document(new)) == expected)
    }
}
