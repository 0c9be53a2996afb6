import GateModel
import JSON
import Testing

@testable import Contracts

@Suite("A document that cannot be compared") struct DocumentErrorTests {
    @Test(
        "says what is wrong, where, and what to do",
        arguments: [
            ("", "api.yaml: error: the document is empty"),
            ("- a\n", "api.yaml: error: this is no OpenAPI document: its top is no object"),
            ("a: 1\n", "api.yaml: error: this is no OpenAPI document: it has no 'openapi' at the top"),
            ("swagger: '2.0'\n", "api.yaml: error: this is a Swagger 2.0 document"),
            ("openapi: 4.0.0\n", "api.yaml: error: OpenAPI version '4.0.0' is not supported"),
            ("openapi: 3.0.0\nopenapi: 3.0.1\n", "api.yaml:2:1: error: key 'openapi' is there twice"),
            ("{\"openapi\": \"3.0.0\",}", "api.yaml:1:21: error: not valid JSON: expected"),
            ("openapi: 3.1.0\n? [a, b]\n: c\n", "api.yaml:2:3: error: a key must be text"),
        ])
    func said(text: String, message: String) {
        let error = #expect(throws: OpenAPIError.self) { try document(text) }
        #expect(
            error.map(String.init(describing:))?.hasPrefix(message) == true, "\(String(describing: error))")
    }

    @Test func bytesThatAreNoUTF8AreShownByTheirPlace() {
        let error = #expect(throws: OpenAPIError.self) {
            try OpenAPIDocument(Array("openapi: 3.1.0\nx: ".utf8) + [0xFF], named: "api.yaml")
        }
        #expect(error?.place == "api.yaml:2:4")
        #expect(error?.what == "not valid UTF-8")
    }

    @Test func aBillionLaughsEndEarly() {
        let levels = (1...30).map { level in
            "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]"
        }
        let error = #expect(throws: OpenAPIError.self) {
            try document("openapi: 3.1.0\na0: &a0 lol\n" + levels.joined(separator: "\n"))
        }
        #expect(error?.what == "the document has too many values once its aliases are followed")
    }

    @Test func nestingWithoutEndIsRefused() {
        let deep =
            "openapi: 3.1.0\nx: " + String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
        #expect(throws: OpenAPIError.self) { try document(deep) }
        let json = "{\"openapi\": \"3.1.0\", \"x\": " + String(repeating: "[", count: 5000)
        #expect(throws: OpenAPIError.self) { try document(json) }
    }

    @Test(
        "a reference that leads out of the document, to nothing or only to itself is listed",
        arguments: [
            "https://example.com/a.yaml#/X", "other.yaml#/X", "#/components/schemas/Missing",
        ])
    func unresolved(reference: String) throws {
        let document = try document(
            "openapi: 3.1.0\ncomponents: {schemas: {A: {$ref: '\(reference)'}}}\n")
        #expect(document.unresolved == ["'\(reference)' at #/components/schemas/A"])
    }

    @Test func referencesInACircleLeadNowhereAndEnd() throws {
        let document = try document(
            "openapi: 3.1.0\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}}}\n"
        )
        #expect(document.resolved(document.root["components"]?["schemas"]?["A"]) == nil)
    }

    private func document(_ text: String) throws -> OpenAPIDocument {
        try OpenAPIDocument(Array(text.utf8), named: "api.yaml")
    }
}
