import GateModel
import HTTPClient
import Judging
import ServiceFixture
import Stages
import Testing

/// A candidate whose answers to `read-item` are written by these lines of Python, over a real socket.
struct HostileAnswer: Sendable, CustomTestStringConvertible {
    let name: String
    let lines: String
    /// `breaking not-json`, for each difference in order.
    let expected: [String]

    var testDescription: String { name }

    init(_ name: String, _ lines: String, _ expected: String...) {
        self.name = name
        self.lines = lines
        self.expected = expected
    }

    /// An answer that is complete, with this body, an expression in Python.
    init(_ name: String, body: String, headers: String = "", _ expected: String...) {
        self.name = name
        lines = """
            body = \(body)
            connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nX-Query-Count: 2\\r\\n"
                b"X-Connections: 1\\r\\nX-Word: many\\r\\nX-Twice: 1\\r\\nX-Twice: 2\\r\\n"
                b"Server-Timing: cache;dur=1\\r\\n\(headers)Content-Length: %d\\r\\n\\r\\n" % len(body) + body)
            """
        self.expected = expected
    }

    func script() -> String {
        let place = "        status, text = answer(method, target, body)\n"
        let indented = lines.split(separator: "\n").map { "            \($0)\n" }.joined()
        return "import gzip, json, zlib\n"
            + serviceScript.replacing(
                place,
                with: "        if method == 'GET' and target.startswith('/items/'):\n\(indented)"
                    + "            continue\n" + place)
    }
}

@Suite("Answers that are not what they should be") struct HostileAnswerTests {
    private let reads = stage(.compat(Stage.Compat(probesErrors: false)), operations: ["read-item"])

    private func compared(_ answer: HostileAnswer) async throws -> StageRun {
        let repository = try await ItemRepository(changed: ["service.py": answer.script()])
        let run = try await repository.run(
            reads, patience: .seconds(2), limits: HTTPLimits(bodyBytes: 1 << 20))
        #expect(run.common.failure == nil)
        #expect(repository.traces.remains == [])
        return run
    }

    @Test(
        "are findings by what is wrong with them, in bounded time",
        arguments: [
            HostileAnswer("no JSON", body: #"b"<html>""#, "breaking not-json"),
            HostileAnswer("invalid UTF-8", body: #"b'{"name": "\xff\xfe"}'"#, "breaking not-json"),
            HostileAnswer("nested deeply", body: #"b"[" * 1000"#, "breaking not-json"),
            HostileAnswer("a key twice", body: #"b'{"id": 1, "id": 1}'"#, "breaking not-json"),
            HostileAnswer("huge", body: #"b" " * ((1 << 20) + 1)"#, "breaking body-too-large"),
            HostileAnswer(
                "a bomb", body: "gzip.compress(bytes(17 << 20), 1)", headers: #"Content-Encoding: gzip\r\n"#,
                "breaking body-too-large"),
            HostileAnswer(
                "not what its coding says", body: #"b"{}""#, headers: #"Content-Encoding: gzip\r\n"#,
                "breaking undecodable-body"),
            HostileAnswer(
                "endless",
                #"""
                connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                while True: connection.sendall(b"10000\r\n" + bytes(65536) + b"\r\n")
                """#, "breaking body-too-large"),
            HostileAnswer(
                "chunked badly",
                #"""
                connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcdefgh\r\n0\r\n\r\n")
                """#, "breaking malformed-response"),
            HostileAnswer(
                "headers without end",
                #"""
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while True: connection.sendall(b"X-More: more\r\n")
                """#, "breaking headers-too-large"),
            HostileAnswer(
                "cut off",
                #"""
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
                connection.shutdown(socket.SHUT_RDWR)
                """#, "breaking no-answer"),
        ])
    func found(answer: HostileAnswer) async throws {
        let run = try await compared(answer)
        #expect(
            run.compat.differences.map { "\($0.severity.rawValue) \($0.kind.rawValue)" } == answer.expected)
        #expect(run.compat.differences.map(\.seen) == [12])
    }

    @Test("in a coding that nobody asked for break, and are read all the same")
    func gzip() async throws {
        let body = #"json.dumps({"id": int(target[7:]), "name": f"item {int(target[7:]) ** 3}"}).encode()"#
        let run = try await compared(
            HostileAnswer("gzip", body: "gzip.compress(\(body))", headers: #"Content-Encoding: gzip\r\n"#))
        #expect(
            run.compat.differences.map(\.fingerprint) == [
                "content-encoding-changed/read-item/content-encoding/identity-gzip"
            ])
    }

    @Test("that hang cost one wait")
    func hangs() async throws {
        let run = try await compared(HostileAnswer("hangs", "time.sleep(60)"))
        #expect(run.compat.differences.map(\.kind) == [.noAnswer])
        #expect(run.compat.differences.map(\.compared) == [1])
        #expect(run.compat.differences.map(\.candidate) == ["no answer: did not answer within 2 s"])
    }

    /// Answers about items take so many seconds longer.
    private static func delayed(_ seconds: String) -> String {
        serviceScript.replacing(
            "        status, text = answer(method, target, body)\n",
            with: """
                        if target.startswith('/items'):
                            time.sleep(\(seconds))
                        status, text = answer(method, target, body)

                """)
    }

    /// Slow enough by itself that no busy host makes it ten times as slow by chance.
    private static let steady = delayed("0.02")
    private static let late = delayed("0.3")

    @Test("ten times as late are slower, and that breaks")
    func slower() async throws {
        let repository = try await ItemRepository(changed: ["service.py": Self.late])
        let run = try await repository.run(reads)
        #expect(run.compat.differences.map(\.kind) == [.slower])
        #expect(run.compat.differences.map(\.severity) == [.breaking])
        #expect(repository.judged(run, reads).verdict == .violation)
        // Two of the baseline, one of it on the candidate's data, and the candidate twice.
        #expect(repository.traces.count == 5)
    }

    /// Late as well, but only in the first process that runs this script; the others are as slow as the baseline.
    private static let lateOnce = late.replacing(
        "        if target.startswith('/items'):\n            time.sleep(0.3)\n",
        with: """
                    with open(traces + "/late", "a+") as file:
                        file.seek(0)
                        first = file.read() or os.environ["PAWL_STATE"]
                        file.truncate(0)
                        file.write(first)
                    if target.startswith('/items'):
                        time.sleep(0.3 if first == os.environ["PAWL_STATE"] else 0.02)

            """)

    @Test("late in one process of the candidate only are no finding")
    func slowOnce() async throws {
        let repository = try await ItemRepository(
            common: ["service.py": Self.steady], changed: ["service.py": Self.lateOnce])
        let run = try await repository.run(reads)
        #expect(run.compat.differences == [])
        #expect(repository.traces.count == 5)
        #expect(repository.judged(run, reads).verdict == .pass)
    }

    @Test("ten times as late are for information only where a stage measures times")
    func slowerBesideRegress() async throws {
        let repository = try await ItemRepository(changed: ["service.py": Self.late])
        let regress = stage(.regress(.init(pairs: 1, blocks: 8)))
        let run = try await repository.run(reads, beside: [regress])
        #expect(run.compat.differences.map(\.kind) == [.slower])
        #expect(run.compat.differences.map(\.severity) == [.info])
        #expect(repository.judged(run, reads).verdict == .pass)
    }
}
