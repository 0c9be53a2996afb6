import GateModel
import Testing

@testable import Contracts

@Suite("Nothing unread is unchanged") struct UnjudgedTests {
    private static let ok = "responses: {'200': {description: d}}"

    private static func operation(_ rest: String) -> String { "paths: {/a: {get: {\(rest)}}}" }

    @Test(
        "what no rule is about is told with its place",
        arguments: [
            (operation("\(ok), later: 1"), operation("\(ok), later: 2"), "later"),
            (
                operation("responses: {'200': {description: d, links: {l: {operationId: a}}}}"),
                operation("responses: {'200': {description: d, links: {l: {operationId: b}}}}"),
                "responses/200/links"
            ),
            (
                operation("requestBody: {later: 1}, \(ok)"), operation("requestBody: {later: 2}, \(ok)"),
                "requestBody/later"
            ),
            (
                operation("requestBody: {content: {a/b: {later: 1}}}, \(ok)"),
                operation("requestBody: {content: {a/b: {later: 2}}}, \(ok)"), "requestBody/a/b/later"
            ),
            (
                operation("parameters: [{in: query, name: q, later: 1}], \(ok)"),
                operation("parameters: [{in: query, name: q, later: 2}], \(ok)"), "query/q/later"
            ),
            (
                operation("responses: {'200': {description: d, headers: {X-A: {later: 1}}}}"),
                operation("responses: {'200': {description: d, headers: {X-A: {later: 2}}}}"),
                "responses/200/headers/X-A/later"
            ),
            (
                operation("requestBody: {content: {a/b: {schema: {later: 1}}}}, \(ok)"),
                operation("requestBody: {content: {a/b: {schema: {later: 2}}}}, \(ok)"), "requestBody/a/b"
            ),
            ("paths: {/a: {later: 1}}", "paths: {/a: {later: 2}}", "paths//a/later"),
            ("paths: {}\njsonSchemaDialect: a", "paths: {}\njsonSchemaDialect: b", "jsonSchemaDialect"),
            (
                "paths: {}\ncomponents: {schemas: {A: {type: string}}}",
                "paths: {}\ncomponents: {schemas: {A: {type: integer}}}", "components/schemas/A"
            ),
            (
                "paths: {}\ncomponents: {responses: {A: {description: d}}}",
                "paths: {}\ncomponents: {responses: {A: {description: d, content: {a/b: {}}}}}",
                "components/responses/A"
            ),
            ("paths: {}\ncomponents: {later: 1}", "paths: {}\ncomponents: {later: 2}", "components/later"),
        ])
    func unread(old: String, new: String, place: String) throws {
        let found = try documentDifferences(old, new)
        #expect(found.map { "\($0.level.rawValue) \($0.id) \($0.path)" } == ["WARN unjudged-change \(place)"])
    }

    @Test(
        "what is for people only is no change",
        arguments: [
            (
                operation("\(ok), description: a, summary: b, tags: [t], x-note: 1"),
                operation("\(ok), description: c, summary: d, tags: [t], x-note: 2")
            ),
            (
                operation("responses: {'200': {description: a, content: {a/b: {example: 1}}}}"),
                operation("responses: {'200': {description: b, content: {a/b: {example: 2}}}}")
            ),
            ("paths: {}\ntags: [{name: a}]", "paths: {}\ntags: [{name: b}]"),
            (
                "paths: {}\ncomponents: {examples: {A: {value: 1}}}",
                "paths: {}\ncomponents: {examples: {A: {value: 2}}}"
            ),
        ])
    func annotations(old: String, new: String) throws {
        #expect(try documentChanges(old, new) == [])
    }

    @Test(
        "servers",
        arguments: [
            ("servers: [{url: 'https://a/v1'}]", "servers: [{url: 'https://a/v1/'}]", []),
            ("servers: [{url: 'https://a/v1', description: a}]", "servers: [{url: 'https://a/v1'}]", []),
            (
                "servers: [{url: 'https://a/v1'}]", "servers: [{url: 'https://a/v2'}]",
                ["INFO api-server-added", "WARN api-server-removed"]
            ),
            ("", "servers: [{url: /}]", []),
            (
                "servers: [{url: 'https://{h}', variables: {h: {default: a}}}]",
                "servers: [{url: 'https://{h}', variables: {h: {default: b}}}]", ["WARN unjudged-change"]
            ),
        ])
    func servers(old: String, new: String, expected: [String]) throws {
        #expect(try documentChanges("paths: {}\n\(old)", "paths: {}\n\(new)") == expected)
    }

    @Test(
        "operations with methods of their own, and streams",
        arguments: [
            (
                "additionalOperations: {COPY: {\(ok)}}", "get: {\(ok)}",
                ["ERR api-removed-without-deprecation", "INFO endpoint-added"]
            ),
            ("query: {\(ok)}", "query: {deprecated: true, \(ok)}", ["INFO endpoint-deprecated"]),
            (
                "get: {responses: {'200': {description: d, content: {application/jsonl: {itemSchema: {type: string}}}}}}",
                "get: {responses: {'200': {description: d, content: {application/jsonl: {itemSchema: {type: integer}}}}}}",
                ["ERR response-body-type-changed"]
            ),
        ])
    func version32(old: String, new: String, expected: [String]) throws {
        #expect(
            try documentChanges(
                "paths: {/a: {\(old)}}", "paths: {/a: {\(new)}}", versions: ("3.2.0", "3.2.0")) == expected)
    }

    @Test(
        "a dynamic reference leads to its anchor",
        arguments: [("string", "integer", ["ERR response-property-type-changed"]), ("string", "string", [])])
    func dynamic(old: String, new: String, expected: [String]) throws {
        let found = try schemaChanges(
            "{type: array, items: {$dynamicRef: '#n'}}", "{type: array, items: {$dynamicRef: '#n'}}",
            at: .responseBody, shared: "{A: {$dynamicAnchor: n, type: \(old)}}",
            sharedAfter: "{A: {$dynamicAnchor: n, type: \(new)}}")
        #expect(found.filter { $0 != "WARN unjudged-change" } == expected)
    }
}
