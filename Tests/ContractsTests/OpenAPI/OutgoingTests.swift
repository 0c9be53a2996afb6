import GateModel
import Testing

@testable import Contracts

@Suite("Requests that the service sends") struct OutgoingTests {
    private static func webhook(_ request: String) -> String {
        "paths: {}\nwebhooks: {paid: {post: {\(request)}}}"
    }

    private static func callback(_ request: String) -> String {
        "paths: {/a: {post: {responses: {'200': {description: d}}, "
            + "callbacks: {done: {'{$request.body#/url}': {post: {\(request)}}}}}}}"
    }

    private static func body(_ schema: String, _ rest: String = "") -> String {
        "requestBody: {\(rest)content: {application/json: {schema: \(schema)}}}, responses: {'200': {description: d}}"
    }

    private static func answer(_ schema: String) -> String {
        "responses: {'200': {description: d, content: {application/json: {schema: \(schema)}}}}"
    }

    @Test(
        "are read by clients, and their answers are written by them",
        arguments: [
            (body("{type: string}"), body("{type: integer}"), ["ERR response-body-type-changed"]),
            (
                body("{type: string, enum: [a]}"), body("{type: string, enum: [a, b]}"),
                ["WARN response-mediatype-enum-value-added"]
            ),
            (
                body("{type: object}"), body("{type: object, properties: {a: {}}, required: [a]}"),
                ["INFO response-required-property-added"]
            ),
            (
                body("{type: object, properties: {a: {}}, required: [a]}"), body("{type: object}"),
                ["ERR response-required-property-removed"]
            ),
            (body("{}", "required: true, "), body("{}"), ["ERR outgoing-body-became-optional"]),
            (body("{}"), "responses: {'200': {description: d}}", ["ERR outgoing-body-removed"]),
            (
                body("{}"), body("{}").replacing("application/json", with: "text/csv"),
                ["ERR outgoing-media-type-removed", "INFO outgoing-media-type-added"]
            ),
            (answer("{type: string}"), answer("{type: integer}"), ["ERR request-body-type-changed"]),
            (answer("{type: integer}"), answer("{type: number}"), ["INFO request-body-type-generalized"]),
            (
                answer("{}"), "responses: {'201': {description: d}}",
                ["ERR outgoing-answer-removed", "INFO outgoing-answer-added"]
            ),
            (
                "parameters: [{in: header, name: X-Sig, required: true}]", "parameters: []",
                ["ERR outgoing-parameter-removed"]
            ),
            (
                "parameters: [{in: header, name: X-Sig, schema: {type: string}}]",
                "parameters: [{in: header, name: x-sig, schema: {type: array}}]",
                ["ERR response-header-type-changed"]
            ),
            ("security: [{a: []}]", "security: [{b: []}]", ["WARN unjudged-change"]),
            ("description: a, operationId: a", "description: b, operationId: a", []),
        ])
    func requests(old: String, new: String, expected: [String]) throws {
        #expect(try documentChanges(Self.webhook(old), Self.webhook(new)) == expected)
        #expect(try documentChanges(Self.callback(old), Self.callback(new)) == expected)
    }

    @Test("have their place")
    func places() throws {
        let (old, new) = (Self.body("{type: string}"), Self.body("{type: integer}"))
        let hook = try documentDifferences(Self.webhook(old), Self.webhook(new))
        #expect(hook.map(\.operation) == ["POST webhooks/paid"])
        #expect(hook.map(\.path) == ["requestBody/application/json"])
        let callback = try documentDifferences(Self.callback(old), Self.callback(new))
        #expect(callback.map(\.operation) == ["POST /a"])
        #expect(
            callback.map(\.path) == [
                "callbacks/done/{$request.body#/url}/post/requestBody/application/json"
            ])
    }

    @Test("that are no longer sent are missed")
    func removed() throws {
        let gone = "paths: {/a: {post: {responses: {'200': {description: d}}}}}"
        let there = Self.callback(Self.body("{}"))
        #expect(try documentChanges(there, gone) == ["ERR callback-removed"])
        #expect(try documentChanges(gone, there) == ["INFO callback-added"])
        #expect(
            try documentChanges(there, there.replacing("/url", with: "/address"))
                == ["ERR callback-address-removed", "INFO callback-address-added"])
        let hook = Self.webhook(Self.body("{}"))
        #expect(
            try documentChanges(hook, hook.replacing("post:", with: "put:"))
                == ["ERR outgoing-request-removed", "INFO outgoing-request-added"])
    }
}
