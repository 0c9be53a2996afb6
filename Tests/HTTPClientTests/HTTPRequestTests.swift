import Testing

@testable import HTTPClient

@Suite("HTTPRequest")
struct HTTPRequestTests {
    private func wire(_ request: HTTPRequest) throws -> String {
        String(decoding: try request.bytes(host: "a:1"), as: UTF8.self)
    }

    @Test(
        "has the length of its body, also of an empty one where the method expects one",
        arguments: [
            ("GET", "", ""), ("DELETE", "", ""), ("POST", "", "Content-Length: 0\r\n"),
            ("PATCH", "abc", "Content-Length: 3\r\n"), ("GET", "ü", "Content-Length: 2\r\n"),
        ])
    func length(_ method: String, _ body: String, _ header: String) throws {
        let request = HTTPRequest(method: method, target: "/", body: Array(body.utf8))
        #expect(try wire(request) == "\(method) / HTTP/1.1\r\nHost: a:1\r\n\(header)\r\n\(body)")
    }

    @Test("may name another host")
    func otherHost() throws {
        let request = HTTPRequest(
            method: "GET", target: "/", headers: [HTTPHeader(name: "host", value: "shop.example")])
        #expect(try wire(request) == "GET / HTTP/1.1\r\nhost: shop.example\r\n\r\n")
    }

    @Test(
        "is refused where it would not be HTTP/1.1, or smuggle something in",
        arguments: [
            (HTTPRequest(method: "GET /", target: "/"), "method 'GET /'"),
            (HTTPRequest(method: "", target: "/"), "method ''"),
            (HTTPRequest(method: "CONNECT", target: "/"), "method 'CONNECT'"),
            (HTTPRequest(method: "GET", target: "a"), "target 'a', which must be a percent-encoded path"),
            (
                HTTPRequest(method: "GET", target: "/ü"),
                #"target '/\xc3\xbc', which must be a percent-encoded path"#
            ),
            (
                HTTPRequest(method: "GET", target: "/ HTTP/1.1\r\nA: b"),
                #"target '/ HTTP/1.1\x0d\x0aA: b', which must be a percent-encoded path"#
            ),
            (
                HTTPRequest(method: "GET", target: "/", headers: [HTTPHeader(name: "A b", value: "c")]),
                "header name 'A b'"
            ),
            (
                HTTPRequest(method: "GET", target: "/", headers: [HTTPHeader(name: "A", value: "b\r\nC: d")]),
                #"value 'b\x0d\x0aC: d' of header 'A'"#
            ),
            (
                HTTPRequest(
                    method: "GET", target: "/", headers: [HTTPHeader(name: "content-length", value: "5")]),
                "header 'content-length' is set by the client itself"
            ),
            (
                HTTPRequest(
                    method: "GET", target: "/",
                    headers: [HTTPHeader(name: "Transfer-Encoding", value: "chunked")]),
                "header 'Transfer-Encoding' is set by the client itself"
            ),
        ])
    func refused(_ request: HTTPRequest, _ words: String) {
        do throws(RequestFault) {
            _ = try request.bytes(host: "a:1")
            Issue.record("was accepted")
        } catch {
            #expect(error.description == words)
        }
    }
}
