import Testing

@testable import HTTPClient

@Suite("ResponseDecoder")
struct ResponseDecoderTests {
    static let good: [(name: String, method: String, wire: String, body: String, keepsAlive: Bool)] = [
        ("a sized body", "GET", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello", true),
        ("no body", "GET", "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", "", true),
        (
            "chunks with extensions and trailers", "GET",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
                + "4;a=\"b\"\r\nwiki\r\n0006 ;x\r\npedia!\r\n0\r\nDigest: abc\r\nX: y\r\n\r\n",
            "wikipedia!", true
        ),
        ("the answer to HEAD", "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", "", true),
        (
            "a chunked answer to HEAD", "HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "",
            true
        ),
        ("204", "DELETE", "HTTP/1.1 204 No Content\r\n\r\n", "", true),
        (
            "304 with the length of what is not sent", "GET", "HTTP/1.1 304 N\r\nContent-Length: 7\r\n\r\n",
            "", true
        ),
        (
            "interim responses before it", "POST",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                + "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok",
            "ok", true
        ),
        ("bare line feeds in the head", "GET", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok", "ok", true),
        ("no reason", "GET", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", "ok", true),
        (
            "the same length twice", "GET",
            "HTTP/1.1 200 \r\nContent-Length: 2\r\nContent-Length: 2, 2\r\n\r\nok",
            "ok", true
        ),
        (
            "an announced end", "GET",
            "HTTP/1.1 200 OK\r\nConnection: x , Close\r\nContent-Length: 2\r\n\r\nok",
            "ok", false
        ),
        ("HTTP/1.0", "GET", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok", false),
        (
            "HTTP/1.0 kept alive", "GET",
            "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok", "ok", true
        ),
    ]

    @Test("decodes, cut at every position", arguments: good.indices)
    func everyCut(_ index: Int) throws {
        let (_, method, wire, body, keepsAlive) = Self.good[index]
        let bytes = Array(wire.utf8)
        for cut in 0...bytes.count {
            var decoder = ResponseDecoder(method: method, limits: HTTPLimits())
            let first = try decoder.decode(bytes[..<cut])
            if cut < bytes.count { #expect(first == .incomplete) }
            let last = cut < bytes.count ? try decoder.decode(bytes[cut...]) : first
            guard case .complete(let response, let consumed, let alive) = last else {
                Issue.record("cut at \(cut): \(last)")
                continue
            }
            #expect(String(decoding: response.body, as: UTF8.self) == body)
            #expect(consumed == (cut < bytes.count ? bytes.count - cut : cut))
            #expect(alive == keepsAlive)
            #expect(decoder.received == bytes.count)
        }
    }

    @Test("decodes byte by byte what it decodes at once", arguments: good.indices)
    func byteByByte(_ index: Int) throws {
        let (_, method, wire, _, _) = Self.good[index]
        let bytes = Array(wire.utf8)
        var whole = ResponseDecoder(method: method, limits: HTTPLimits())
        guard case .complete(let expected, _, _) = try whole.decode(bytes) else {
            Issue.record("incomplete")
            return
        }
        var decoder = ResponseDecoder(method: method, limits: HTTPLimits())
        for byte in bytes.dropLast() {
            #expect(try decoder.decode([byte]) == .incomplete)
        }
        guard case .complete(let response, 1, _) = try decoder.decode([bytes[bytes.count - 1]]) else {
            Issue.record("incomplete")
            return
        }
        #expect(response == expected)
    }

    @Test("two responses in one piece, cut anywhere, are told apart")
    func twoResponses() throws {
        let one = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"
        let two = "HTTP/1.1 404 Not Found\r\nContent-Length: 1\r\n\r\nb"
        let bytes = Array((one + two).utf8)
        for cut in 0...bytes.count {
            var responses: [HTTPResponse] = []
            var decoder = ResponseDecoder(method: "GET", limits: HTTPLimits())
            for piece in [bytes[..<cut], bytes[cut...]] {
                var rest = piece
                while case .complete(let response, let consumed, _) = try decoder.decode(rest) {
                    responses.append(response)
                    rest = rest.dropFirst(consumed)
                    decoder = ResponseDecoder(method: "GET", limits: HTTPLimits())
                }
            }
            #expect(responses.map(\.status) == [200, 404])
            #expect(responses.map(\.body) == [Array("a".utf8), Array("b".utf8)])
        }
    }

    @Test("keeps headers in order, with duplicates, trimmed, and reads what is not UTF-8 as Latin-1")
    func headers() throws {
        var decoder = ResponseDecoder(method: "HEAD", limits: HTTPLimits())
        let wire = Array(
            "HTTP/1.1 200 All is well\r\nSet-Cookie: a\r\nX-Query-Count:\t 12 \t\r\nset-cookie:b\r\n".utf8)
        let latin = Array("City: Orl".utf8) + [0xe9] + Array("ans\r\nEmpty:\r\n\r\n".utf8)
        guard case .complete(let response, _, _) = try decoder.decode((wire + latin)) else {
            Issue.record("incomplete")
            return
        }
        #expect(response.reason == "All is well")
        #expect(
            response.headers.map(\.name) == ["Set-Cookie", "X-Query-Count", "set-cookie", "City", "Empty"])
        #expect(response.headers.map(\.value) == ["a", "12", "b", "Orléans", ""])
        #expect(response.first("x-query-count") == "12")
        #expect(response.first("SET-COOKIE") == "a")
        #expect(response.headers.values(of: "set-cookie") == ["a", "b"])
        #expect(response.first("absent") == nil)
    }

    @Test("the peer's close ends a body without a length, and nothing else")
    func endOfInput() throws {
        var decoder = ResponseDecoder(method: "GET", limits: HTTPLimits())
        #expect(throws: HTTPFailure.closedBeforeResponse(requestSent: true)) { try decoder.end() }
        #expect(try decoder.decode(Array("HTTP/1.1 200 OK\r\n\r\nsome".utf8)) == .incomplete)
        #expect(try decoder.decode(Array(" text".utf8)) == .incomplete)
        #expect(try decoder.end().body == Array("some text".utf8))

        var sized = ResponseDecoder(method: "GET", limits: HTTPLimits())
        _ = try sized.decode(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsome".utf8))
        #expect(throws: HTTPFailure.closedEarly(received: 42)) { try sized.end() }
    }
}
