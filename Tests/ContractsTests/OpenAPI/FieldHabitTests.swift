import Testing

/// What frameworks write of themselves, and what changes between two of their versions.
@Suite struct FieldHabitTests {
    @Test("a choice beside a type that stays forbids what none of its alternatives allows")
    func wholeChoice() throws {
        let plain = "{type: object, properties: {a: {type: string}, b: {type: string}}}"
        let chosen = String(plain.dropLast()) + ", anyOf: [{required: [a]}, {required: [b]}]}"
        #expect(try schemaChanges(plain, chosen, at: .requestBody) == ["ERR request-body-any-of-added"])
        #expect(try schemaChanges(chosen, plain, at: .requestBody) == ["INFO request-body-any-of-removed"])
    }

    @Test("'format: byte' that stays in a document of 3.1 is what it was")
    func byte() throws {
        let text = """
            paths: {/a: {post: {requestBody: {content: {application/json: {schema: {type: string, format: byte}}}},
            responses: {'200': {description: d}}}}}
            """
        #expect(try documentChanges(text, text, versions: ("3.0.3", "3.1.0")) == [])
    }

    private func parameter(_ schema: String) -> String {
        """
        paths: {/a: {get: {parameters: [{name: order, in: query, schema: \(schema)}], responses: {'200': {description: d}}}}}
        components: {schemas: {Order: {type: string, enum: [asc, desc]}}}
        """
    }

    @Test("a default beside a reference is a default")
    func defaultBesideReference() throws {
        let before = parameter("{$ref: '#/components/schemas/Order', default: asc}")
        let after = parameter("{$ref: '#/components/schemas/Order', default: desc}")
        #expect(try documentChanges(before, after) == ["ERR request-parameter-default-value-changed"])
        #expect(try documentChanges(before, before) == [])
    }

    @Test("security of the whole document that holds for no known operation binds nobody")
    func securityOfNobody() throws {
        func document(_ top: String, _ own: String) -> String {
            """
            paths: {/a: {get: {\(own)responses: {'200': {description: d}}}}}
            \(top)components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}
            """
        }
        let open = document("", "")
        #expect(
            try documentChanges(open, document("security: [{key: []}]\n", "security: [], "))
                .allSatisfy { !$0.hasPrefix("ERR") })
        #expect(
            try documentChanges(open, document("security: [{key: []}]\n", ""))
                .contains { $0.hasPrefix("ERR") })
    }

    private func bodies(request: String, answer: String) -> String {
        func content(_ types: String) -> String {
            types.split(separator: " ").map { "'\($0)': {schema: {type: object}}" }.joined(separator: ", ")
        }
        return """
            paths: {/a: {post: {requestBody: {content: {\(content(request))}},
            responses: {'200': {description: d, content: {\(content(answer))}}}}}}
            """
    }

    @Test("several types fall into one range, and a range is refined by one type")
    func ranges() throws {
        let requests = try documentChanges(
            bodies(request: "application/json application/xml", answer: "text/plain"),
            bodies(request: "*/*", answer: "text/plain"))
        #expect(requests.allSatisfy { !$0.hasPrefix("ERR") }, "\(requests)")
        let answers = try documentChanges(
            bodies(request: "text/plain", answer: "*/*"),
            bodies(request: "text/plain", answer: "application/json"))
        #expect(answers.allSatisfy { !$0.hasPrefix("ERR") }, "\(answers)")
    }

    @Test("a component that nobody here uses and that is gone is told")
    func goneComponent() throws {
        let used = "paths: {/a: {get: {responses: {'200': {description: d}}}}}\n"
        let limit = "components: {parameters: {Limit: {name: limit, in: query, schema: {type: integer}}}}"
        #expect(try documentChanges(used + limit, used) == ["WARN unjudged-change"])
    }

    @Test("a component that many ways lead to is looked at once")
    func diamonds() throws {
        func document(_ type: String) -> String {
            let links = (0..<40).map { number in
                "S\(number): {allOf: [{$ref: '#/components/schemas/S\(number + 1)'}, {$ref: '#/components/schemas/S\(number + 1)'}]}"
            }
            return """
                paths: {/a: {get: {responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/S0'}}}}}}}}
                components: {schemas: {\(links.joined(separator: ", ")), S40: {type: object, properties: {a: {type: \(type)}}}}}
                """
        }
        #expect(try documentChanges(document("string"), document("integer")).contains { $0.hasPrefix("ERR") })
    }
}
