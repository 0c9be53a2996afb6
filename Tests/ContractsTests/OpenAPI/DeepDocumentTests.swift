import GateModel
import Testing

@testable import Contracts

@Suite("Documents that lead on and on") struct DeepDocumentTests {
    /// `X0` leads to `X1`, which leads to `X2`, and so on; the last one is a type.
    ///
    /// - Parameter link: what leads from one schema to the next, as `NEXT` in it.
    private static func chain(_ count: Int, _ link: String, end: String) -> String {
        let links = (0..<count).map { number in
            "\"X\(number)\": "
                + link.replacing("NEXT", with: "{\"$ref\": \"#/components/schemas/X\(number + 1)\"}")
        }
        return "{\(links.joined(separator: ", ")), \"X\(count)\": {\"type\": \"\(end)\"}}"
    }

    private static func document(_ schemas: String) throws(OpenAPIError) -> OpenAPIDocument {
        let answer =
            "{\"description\": \"d\", \"content\": {\"application/json\": "
            + "{\"schema\": {\"$ref\": \"#/components/schemas/X0\"}}}}"
        let text =
            "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"t\", \"version\": \"1\"}, "
            + "\"paths\": {\"/a\": {\"get\": {\"responses\": {\"200\": \(answer)}}}}, "
            + "\"components\": {\"schemas\": \(schemas)}}"
        return try OpenAPIDocument(Array(text.utf8), named: "deep.json")
    }

    private static func changes(_ old: String, _ new: String) throws -> [APIChange] {
        let day = try #require(CalendarDate(year: 2026, month: 7, day: 14))
        return OpenAPIComparison.changes(from: try document(old), to: try document(new), on: day)
    }

    @Test(
        "are followed to their end, however long the way is", .timeLimit(.minutes(2)),
        arguments: [
            ("NEXT", "responses/200/application/json"),
            (
                "{\"type\": \"object\", \"properties\": {\"n\": NEXT}}",
                "responses/200/application/json/\(steps("n"))/…/\(steps("n"))"
            ),
            (
                "{\"type\": \"array\", \"items\": NEXT}",
                "responses/200/application/json/\(steps("items"))/…/\(steps("items"))"
            ),
        ])
    func longWays(link: String, path: String) throws {
        let found = try Self.changes(
            Self.chain(10_000, link, end: "string"), Self.chain(10_000, link, end: "integer"))
        #expect(found.map(\.level) == [.error])
        #expect(found.map(\.path) == [path])
    }

    private static func steps(_ name: String) -> String {
        Array(repeating: name, count: 32).joined(separator: "/")
    }

    @Test(
        "are refused where one schema is composed of too many",
        arguments: [
            "{\"allOf\": [NEXT]}", "{\"anyOf\": [NEXT, {\"type\": \"null\"}]}",
            "{\"oneOf\": [NEXT, {\"type\": \"integer\"}]}", "{\"allOf\": [{\"oneOf\": [NEXT]}]}",
        ])
    func composition(link: String) throws {
        _ = try Self.document(Self.chain(60, link, end: "string"))
        let error = try #require(throws: OpenAPIError.self) {
            try Self.document(Self.chain(10_000, link, end: "string"))
        }
        #expect(
            error.description == """
                deep.json: error: '#/components/schemas/X0' is composed of more than 200 schemas, one within another
                  hint: say in fewer steps what it is composed of, by 'allOf', 'oneOf' and 'anyOf'
                """)
    }

    @Test("long lists of values are compared value by value", .timeLimit(.minutes(1)))
    func longLists() throws {
        let list = { (numbers: Range<Int>) in
            "{\"X0\": {\"enum\": [\(numbers.map { "\"v\($0)\"" }.joined(separator: ", "))]}}"
        }
        let consts = { (numbers: Range<Int>) in
            "{\"X0\": {\"oneOf\": [\(numbers.map { "{\"const\": \"v\($0)\"}" }.joined(separator: ", "))]}}"
        }
        #expect(try Self.changes(list(0..<30_000), list(1..<30_000)).map(\.detail) == ["\"v0\""])
        #expect(try Self.changes(consts(0..<30_000), list(1..<30_000)).map(\.detail) == ["\"v0\""])
        #expect(try Self.changes(list(0..<30_000), consts(0..<30_000)) == [])
    }

    @Test(
        "a base and its children, which lead to each other, are compared once", .timeLimit(.minutes(1)),
        arguments: ["", "\"oneOf\": [CHILDREN], "])
    func family(choice: String) throws {
        let names = (0..<60).map { "C\($0)" }
        let family = { (type: String) in
            let choice = choice.replacing(
                "CHILDREN",
                with: names.map { "{\"$ref\": \"#/components/schemas/\($0)\"}" }.joined(separator: ", "))
            let mapping = names.map { "\"\($0.lowercased())\": \"#/components/schemas/\($0)\"" }
            let children = names.map { name in
                "\"\(name)\": {\"allOf\": [{\"$ref\": \"#/components/schemas/X0\"}, {\"type\": \"object\", "
                    + "\"properties\": {\"\(name)\": {\"type\": \"\(name == "C7" ? type : "string")\"}, "
                    + "\"friend\": {\"$ref\": \"#/components/schemas/X0\"}}}]}"
            }
            return
                "{\"X0\": {\"type\": \"object\", \(choice)\"properties\": {\"kind\": {\"type\": \"string\"}}, "
                + "\"discriminator\": {\"propertyName\": \"kind\", \"mapping\": {\(mapping.joined(separator: ", "))}}}, "
                + "\(children.joined(separator: ", "))}"
        }
        let found = try Self.changes(family("string"), family("integer"))
        #expect(found.map(\.id) == ["response-property-type-changed"])
        #expect(found.allSatisfy { $0.path.hasSuffix("C7") })
    }

    @Test("components that are composed of each other have all that any of them has")
    func circles() throws {
        let circle = { (type: String) in
            "{\"X0\": {\"allOf\": [{\"$ref\": \"#/components/schemas/X1\"}, {\"properties\": {\"a\": {\"type\": \"string\"}}}]}, "
                + "\"X1\": {\"allOf\": [{\"$ref\": \"#/components/schemas/X0\"}, {\"properties\": {\"b\": {\"type\": \"\(type)\"}}}]}}"
        }
        #expect(
            try Self.changes(circle("string"), circle("integer")).map(\.id) == [
                "response-property-type-changed"
            ])
    }
}
