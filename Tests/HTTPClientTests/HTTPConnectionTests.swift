import Testing

@testable import HTTPClient

@Suite("HTTPConnection")
struct HTTPConnectionTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    /// The failure of one GET on a new connection to a server that plays this script.
    private func failure(
        _ script: [ScriptedServer.Step], limits: HTTPLimits = HTTPLimits(), timeout: Duration? = nil
    ) async throws -> (HTTPError?, isReusable: Bool, place: String) {
        let server = try ScriptedServer(script)
        return try await withClient(server.address, limits: limits) { client in
            let connection = try await client.connect()
            let error = try await httpError { _ = try await connection.send(get, timeout: timeout) }
            return (error, connection.isReusable, server.address.place)
        }
    }

    @Test("several requests go over one connection")
    func keepAlive() async throws {
        let server = try ScriptedServer([
            .readRequest, .send(Self.ok), .readRequest,
            .send("HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nid\r\n0\r\n\r\n"),
            .awaitClose,
        ])
        try await withClient(server.address) { client in
            let connection = try await client.connect()
            let first = try await connection.send(HTTPRequest(method: "GET", target: "/a?b=c%20d"))
            #expect(first.response.status == 200)
            #expect(first.response.body == Array("ok".utf8))
            let second = try await connection.send(
                HTTPRequest(
                    method: "POST", target: "/p", headers: [HTTPHeader(name: "X-A", value: "b")],
                    body: Array("{}".utf8)))
            #expect(second.response.status == 201)
            #expect(second.sentAt > first.finishedAt)
            #expect(connection.isReusable)
            await connection.close()
            #expect(!connection.isReusable)
        }
        let place = server.address.place
        #expect(
            server.requests == [
                "GET /a?b=c%20d HTTP/1.1\r\nHost: \(place)\r\n\r\n",
                "POST /p HTTP/1.1\r\nHost: \(place)\r\nX-A: b\r\nContent-Length: 2\r\n\r\n{}",
            ])
    }

    @Test("the latency spans the server's pauses, up to the last byte")
    func latency() async throws {
        let server = try ScriptedServer([
            .readRequest, .pause(milliseconds: 40), .send("HTTP/1.1 200 OK\r\nContent-Le"),
            .pause(milliseconds: 30), .send("ngth: 2\r\n\r\no"), .pause(milliseconds: 30), .send("k"),
            .awaitClose,
        ])
        try await withClient(server.address) { client in
            let exchange = try await client.connect().send(get)
            #expect(exchange.response.body == Array("ok".utf8))
            #expect(exchange.finishedAt - exchange.sentAt >= 100_000_000)
            #expect(exchange.seconds == Double(exchange.finishedAt - exchange.sentAt) / 1e9)
        }
    }

    @Test("a body of many reads arrives whole")
    func largeBody() async throws {
        let body = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let server = try ScriptedServer([
            .readRequest, .send("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n"), .sendBytes(body),
            .awaitClose,
        ])
        try await withClient(server.address) { client in
            let response = try await client.connect().send(get).response
            #expect(response.body == body)
        }
    }

    @Test("a large request body is sent whole")
    func largeRequest() async throws {
        let server = try ScriptedServer([.readRequest, .send(Self.ok), .awaitClose])
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: 2_000_000)
        try await withClient(server.address) { client in
            let connection = try await client.connect()
            _ = try await connection.send(HTTPRequest(method: "PUT", target: "/", body: body))
            #expect(connection.isReusable)
        }
        #expect(server.requests.first?.utf8.suffix(2_000_000).elementsEqual(body) == true)
    }

    @Test("a response without a length ends with the connection")
    func untilClose() async throws {
        let server = try ScriptedServer([.readRequest, .send("HTTP/1.1 200 OK\r\n\r\nall of it")])
        try await withClient(server.address) { client in
            let connection = try await client.connect()
            #expect(try await connection.send(get).response.body == Array("all of it".utf8))
            #expect(!connection.isReusable)
            let error = try await httpError { _ = try await connection.send(get) }
            #expect(error?.failure == .closedBeforeResponse(requestSent: false))
        }
    }

    @Test(
        "what ends a connection after its response",
        arguments: [
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok, and more than was announced",
        ])
    func notReusable(_ wire: String) async throws {
        let server = try ScriptedServer([.readRequest, .send(wire), .awaitClose])
        try await withClient(server.address) { client in
            let connection = try await client.connect()
            #expect(try await connection.send(get).response.body == Array("ok".utf8))
            #expect(!connection.isReusable)
            let error = try await httpError { _ = try await connection.send(get) }
            #expect(error?.failure == .alreadyClosed)
            #expect(error?.description == "\(server.address.place): error: the connection is already closed")
        }
    }

    @Test("a request that asks to close ends the connection")
    func askedToClose() async throws {
        let server = try ScriptedServer([.readRequest, .send(Self.ok), .awaitClose])
        try await withClient(server.address) { client in
            let connection = try await client.connect()
            let closing = HTTPRequest(
                method: "GET", target: "/", headers: [HTTPHeader(name: "connection", value: "Close")])
            _ = try await connection.send(closing)
            #expect(!connection.isReusable)
        }
    }

    @Test("a connection closed between requests is reported as such")
    func closedWhileIdle() async throws {
        let server = try ScriptedServer([.readRequest, .send(Self.ok), .pause(milliseconds: 20)])
        try await withClient(server.address) { client in
            let connection = try await client.connect()
            _ = try await connection.send(get)
            while connection.isReusable { try await Task.sleep(for: .milliseconds(2)) }
            let error = try await httpError { _ = try await connection.send(get) }
            #expect(error?.kind == "closed_before_response")
            #expect(
                error?.description
                    == "\(server.address.place): error: closed the connection before the request was sent")
        }
    }

    @Test("bytes that nobody asked for end an idle connection")
    func unsolicited() async throws {
        let server = try ScriptedServer([
            .readRequest, .send(Self.ok), .pause(milliseconds: 20), .send(Self.ok), .awaitClose,
        ])
        try await withClient(server.address) { client in
            let connection = try await client.connect()
            _ = try await connection.send(get)
            while connection.isReusable { try await Task.sleep(for: .milliseconds(2)) }
            let error = try await httpError { _ = try await connection.send(get) }
            #expect(error?.failure == .alreadyClosed)
        }
    }

    @Test(
        "failures of the peer are told apart and close the connection",
        arguments: [
            ([.readRequest], "closed_before_response", "closed the connection without a response"),
            (
                [.readRequest, .send("HTTP/1.1 2")], "closed_early",
                "closed the connection after 10 bytes of its response"
            ),
            (
                [.readRequest, .send("HTTP/1.1 100 Continue\r\n\r\n")], "closed_early",
                "closed the connection after 25 bytes of its response"
            ),
            ([.readRequest, .reset], "reset", "reset the connection before its response"),
            (
                [
                    .readRequest, .send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab"),
                    .reset,
                ],
                "reset", "reset the connection after 40 bytes of its response"
            ),
            (
                [.readRequest, .send("220 mail.test ESMTP\r\n"), .awaitClose], "bad_response",
                "sent a malformed response: status line '220 mail.test ESMTP'"
            ),
            (
                [.readRequest, .send("HTTP/1.1 200 OK\r\n"), .sendForEver("A: b\r\n")], "headers_too_large",
                "sent more than 65536 bytes of headers"
            ),
            (
                [
                    .readRequest, .send("HTTP/1.1 200 OK\r\n\r\n"),
                    .sendForEver(String(repeating: "x", count: 5000)),
                ],
                "body_too_large", "sent a body of more than 100000 bytes"
            ),
            (
                [
                    .readRequest, .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
                    .sendForEver("a\r\n0123456789\r\n"),
                ],
                "body_too_large", "sent a body of more than 100000 bytes"
            ),
        ] as [([ScriptedServer.Step], String, String)])
    func failures(_ script: [ScriptedServer.Step], _ kind: String, _ words: String) async throws {
        let limits = HTTPLimits(headerCount: 1_000_000, bodyBytes: 100_000)
        let (error, isReusable, place) = try await failure(script, limits: limits)
        #expect(error?.kind == kind)
        #expect(error?.description == "\(place): error: \(words)")
        #expect(!isReusable)
    }

    @Test("silence is bounded")
    func silence() async throws {
        let (error, isReusable, place) = try await failure(
            [.readRequest, .awaitClose], timeout: .milliseconds(50))
        #expect(error?.failure == .timedOut(after: .milliseconds(50), received: 0))
        #expect(error?.description == "\(place): error: did not answer within 50 ms")
        #expect(!isReusable)
    }

    @Test("a response that only trickles is bounded, by the limits when no timeout is given")
    func trickle() async throws {
        let trickle = Array(repeating: [ScriptedServer.Step.send("a"), .pause(milliseconds: 5)], count: 1000)
        let (error, _, _) = try await failure(
            [.readRequest, .send("HTTP/1.1 200 OK\r\nX: ")] + trickle.flatMap { $0 },
            limits: HTTPLimits(exchangeTime: .milliseconds(300)))
        #expect(error?.kind == "timed_out")
        guard case .timedOut(after: .milliseconds(300), let received)? = error?.failure else { return }
        #expect((20..<1020).contains(received))
    }

    @Test("a second request at the same time is refused and leaves the first alone")
    func busy() async throws {
        let server = try ScriptedServer([
            .readRequest, .awaitRelease, .send(Self.ok), .awaitClose,
        ])
        try await withClient(server.address) { client in
            let connection = try await client.connect()
            async let first = connection.send(get)
            while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
            let error = try await httpError { _ = try await connection.send(get) }
            #expect(error?.failure == .busy)
            server.release()
            #expect(try await first.response.status == 200)
        }
    }

    @Test("cancelling the task ends the wait, before the request or during it", arguments: [false, true])
    func cancelled(before: Bool) async throws {
        let server = try ScriptedServer([.readRequest, .awaitClose])
        try await withClient(server.address) { client in
            let connection = try await client.connect()
            let task = Task {
                if before { while !Task.isCancelled { await Task.yield() } }
                return try await httpError { _ = try await connection.send(get) }
            }
            while !before, server.requests.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
            task.cancel()
            #expect(try await task.value?.failure == .cancelled)
            #expect(connection.isReusable == before)
        }
    }

    @Test("closing fails the request under way")
    func closeDuringRequest() async throws {
        let server = try ScriptedServer([.readRequest, .awaitClose])
        try await withClient(server.address) { client in
            let connection = try await client.connect()
            let task = Task { try await httpError { _ = try await connection.send(get) } }
            while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
            await connection.close()
            await connection.close()
            #expect(try await task.value?.failure == .cancelled)
        }
    }

    @Test("a refused request is not sent, and the connection stays usable")
    func badRequest() async throws {
        let server = try ScriptedServer([.readRequest, .send(Self.ok), .awaitClose])
        try await withClient(server.address) { client in
            let connection = try await client.connect()
            let error = try await httpError {
                _ = try await connection.send(HTTPRequest(method: "GET", target: "/a b"))
            }
            #expect(
                error?.description == """
                    \(server.address.place): error: the request cannot be sent: target '/a b', \
                    which must be a percent-encoded path
                    """)
            #expect(try await connection.send(get).response.status == 200)
        }
        #expect(server.requests.count == 1)
    }

    @Test("a response to a request that is not yet sent whole counts, and ends the connection")
    func earlyAnswer() async throws {
        let server = try ScriptedServer([
            .readByte, .send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n"), .awaitClose,
        ])
        try await withClient(server.address) { client in
            let connection = try await client.connect()
            let body = [UInt8](repeating: 0, count: 20_000_000)
            let exchange = try await connection.send(HTTPRequest(method: "POST", target: "/", body: body))
            #expect(exchange.response.status == 413)
            #expect(!connection.isReusable)
        }
    }
}
