import GateModel
import Testing

@testable import Contracts

@Suite("A change of what several operations share") struct SharedComponentTests {
    private static func document(_ components: String, uses: String...) -> String {
        let operations = uses.enumerated().map { number, use in "/\(number): {get: {\(use)}}" }
        return "paths: {\(operations.joined(separator: ", "))}\ncomponents: {\(components)}"
    }

    private static func answer(_ schema: String) -> String {
        "responses: {'200': {description: d, content: {application/json: {schema: \(schema)}}}}"
    }

    @Test("is told once, with the operations that it reaches")
    func schema() throws {
        let document = { (type: String) in
            Self.document(
                "schemas: {User: {type: object, properties: {id: {type: \(type)}}}, Team: {type: array, items: {$ref: '#/components/schemas/User'}}}",
                uses: Self.answer("{$ref: '#/components/schemas/User'}"),
                Self.answer("{$ref: '#/components/schemas/Team'}"),
                Self.answer(
                    "{type: object, properties: {u: {allOf: [{$ref: '#/components/schemas/User'}], description: d}}}"
                ))
        }
        let found = try documentDifferences(document("string"), document("integer"))
        #expect(
            found == [
                APIChange(
                    id: "response-property-type-changed", level: .error, operation: "",
                    path: "components/schemas/User/id",
                    text: "'id' of 'User': the type changed from string to integer",
                    operations: ["GET /0", "GET /1", "GET /2"])
            ])
    }

    @Test("is told of the component that others have it from")
    func inherited() throws {
        let document = { (type: String, required: String) in
            let heirs = ["Cat", "Dog", "Fox"].map {
                "\($0): {allOf: [{$ref: '#/components/schemas/Animal'}, {type: object, properties: {\($0): {type: string}}}]}"
            }
            let answers = ["Cat", "Dog", "Fox"].map { Self.answer("{$ref: '#/components/schemas/\($0)'}") }
            return Self.document(
                "schemas: {Animal: {type: object, properties: {id: {type: \(type)}}, required: [\(required)]}, "
                    + heirs.joined(separator: ", ") + "}",
                uses: answers[0], answers[1], answers[2])
        }
        let found = try documentDifferences(document("string", "id"), document("integer", ""))
        #expect(
            found.map(\.text) == [
                "'id' of 'Animal': need not be there any more",
                "'id' of 'Animal': the type changed from string to integer",
            ])
        #expect(found.allSatisfy { $0.operations == ["GET /0", "GET /1", "GET /2"] })
        #expect(found.allSatisfy { $0.path == "components/schemas/Animal/id" })
    }

    @Test("of one operation stays where the operation has it")
    func alone() throws {
        let document = { (type: String) in
            Self.document(
                "schemas: {User: {type: object, properties: {id: {type: \(type)}}}}",
                uses: Self.answer("{$ref: '#/components/schemas/User'}"))
        }
        let found = try documentDifferences(document("string"), document("integer"))
        #expect(found.map(\.operation) == ["GET /0"])
        #expect(found.map(\.path) == ["responses/200/application/json/id"])
        #expect(found.map(\.operations) == [[]])
    }

    @Test(
        "may be one of a parameter, a body, an answer or a header",
        arguments: [
            (
                "parameters", "parameters: [{$ref: '#/components/parameters/X'}]",
                "{in: query, name: q, required: false}", "{in: query, name: q, required: true}",
                "components/parameters/X"
            ),
            (
                "requestBodies", "requestBody: {$ref: '#/components/requestBodies/X'}",
                "{content: {a/b: {}}}", "{required: true, content: {a/b: {}}}", "components/requestBodies/X"
            ),
            (
                "responses", "responses: {'404': {$ref: '#/components/responses/X'}}", "{content: {a/b: {}}}",
                "{content: {}}", "components/responses/X/a/b"
            ),
            (
                "headers", "responses: {'200': {headers: {X-A: {$ref: '#/components/headers/X'}}}}",
                "{required: true}", "{}", "components/headers/X"
            ),
        ])
    func components(kind: String, use: String, old: String, new: String, place: String) throws {
        let found = try documentDifferences(
            Self.document("\(kind): {X: \(old)}", uses: use, use),
            Self.document("\(kind): {X: \(new)}", uses: use, use))
        #expect(found.map(\.path) == [place])
        #expect(found.map(\.level) == [.error])
        #expect(found.map(\.operations) == [["GET /0", "GET /1"]])
    }
}
