import Testing

@testable import HTTPClient

@Suite("ResponseScanner")
struct ResponseScannerTests {
    private enum Ending: Equatable {
        case complete(status: Int, cookies: [String], received: Int, isClean: Bool)
        case failure(HTTPFailure)
    }

    /// Feeds the pieces and then the end; stops where the response is complete.
    private func scanned(_ pieces: [ArraySlice<UInt8>], _ method: String, _ limits: HTTPLimits) throws
        -> Ending
    {
        var scanner = ResponseScanner(limits: limits)
        scanner.begin(try LoadRequest(HTTPRequest(method: method, target: "/"), host: "h"))
        do throws(HTTPFailure) {
            var isClean = false
            for piece in pieces where !piece.isEmpty {
                let progress = try piece.withUnsafeBufferPointer { bytes throws(HTTPFailure) in
                    try scanner.scan(bytes)
                }
                guard case .complete(let isCleanHere) = progress else { continue }
                isClean = isCleanHere
                return .complete(
                    status: scanner.status, cookies: scanner.cookies, received: scanner.received,
                    isClean: isClean)
            }
            try scanner.end()
            return .complete(
                status: scanner.status, cookies: scanner.cookies, received: scanner.received, isClean: false)
        } catch {
            return .failure(error)
        }
    }

    private func decoded(_ pieces: [ArraySlice<UInt8>], _ method: String, _ limits: HTTPLimits) -> Ending {
        var decoder = ResponseDecoder(method: method, limits: limits)
        func ending(_ response: HTTPResponse, isClean: Bool) -> Ending {
            .complete(
                status: response.status, cookies: response.headers.values(of: "set-cookie"),
                received: decoder.received, isClean: isClean)
        }
        do throws(HTTPFailure) {
            for piece in pieces where !piece.isEmpty {
                if case .complete(let response, let consumed, let keepsAlive) = try decoder.decode(piece) {
                    return ending(response, isClean: keepsAlive && consumed == piece.count)
                }
            }
            return ending(try decoder.end(), isClean: false)
        } catch {
            return .failure(error)
        }
    }

    private func compare(
        _ bytes: [UInt8], cut: Int, method: String = "GET", _ limits: HTTPLimits = HTTPLimits()
    ) throws {
        let pieces = [bytes[..<cut], bytes[cut...]]
        let found = try scanned(pieces, method, limits)
        #expect(
            found == decoded(pieces, method, limits), "\(String(decoding: bytes, as: UTF8.self)) at \(cut)")
    }

    @Test("ends every good response as the decoder does, cut at every position")
    func good() throws {
        for (_, method, wire, _, _) in ResponseDecoderTests.good {
            let bytes = Array(wire.utf8)
            for cut in 0...bytes.count { try compare(bytes, cut: cut, method: method) }
        }
    }

    @Test("ends every faulty response as the decoder does, cut at every position")
    func faulty() throws {
        for (wire, _) in ResponseDecoderFaultTests.faults {
            let bytes = Array(wire.utf8)
            for cut in 0...bytes.count { try compare(bytes, cut: cut) }
        }
    }

    @Test("ends damaged responses as the decoder does, within the same limits", arguments: [1, 2, 3, 4])
    func damaged(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        let limits = HTTPLimits(headerBytes: 120, headerCount: 4, bodyBytes: 64)
        for bytes in damagedResponses(1000, &random) {
            try compare(bytes, cut: Int.random(in: 0...bytes.count, using: &random), limits)
        }
    }

    @Test(
        "says what is beyond the response, what ends the connection, and the cookies",
        arguments: [
            ("Content-Length: 2\r\n\r\nok", 2, true), ("Content-Length: 2\r\n\r\nok!", 2, false),
            ("Connection: close\r\nContent-Length: 2\r\n\r\nok", 2, false),
            ("Content-Length: 0\r\n\r\n", 0, true),
            ("Set-Cookie: a=1\r\nContent-Length: 2\r\nSet-Cookie: b=2; Path=/\r\n\r\nok", 2, true),
            ("Transfer-Encoding: chunked\r\nSet-Cookie: a=1\r\n\r\n2\r\nok\r\n0\r\n\r\n", 12, true),
        ])
    func plain(rest: String, bodyBytes: Int, isClean: Bool) throws {
        let bytes = Array("HTTP/1.1 201 Created\r\n\(rest)".utf8)
        let head =
            rest.components(before: "\r\n\r\n").utf8.count + "HTTP/1.1 201 Created\r\n\r\n\r\n".utf8.count
        let cookies = rest.split(separator: "\r\n").filter { $0.hasPrefix("Set-Cookie: ") }.map {
            String($0.dropFirst("Set-Cookie: ".count))
        }
        #expect(
            try scanned([bytes[...]], "GET", HTTPLimits())
                == .complete(status: 201, cookies: cookies, received: head + bodyBytes, isClean: isClean))
        try compare(bytes, cut: bytes.count)
    }
}

extension String {
    fileprivate func components(before separator: String) -> Substring {
        firstRange(of: separator).map { self[..<$0.lowerBound] } ?? self[...]
    }
}
