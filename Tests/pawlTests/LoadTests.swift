import GateModel
import Glibc
import HTTPClient
import JSON
import Processes
import ServiceFixture
import Testing

/// `pawl load` with the built program, on servers that do as they are told.
@Suite struct LoadTests {
    private func command(_ words: [String]) throws -> Command {
        var command = Command(
            .direct([try pawlPath(), "load"] + words), directory: "/",
            environment: ["PATH": "/usr/bin:/bin"], outputLimit: 1 << 20)
        command.timeout = .seconds(60)
        return command
    }

    private func load(_ words: String...) async throws -> Outcome {
        Outcome(try await run(command(words)))
    }

    /// Under what a shell's `ulimit` leaves it.
    private func load(limited limit: String, _ words: String...) async throws -> Outcome {
        var command = try command(words)
        let load = [try pawlPath(), "load"] + words
        command.line = .direct(["bash", "-c", "\(limit); exec \"$@\"", "bash"] + load)
        return Outcome(try await run(command))
    }

    private func withServer(
        _ lines: String, certificate: String? = nil, _ body: (_ url: String) async throws -> Void
    ) async throws {
        let server = try await PythonServer(lines, certificate: certificate)
        let scheme = certificate == nil ? "http" : "https"
        let result: Result<Void, any Error>
        do {
            result = .success(try await body("\(scheme)://\(server.address.place)"))
        } catch {
            result = .failure(error)
        }
        try await server.stop()
        try result.get()
    }

    @Test("says how long answers took, as JSON, of users and of a rate")
    func json() async throws {
        try await withServer("return ok(b'x' * 1000)") { url in
            let users = try await load("\(url)/", "--users", "3", "--for", "500ms", "--format", "json")
            #expect(users.status == 0, "\(users)")
            let closed = try users.judged
            #expect((closed["requests"]?.integer ?? 0) > 30)
            #expect(closed["errors"]?.integer == 0)
            #expect((closed["latency"]?["p50"]?.number ?? 0) > 0)
            #expect(closed["failed_latency"] == .null)
            let rate = try await load(
                "\(url)/", "--rate", "100", "--ramp", "200ms", "--for", "1s", "--format", "json")
            #expect(rate.status == 0, "\(rate)")
            #expect(try rate.judged["requests"]?.integer == 100)
            // A head of some forty bytes, and the body.
            #expect((101_000...120_000).contains(try rate.judged["bytes"]?.integer ?? 0))
        }
    }

    @Test("sends what it is told to")
    func request() async throws {
        let lines = """
            right = method == "PUT" and target == "/a?b=c" and headers.get("x-who") == "me: too" and body == b"hello"
            return ok(status=202 if right else 400)
            """
        try await withServer(lines) { url in
            let outcome = try await load(
                "\(url)/a?b=c#top", "-m", "PUT", "-H", "X-Who: me: too", "-d", "hello", "--expect", "202",
                "--users",
                "1", "--for", "100ms")
            #expect(outcome.status == 0, "\(outcome)")
        }
    }

    @Test("counts what failed by its kind, and exits 10")
    func failures() async throws {
        let lines = """
            state["n"] = state.get("n", 0) + 1
            return ok(status=500 if state["n"] % 2 else 200)
            """
        try await withServer(lines) { url in
            let outcome = try await load("\(url)/", "--users", "1", "--for", "200ms")
            #expect(outcome.status == 10, "\(outcome)")
            #expect(outcome.output.contains(" × status 500\n"))
            #expect(outcome.output.contains("\nfailed in  p50 "))
        }
    }

    @Test("is inconclusive where nothing is answered")
    func silence() async throws {
        try await withServer("await asyncio.sleep(60)") { url in
            let outcome = try await load("\(url)/", "--users", "2", "--for", "300ms", "--timeout", "200ms")
            #expect(outcome.status == 13, "\(outcome)")
            #expect(outcome.output.contains("timed_out"))
            #expect(outcome.output.contains("\nwarning: "))
        }
    }

    @Test("trusts a certificate only from those it is told to")
    func certificates() async throws {
        let directory = try TemporaryDirectory(prefix: "pawl-load-")
        let certificate = try await PythonServer.selfSigned(in: directory.path)
        try await withServer("return ok()", certificate: certificate) { url in
            let trusted = try await load(
                "\(url)/", "--users", "2", "--for", "300ms", "--ca", certificate, "--format", "json")
            #expect(trusted.status == 0, "\(trusted)")
            #expect((try trusted.judged["requests"]?.integer ?? 0) > 10)
            let unknown = try await load("\(url)/", "--users", "2", "--for", "300ms")
            #expect(unknown.status == 69, "\(unknown)")
            #expect(unknown.errors.contains("not trusted: self-signed certificate"), "\(unknown)")
        }
        try await withServer("return ok()") { url in
            let plain = try await load(url.replacing("http:", with: "https:"), "--for", "300ms")
            #expect(plain.status == 69, "\(plain)")
            #expect(plain.errors.contains("no end of the handshake within 5 s"), "\(plain)")
        }
    }

    @Test("says that nobody listens, or that the URL is none")
    func unreachable() async throws {
        let server = try await PythonServer("return ok()")
        let place = server.address.place
        try await server.stop()
        let refused = try await load("http://\(place)/", "--for", "1s")
        #expect(refused.status == 69)
        #expect(
            refused.errors.contains("\(place)") && refused.errors.contains("hint: start the service first"))
        #expect(refused.output == "")
        let noURL = try await load("ftp://\(place)/")
        #expect(noURL.status == 64, "\(noURL)")
        #expect(noURL.errors.contains("hint: write it as http://HOST:PORT/PATH?QUERY"))
    }

    @Test(
        "refuses a load that contradicts itself",
        arguments: [
            (["--rate", "5", "--users", "3"], "--rate waits for no answer"),
            (["--ramp", "5s"], "--ramp leads up to a --rate"),
            (["--users", "0"], "--users: from 1 to 10000"),
            (["--rate", "nan"], "--rate and --for make no load"),
            (["--rate", "1000000", "--for", "1h"], "--rate and --for make no load"),
            (["--for", "soon"], "soon"), (["-H", "nothing"], "'nothing' has no ':'"),
            (["-m", "G T"], "the request cannot be sent"),
        ])
    func contradictions(words: [String], message: String) async throws {
        let outcome = Outcome(try await run(command(["http://127.0.0.1:1/"] + words)))
        #expect(outcome.status == 64, "\(outcome)")
        #expect(outcome.errors.contains(message), "\(outcome)")
    }

    @Test("that finds no descriptors on its own machine does not blame the service")
    func descriptors() async throws {
        try await withServer("return ok()") { url in
            let outcome = try await load(
                limited: "ulimit -n 60", "\(url)/", "--users", "80", "--for", "500ms")
            #expect(outcome.status == 13, "\(outcome)")
            #expect(outcome.output.contains(" × no_socket\n"))
            #expect(
                outcome.output.contains(
                    "warning: requests for which this machine had no descriptor or port left: "))
        }
    }

    @Test("takes as many descriptors as it may have")
    func moreDescriptors() async throws {
        try await withServer("return ok()") { url in
            let outcome = try await load(
                limited: "ulimit -Sn 100", "\(url)/", "--users", "150", "--for", "1s", "--format", "json")
            #expect(outcome.status == 0, "\(outcome)")
            // With a hundred, users without a socket would make it inconclusive.
            #expect((try outcome.judged["requests"]?.integer ?? 0) >= 150)
        }
    }

    @Test("that is interrupted says what it has, and that it is not all")
    func interrupted() async throws {
        let directory = try TemporaryDirectory(prefix: "pawl-load-")
        let asked = "\(directory.path)/asked"
        try await withServer("open('\(asked)', 'a').write('.')\nreturn ok()") { url in
            let running = try await RunningService.start(command(["\(url)/", "--for", "60s"]))
            // The first requests only warm up.
            try await eventually("100 requests") { contents(asked)?.utf8.count ?? 0 >= 100 }
            #expect(kill(running.processID, SIGINT) == 0)
            try await eventually("it ends") { running.hasEnded != nil }
            #expect(running.hasEnded == .exited(130), "\(running.errorOutput.text)")
            #expect(running.output.text.contains("\nwarning: "), "\(running.output.text)")
            #expect(running.output.text.contains("\nlatency    p50 "))
        }
    }
}
