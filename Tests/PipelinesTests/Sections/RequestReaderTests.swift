import GateModel
import Testing

@testable import Pipelines

/// One operation with these keys, in a file that declares the values `id` and `word`.
private func operation(_ keys: String) throws -> DeclaredOperation {
    try parsePipeline(
        """
        pawl: 1
        name: small
        environment: test
        service: { start: ./serve, ready: GET /, env: [HOME_DIR], secrets: [TOKEN] }
        values: { id: 1..9, word: [a] }
        operations:
          it: \(keys)
        stages: [ compat ]
        """, path: "pipelines/small.yaml"
    ).pipeline.operations[0]
}

@Test("headers and bodies may have places for values")
func headersAndBody() throws {
    let request = try operation(
        #"{ request: "PUT /x/{id}", headers: { X-Word: "{word}", Accept: "*/*" }, body: "{id} is {not a place}" }"#
    ).exchange?.request
    #expect(
        request
            == RequestTemplate(
                method: "PUT", target: "/x/{id}",
                headers: [
                    RequestTemplate.Header(name: "X-Word", value: "{word}"),
                    RequestTemplate.Header(name: "Accept", value: "*/*"),
                ], body: .text("{id} is {not a place}")))
}

@Test(
    "what follows is a GET unless it says otherwise",
    arguments: [
        ("/again/{response.id}", "GET"), ("DELETE /again/{id}", "DELETE"),
    ])
func then(text: String, method: String) throws {
    #expect(try operation("{ request: POST /x, then: \"\(text)\" }").exchange?.then?.method == method)
}

@Test(
    "a request that is none is refused",
    arguments: [
        ("/x", "expected a method and a path, found '/x'"),
        ("GET", "expected a method and a path, found 'GET'"),
        ("GET x", "expected a method and a path, found 'GET x'"),
        ("GET  /x", "expected a method and a path, found 'GET  /x'"),
        ("GET /x y", "expected a method and a path, found 'GET /x y'"),
        ("FETCH /x", "unknown method 'FETCH'"),
        ("GET /ü", "a path has only printable ASCII characters, and no '#'"),
        ("GET /x#y", "a path has only printable ASCII characters, and no '#'"),
        ("\"GET /{}\"", "unknown value ''"),
        ("\"GET /{ id }\"", "expected a method and a path, found 'GET /{ id }'"),
        ("{ request: GET /x, json: {} }", "a GET request has no body"),
        ("{ request: POST /x, headers: { 'X:': a } }", "'X:' is not the name of a header"),
        (
            "{ request: POST /x, headers: { X: \"a\\nb\" } }",
            "a header's value has only printable ASCII characters"
        ),
        ("{ request: POST /x, then: \"/{response.}\" }", "'response.' names no member of the answer"),
    ])
func badRequest(text: String, message: String) throws {
    let errors = try #require(throws: PipelineErrors.self) { try operation(text) }
    #expect(errors.errors.map(\.message) == [message])
}
