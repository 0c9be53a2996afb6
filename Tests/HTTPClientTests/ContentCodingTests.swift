import Testing

@testable import HTTPClient

@Suite("A body with a content coding") struct ContentCodingTests {
    private static let plain = #"{"a":1}"#
    private static let gzip = "1f8b0800000000000203ab564a54b232ac0500afac1b5607000000"
    private static let zlib = "789cab564a54b232ac0500082a0209"
    private static let bare = "ab564a54b232ac0500"
    /// `{"a":` and `1}`, each a member of its own.
    private static let twoMembers =
        "1f8b0800000000000203ab564a54b20200f37fb06a050000001f8b080000000000020333ac0500cc1830a902000000"
    private static let gzipOfGzip =
        "1f8b080000000000020393efe660000126e6d5615e219b8cd6b032ac5f231dc60e1402007bad05a81b000000"

    private func response(_ coding: String?, _ body: [UInt8]) -> HTTPResponse {
        HTTPResponse(
            status: 200, reason: "OK",
            headers: coding.map { [HTTPHeader(name: "Content-Encoding", value: $0)] } ?? [], body: body)
    }

    private func decoded(_ coding: String?, _ body: [UInt8], atMost limit: Int = 1000) throws -> String {
        String(decoding: try response(coding, body).decodedBody(atMost: limit), as: UTF8.self)
    }

    @Test(
        "is read without it",
        arguments: [
            ("gzip", gzip), ("X-GZIP", gzip), ("deflate", zlib), ("deflate", bare), ("gzip", twoMembers),
            ("gzip, gzip", gzipOfGzip), ("identity, gzip", gzip), (" gzip ,identity", gzip),
        ])
    func undone(coding: String, body: String) throws {
        #expect(try decoded(coding, bytes(body)) == Self.plain)
    }

    @Test(
        "is left as it came where a coding is not known here",
        arguments: ["br", "zstd", "gzip, br", "nonsense"])
    func unknown(coding: String) throws {
        #expect(try response(coding, [1, 2, 3]).decodedBody() == [1, 2, 3])
    }

    @Test("is left as it came where there is no coding", arguments: [nil, "identity", ""])
    func none(coding: String?) throws {
        #expect(try decoded(coding, Array("plain".utf8)) == "plain")
    }

    @Test("stays empty where it is empty, as after a HEAD request", arguments: ["gzip", "deflate"])
    func empty(coding: String) throws {
        #expect(try response(coding, []).decodedBody() == [])
    }

    @Test(
        "that is not what the coding says is a failure",
        arguments: [
            ("gzip", Array("{}".utf8), "a body that is no gzip"),
            ("gzip", bytes(zlib), "a body that is no gzip"),
            ("gzip", bytes(gzip).dropLast(9), "a gzip body that is cut off"),
            ("gzip", bytes(gzip) + [7], "a gzip body that is cut off"),
            ("gzip", bytes(gzip) + Array("more".utf8), "a body that is no gzip"),
            ("gzip", bytes(gzip.replacing("afac1b56", with: "afac1b57")), "a body that is no gzip"),
            ("deflate", bytes(zlib) + [7], "a deflate body with more after its end"),
            ("deflate", bytes("789cab564a"), "a deflate body that is cut off"),
            ("deflate", [0xff, 0xff], "a body that is no deflate"),
            ("gzip, gzip", bytes(gzip), "a body that is no gzip"),
        ] as [(String, [UInt8], String)])
    func faulty(coding: String, body: [UInt8], what: String) {
        #expect(throws: HTTPFailure.undecodableBody(what)) { try response(coding, body).decodedBody() }
    }

    @Test("is refused with more codings than anybody needs")
    func manyCodings() {
        #expect(throws: HTTPFailure.undecodableBody("a body with 5 content codings")) {
            try response("gzip, gzip, gzip, gzip, gzip", bytes(Self.gzip)).decodedBody()
        }
    }

    @Test("may be as large as the limit and no larger")
    func limit() throws {
        #expect(try decoded("gzip", bytes(Self.gzip), atMost: 7) == Self.plain)
        #expect(throws: HTTPFailure.bodyTooLarge(limit: 6)) {
            try decoded("gzip", bytes(Self.gzip), atMost: 6)
        }
    }

    @Test("that would grow to a gigabyte ends at the limit, at once")
    func bomb() {
        let clock = ContinuousClock()
        let bomb = response("deflate", endlessZeros(bytes: 1 << 30))
        let time = clock.measure {
            #expect(throws: HTTPFailure.bodyTooLarge(limit: 16_777_216)) { try bomb.decodedBody() }
        }
        #expect(time < .seconds(5))
    }

    @Test("of very many empty members ends in bounded time")
    func manyMembers() throws {
        let member = bytes("1f8b080000000000020303000000000000000000")
        let body = Array(repeating: member, count: 100_000).flatMap(\.self)
        #expect(try decoded("gzip", body) == "")
    }

    @Test("comes over a connection as it was sent, and is read by who asks for it")
    func overAConnection() async throws {
        let server = try ScriptedServer(
            [
                .readRequest,
                .send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 27\r\n\r\n"),
                .sendBytes(bytes(Self.gzip)),
            ])
        let response = try await withClient(server.address) { try await $0.send(get).response }
        #expect(response.body == bytes(Self.gzip))
        #expect(String(decoding: try response.decodedBody(), as: UTF8.self) == Self.plain)
    }
}

private func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// At least so many zeros in one block of fixed codes that never ends (RFC 1951, 3.2.6): a zero, and then copies of the
/// 258 bytes before.
private func endlessZeros(bytes count: Int) -> [UInt8] {
    var packed: [UInt8] = []
    var filled = 0
    func put(_ bits: String) {
        for bit in bits {
            if filled % 8 == 0 { packed.append(0) }
            if bit == "1" { packed[filled / 8] |= 1 << UInt8(filled % 8) }
            filled += 1
        }
    }
    put("1" + "10" + "00110000")  // the last block, of fixed codes; a zero
    for _ in 0..<16 { put("11000101" + "00000") }
    // A copy has 13 bits, so that from the third byte on, 13 bytes with eight copies come again and again.
    let copies = packed[2..<15]
    return packed[..<2] + (0...count / (8 * 258)).flatMap { _ in copies }
}
