import Testing

@testable import HTTPClient

@Suite("ResponseDecoder, of faulty responses")
struct ResponseDecoderFaultTests {
    private static func failure(
        of wire: String, limits: HTTPLimits = HTTPLimits(), cut: Int = 0, method: String = "GET"
    ) -> HTTPFailure? {
        let bytes = Array(wire.utf8)
        var decoder = ResponseDecoder(method: method, limits: limits)
        do throws(HTTPFailure) {
            _ = try decoder.decode(bytes[..<cut])
            _ = try decoder.decode(bytes[cut...])
            return nil
        } catch {
            return error
        }
    }

    private static let ok = "HTTP/1.1 200 OK\r\n"
    private static let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

    static let faults: [(wire: String, words: String)] = [
        ("SSH-2.0-OpenSSH_9\r\n", "status line 'SSH-2.0-OpenSSH_9'"),
        ("\r\nHTTP/1.1 200 OK\r\n", "status line ''"),
        ("HTTP/2 200\r\n", "status line 'HTTP/2 200'"),
        ("HTTP/1.1 20 OK\r\n", "status line 'HTTP/1.1 20 OK'"),
        ("HTTP/1.1 2000 OK\r\n", "status line 'HTTP/1.1 2000 OK'"),
        ("HTTP/1.1 099 OK\r\n", "status line 'HTTP/1.1 099 OK'"),
        ("HTTP/1.1 -12 OK\r\n", "status line 'HTTP/1.1 -12 OK'"),
        ("HTTP/1.1  200 OK\r\n", "status line 'HTTP/1.1  200 OK'"),
        ("HTTP/1.1 200 O\u{0}K\r\n", #"status line 'HTTP/1.1 200 O\x00K'"#),
        ("HTTP/1.1 200 OK\rX\r\n", #"status line 'HTTP/1.1 200 OK\x0dX'"#),
        (
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
            "status 101 to a request that asked for no other protocol"
        ),
        (ok + "Name : value\r\n", "header line 'Name : value'"),
        (ok + "no colon\r\n", "header line 'no colon'"),
        (ok + ": value\r\n", "header line ': value'"),
        (ok + "Naïve: x\r\n", #"header line 'Na\xc3\xafve: x'"#),
        (ok + "A: b\u{0}c\r\n", #"header line 'A: b\x00c'"#),
        (ok + "A: \rb\r\n", #"header line 'A: \x0db'"#),
        (ok + "A: b\r\n c\r\n", "folded header line ' c'"),
        (ok + "Content-Length: -1\r\n\r\n", "content-length '-1'"),
        (ok + "Content-Length: +1\r\n\r\n", "content-length '+1'"),
        (ok + "Content-Length: 0x10\r\n\r\n", "content-length '0x10'"),
        (ok + "Content-Length: \r\n\r\n", "content-length ''"),
        (ok + "Content-Length: 1,\r\n\r\n", "content-length '1,'"),
        (ok + "Content-Length: 1 2\r\n\r\n", "content-length '1 2'"),
        (ok + "Content-Length: 5\r\ncontent-length: 6\r\n\r\n", "content-length '5' and '6'"),
        (ok + "Content-Length: 5, 6\r\n\r\n", "content-length '5' and '6'"),
        (
            ok + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
            "both content-length and transfer-encoding"
        ),
        (ok + "Transfer-Encoding: gzip, chunked\r\n\r\n", "transfer-encoding 'gzip, chunked'"),
        (
            ok + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
            "transfer-encoding 'chunked, chunked'"
        ),
        ("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "transfer-encoding 'chunked'"),
        (chunked + "xyz\r\n", "chunk size 'xyz'"),
        (chunked + "\r\n", "chunk size ''"),
        (chunked + "-1\r\n", "chunk size '-1'"),
        (chunked + "0x5\r\n", "chunk size '0x5'"),
        (chunked + "5 5\r\n", "chunk size '5 5'"),
        (chunked + " 5\r\n", "chunk size ' 5'"),
        (chunked + "5\nhello\r\n", "chunk size '5'"),
        (chunked + "5;a\rb\r\n", #"chunk size '5;a\x0db'"#),
        (chunked + "3\r\nhello\r\n", "a chunk longer than its size"),
        (chunked + "5\r\nhello\n", "a chunk longer than its size"),
        (chunked + "0\r\nbad trailer\r\n\r\n", "header line 'bad trailer'"),
        (
            "HTTP/1.1 two hundred, and a line that is much too long to be shown\r\n",
            "status line 'HTTP/1.1 two hundred, and a line that is…'"
        ),
    ]

    @Test("names the fault, cut at every position", arguments: faults.indices)
    func fault(_ index: Int) {
        let (wire, words) = Self.faults[index]
        for cut in 0...wire.utf8.count {
            let failure = Self.failure(of: wire, cut: cut)
            #expect(failure?.kind == "bad_response")
            #expect(failure?.description == "sent a malformed response: " + words)
        }
    }

    @Test(
        "a head larger than the limit is cut off, whether its lines end or not",
        arguments: [
            "HTTP/1.1 200 " + String(repeating: "O", count: 200),
            ok + String(repeating: "A: b\r\n", count: 40),
            String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 10),
            chunked + "0\r\n" + String(repeating: "A: b\r\n", count: 40),
            chunked + "1;" + String(repeating: "x", count: 200),
        ])
    func headersTooLarge(_ wire: String) {
        for cut in 0...wire.utf8.count {
            #expect(
                Self.failure(of: wire, limits: HTTPLimits(headerBytes: 150), cut: cut)
                    == .headersTooLarge(limit: 150))
        }
    }

    @Test("the limit of the head is exact")
    func exactHeaderLimit() {
        let wire = "HTTP/1.1 204 No Content\r\nA: b\r\n\r\n"  // 25 + 6 + 2 bytes
        #expect(Self.failure(of: wire, limits: HTTPLimits(headerBytes: 33)) == nil)
        #expect(Self.failure(of: wire, limits: HTTPLimits(headerBytes: 32)) == .headersTooLarge(limit: 32))
    }

    @Test("too many headers, or trailers with them, are refused")
    func tooManyHeaders() {
        let limits = HTTPLimits(headerCount: 2)
        #expect(Self.failure(of: Self.ok + "A: b\r\nA: b\r\n", limits: limits) == nil)
        #expect(
            Self.failure(of: Self.ok + "A: b\r\nA: b\r\nA: b\r\n", limits: limits)
                == .tooManyHeaders(limit: 2))
        #expect(
            Self.failure(of: Self.chunked + "0\r\nA: b\r\nA: b\r\n", limits: limits)
                == .tooManyHeaders(limit: 2))
    }

    static let largeBodies = [
        ok + "Content-Length: 11\r\n\r\n",
        ok + "Content-Length: 99999999999999999999999999999999\r\n\r\n",
        chunked + "b\r\n",
        chunked + "FFFFFFFFFFFFFFFFFFFFFFFFFFFFF\r\n",
        chunked + "7\r\n1234567\r\n4\r\n",
        ok + "\r\n12345678901",
    ]

    @Test("a body larger than the limit is refused as soon as that is known", arguments: largeBodies)
    func bodyTooLarge(_ wire: String) {
        for cut in 0...wire.utf8.count {
            #expect(
                Self.failure(of: wire, limits: HTTPLimits(bodyBytes: 10), cut: cut)
                    == .bodyTooLarge(limit: 10))
        }
    }

    @Test(
        "a body of exactly the limit is accepted",
        arguments: [
            ok + "Content-Length: 10\r\n\r\n1234567890", chunked + "a\r\n1234567890\r\n0\r\n\r\n",
            ok + "\r\n1234567890",
        ])
    func bodyOfTheLimit(_ wire: String) {
        #expect(Self.failure(of: wire, limits: HTTPLimits(bodyBytes: 10)) == nil)
    }

    @Test("the answer to HEAD may announce any length")
    func hugeHead() {
        #expect(
            Self.failure(of: Self.ok + "Content-Length: 99999999999999999999999\r\n\r\n", method: "HEAD")
                == nil)
        #expect(
            Self.failure(of: Self.ok + "Content-Length: x\r\n\r\n", method: "HEAD")
                == .badResponse(.contentLength("x")))
    }
}
