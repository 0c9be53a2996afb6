import GateModel
import HTTPClient
import Measuring
import Processes
import ServiceFixture
import Testing

private func operation(
    _ name: String, _ target: String, method: String = "GET", body: RequestTemplate.Body = .none,
    expect: DeclaredOperation.Expectation = .success, then: String? = nil, weight: Int = 1
) -> DeclaredOperation {
    DeclaredOperation(
        name: name, request: RequestTemplate(method: method, target: target, body: body), expect: expect,
        then: then.map { RequestTemplate(method: "GET", target: $0) }, weight: weight, position: somewhere)
}

private let get = operation("get", "/")

private func closed(_ users: Int, times: Int, think: Duration = .zero) -> LoadModel {
    .closed(ClosedLoad(users: users, amount: .operations(times), think: think))
}

/// Runs one load on a server whose answers are these lines of Python.
private func load(
    _ model: LoadModel, on lines: String, _ operations: [DeclaredOperation] = [get],
    values: [Pipeline.NamedValues] = [], metrics: [Metric] = [], limits: HTTPLimits = HTTPLimits(),
    cancelledAfter limit: Duration? = nil
) async throws -> LoadResult {
    let server = try await PythonServer(lines)
    let prepared = try operations.map { operation in
        try LoadOperation(
            operation, #require(operation.exchange), values: values, address: server.address,
            readsAnswers: !metrics.isEmpty)
    }
    let generator = try await LoadGenerator(
        server.address, limits: limits, operations: prepared, values: values, metrics: metrics, seed: 5,
        stream: "test")
    let work = Task { await generator.run(model) }
    if let limit {
        try await Task.sleep(for: limit)
        work.cancel()
    }
    let result = await work.value
    await generator.shutdown()
    try await server.stop()
    return result
}

@Suite("A load over TLS") struct SecureLoadTests {
    private func load(trusting authorities: String?, _ certificate: String) async throws -> LoadResult {
        let server = try await PythonServer("return ok(b'x' * 100000)", certificate: certificate)
        let prepared = try LoadOperation(
            get, #require(get.exchange), values: [], address: server.address, readsAnswers: false)
        let generator = try await LoadGenerator(
            server.address, authorities: authorities, operations: [prepared], seed: 1, stream: "test")
        let result = await generator.run(closed(3, times: 20))
        await generator.shutdown()
        try await server.stop()
        return result
    }

    @Test("is answered where the certificate is trusted, and by nobody else")
    func certificates() async throws {
        let directory = try TemporaryDirectory(prefix: "pawl-tls-")
        let certificate = try await PythonServer.selfSigned(in: directory.path)
        let trusted = try await load(trusting: certificate, certificate)
        #expect(trusted.tallies[0].failures == [:])
        #expect(trusted.tallies[0].requests == 60 && trusted.tallies[0].bytes > 6_000_000)
        #expect(trusted.repeated == 0)
        let unknown = try await load(trusting: nil, certificate)
        #expect(unknown.tallies[0].failures == ["not_secure": 60])
        #expect(unknown.summary.doubts == [.noAnswer])
    }
}

@Suite("A load") struct LoadGeneratorTests {
    @Test("of users performs every operation so many times each, and no more")
    func closedLoad() async throws {
        let result = try await load(
            closed(4, times: 25), on: "return ok()", [get, operation("other", "/other")])
        #expect(result.tallies.map(\.requests) == [100, 100])
        #expect(result.summary.errors == 0)
        #expect(result.summary.latency?.count == 200)
        #expect(result.summary.doubts == [])
    }

    @Test("of users who think takes that long")
    func think() async throws {
        let result = try await load(closed(3, times: 5, think: .milliseconds(100)), on: "return ok()")
        // Each thinks four times between its five requests, and once more before it finds that it is done.
        #expect((0.4..<5).contains(result.seconds))
        #expect(result.summary.requests == 15)
    }

    @Test("at a rate sends as many as rate and time say, whatever the answers do")
    func openLoad() async throws {
        let result = try await load(
            .open(OpenLoad(rate: 200, time: .seconds(1), ramp: .milliseconds(500))),
            on: "await asyncio.sleep(0.3)\nreturn ok()")
        #expect(result.summary.requests == 200)
        #expect(result.dropped == 0)
        #expect((result.summary.latency?.p50 ?? 0) >= 0.3)
    }

    @Test("that finds no free connection is late, and says so")
    func late() async throws {
        let result = try await load(
            .open(OpenLoad(rate: 100, time: .seconds(1), connections: 5)),
            on: "await asyncio.sleep(0.2)\nreturn ok()")
        #expect(result.summary.requests == 100)
        #expect(result.late > 50 && result.lateForConnection == result.late)
        // 5 connections make 25 requests a second of the 100; the last waits for some three seconds.
        #expect((result.summary.latency?.maximum ?? 0) > 2)
        #expect(result.summary.isInconclusive)
    }

    @Test("counts failures by kind and apart from latency")
    func failures() async throws {
        let result = try await load(
            closed(1, times: 9),
            on: """
                n = state["n"] = state.get("n", 0) + 1
                if n % 3 == 0: return ok(status=500)
                if n % 3 == 1 and n > 1: return b"HTTP/1.1 200 OK\\r\\nContent-Length: x\\r\\n\\r\\n"
                return ok()
                """)
        #expect(result.tallies[0].failures == ["status 500": 3, "bad_response": 2])
        #expect(result.tallies[0].latency.count == 4)
        #expect(result.tallies[0].errors == 5)
    }

    @Test(
        "is bounded where answers have no end",
        arguments: [
            (
                "while True:\n    connection.writer.write(b'HTTP/1.1 200 OK\\r\\n' + b'X: y\\r\\n' * 10000)\n    await connection.writer.drain()",
                "too_many_headers"
            ),
            (
                "connection.writer.write(b'HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n')\nwhile True:\n    connection.writer.write(b'10000\\r\\n' + bytes(65536) + b'\\r\\n')\n    await connection.writer.drain()",
                "body_too_large"
            ),
            (
                "connection.writer.write(b'HTTP/1.1 200 OK\\r\\nX: ')\nwhile True:\n    connection.writer.write(b'y')\n    await asyncio.sleep(0.05)",
                "timed_out"
            ),
            (
                "connection.writer.transport.get_extra_info('socket').setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\\x01\\0\\0\\0\\0\\0\\0\\0')\nconnection.writer.transport.abort()\nreturn None",
                "reset"
            ),
            ("return None", "closed_before_response"),
        ])
    func endless(lines: String, kind: String) async throws {
        // Only an answer that never ends is ended by time; a busy host has enough of it for the others.
        let isTimed = kind == "timed_out"
        let limits = HTTPLimits(
            bodyBytes: 1 << 20, exchangeTime: isTimed ? .milliseconds(500) : .seconds(30))
        let result = try await load(closed(2, times: 2), on: lines, limits: limits)
        #expect(result.tallies[0].failures == [kind: 4])
        #expect(result.summary.doubts == [.noAnswer])
    }

    @Test("on nobody is refused, and says that nothing was answered")
    func refused() async throws {
        let server = try await PythonServer("return ok()")
        let address = server.address
        try await server.stop()
        let prepared = try LoadOperation(
            get, #require(get.exchange), values: [], address: address, readsAnswers: false)
        let generator = try await LoadGenerator(
            address, operations: [prepared], seed: 1, stream: "test")
        let result = await generator.run(closed(2, times: 3))
        await generator.shutdown()
        #expect(result.tallies[0].failures == ["refused": 6])
        #expect(result.summary.doubts == [.noAnswer])
    }

    @Test("follows an answer with the read that belongs to it, and counts both as one")
    func then() async throws {
        let result = try await load(
            closed(2, times: 10),
            on: """
                await asyncio.sleep(0.02)
                if method == "POST": return ok(b'{"id": 7}', status=201)
                return ok() if target == "/items/7" else ok(status=404)
                """,
            [operation("add", "/items", method: "POST", expect: .status(201), then: "/items/{response.id}")])
        #expect(result.tallies[0].failures == [:])
        #expect(result.summary.requests == 20)
        #expect((result.summary.latency?.p50 ?? 0) >= 0.04)
    }

    @Test("sends drawn values as templates are filled, and cookies that it was given")
    func drawn() async throws {
        let values = [
            Pipeline.NamedValues(name: "item", values: .integers(1...3)),
            Pipeline.NamedValues(name: "word", values: .choices(["a b", "\"é\""])),
        ]
        let result = try await load(
            closed(2, times: 20),
            on: """
                if connection.asked > 0 and headers.get("cookie") != "session=1": return ok(status=401)
                if target not in ["/items/%d?q=%s" % (i, q) for i in (1, 2, 3) for q in ("a%20b", "%22%C3%A9%22")]:
                    return ok(status=404)
                if json.loads(body)["word"] not in ("a b", '"é"'): return ok(status=400)
                return ok(b"{}", "Set-Cookie: session=1; Path=/")
                """,
            [
                operation(
                    "search", "/items/{item}?q={word}", method: "POST", body: .json(#"{"word": "{word}"}"#))
            ], values: values)
        #expect(result.tallies[0].failures == [:])
    }

    @Test("reads metrics of every single operation")
    func metrics() async throws {
        let result = try await load(
            closed(2, times: 3), on: #"return ok(b"12345", "X-Query-Count: 2")"#,
            metrics: [
                queries, metric("body_bytes", .builtIn(.bodyBytes)), metric("errors", .builtIn(.errors)),
            ])
        #expect(
            result.tallies[0].observed == [
                Array(repeating: .value(2), count: 6), Array(repeating: .value(5), count: 6),
                Array(repeating: .value(0), count: 6),
            ])
    }

    @Test("gives every user a connection of its own, and keeps it for the next load")
    func connectionsAreKept() async throws {
        let read = readItem
        let found = try await ServiceDirectory().whileRunning { running throws(MeasuringError) in
            do {
                let prepared = try LoadOperation(
                    read, #require(read.exchange),
                    values: [Pipeline.NamedValues(name: "item", values: .integers(1...3))],
                    address: running.address, readsAnswers: true)
                let generator = try await LoadGenerator(
                    running.address, operations: [prepared],
                    values: [Pipeline.NamedValues(name: "item", values: .integers(1...3))],
                    metrics: [connections], seed: 1, stream: "test")
                _ = await generator.run(closed(3, times: 1))
                let result = await generator.run(closed(3, times: 2))
                await generator.shutdown()
                return result.tallies[0].observed[0]
            } catch {
                throw MeasuringError(.notEvaluated, "\(error)")
            }
        }
        // The first is the one that asked whether the service is ready.
        #expect(found == Array(repeating: .value(4), count: 6))
    }

    @Test("opens a closed connection again and sends what changes nothing once more")
    func reopened() async throws {
        let result = try await load(
            closed(1, times: 6),
            on: """
                if connection.asked % 2 == 1:
                    return None
                return ok()
                """)
        #expect(result.tallies[0].failures == [:])
        #expect(result.repeated == 5)
    }

    @Test(
        "ends within moments of being cancelled, and says so",
        arguments: [
            closed(3, times: 1_000_000), .open(OpenLoad(rate: 50, time: .seconds(600))),
        ])
    func cancelled(model: LoadModel) async throws {
        let began = ContinuousClock.now
        let result = try await load(
            model, on: "await asyncio.sleep(0.05)\nreturn ok()", cancelledAfter: .milliseconds(400))
        #expect(result.isInterrupted && result.summary.doubts.contains(.interrupted))
        #expect(ContinuousClock.now - began < .seconds(30))
    }
}
