import GateModel
import Measuring
import Processes
import ServiceFixture
import Stages
import Testing

/// A service whose state is a database: every block of a stage gets one of its own, made from a template.
@Suite(
    .serialized,
    .enabled(if: PostgreSQL.isInstalled, "PostgreSQL is not installed: .ci/setup installs Debian's package"))
struct PostgreSQLStateTests {
    /// Lends `body` a repository and the path of the service's script, with a server beside them that has no database
    /// at the end.
    private func withServer(_ body: (ItemRepository, String) async throws -> Void) async throws {
        let server = try await PostgreSQL.start()
        let directory = try TemporaryDirectory(prefix: "pawl-test-")
        let script = directory.path + "/service.py"
        try durableWrite(Array(databaseService.utf8), to: script)
        let connection = server.environment.filter { $0.key.hasPrefix("PG") }
        let repository = try await ItemRepository(
            passing: connection,
            opening: SandboxOpenings(
                read: [directory.path], sockets: [connection["PGHOST"]].compactMap { $0 }))
        do {
            try await body(repository, script)
        } catch {
            try await server.stop()
            throw error
        }
        #expect(try await server.databases() == [])
        #expect(repository.traces.remains == [])
        try await server.stop()
    }

    private func service(
        _ script: String, copy: String = #"createdb -T "${PAWL_STATE_FROM##*/}" "${PAWL_STATE##*/}""#
    ) -> Service {
        let count = #"psql -XAtq -d "${PAWL_STATE##*/}" -c "select count(*) from items""#
        return Service(
            build: nil, start: .direct(["python3", "-S", script]),
            ready: RequestTemplate(method: "GET", target: "/health"), readyWithin: .seconds(30),
            data: Service.DataSet(
                seed: .shell(
                    #"""
                    createdb "${PAWL_STATE##*/}" && psql -Xq -d "${PAWL_STATE##*/}" -c \
                    "create table items (id serial);
                     insert into items select nextval('items_id_seq') from generate_series(1, 20)"
                    """#),
                copy: .shell(copy), drop: .shell(#"dropdb --if-exists --force "${PAWL_STATE##*/}""#),
                migrate: .shell(
                    #"psql -Xq -d "${PAWL_STATE##*/}" -c "alter table items add column note text""#),
                fingerprint: nil, counts: [Service.Count(name: "items", run: .shell(count), atLeast: 20)]),
            environment: ["PGHOST", "PGUSER", "TRACES"], secrets: [])
    }

    private let blocks = stage(
        .regress(.init(pairs: 2, blocks: 3)), [rule("score", .range(0, 100)), noErrors],
        operations: ["add-item"])

    @Test func whatOneBlockWritesIsNotSeenByTheNext() async throws {
        try await withServer { repository, script in
            let run = try await repository.run(blocks, service: service(script))
            #expect(run.common.failure == nil)
            #expect(run.common.counts.map(\.counted) == [20, 20])
            #expect(
                run.samples("errors", "add-item")?.joined(.candidate) == Array(repeating: .value(0), count: 6)
            )
            // Every process found the twenty items of the seed at its start, however many the blocks before added.
            #expect(
                run.samples("score", nil)
                    == Array(repeating: Block(baseline: [.value(20)], candidate: [.value(20)]), count: 3))
            #expect(repository.traces.count == 6)
        }
    }

    @Test func anInterruptedStageLeavesNoDatabase() async throws {
        try await withServer { repository, script in
            let run = try await repository.run(blocks, service: service(script)) {
                repository.traces.count >= 2
            }
            #expect(run.common.failure?.reason == .interrupted)
        }
    }

    @Test func aCopyThatCannotBeMadeLeavesNoDatabase() async throws {
        try await withServer { repository, script in
            let failing = service(script, copy: #"createdb "${PAWL_STATE##*/}" && exit 4"#)
            let found = await inconclusive { () throws(MeasuringError) in
                _ = try await Workspace.prepare(
                    repository.plan(service: failing), repository: repository.path,
                    environment: repository.caller, confinement: repository.confinement, progress: { _ in })
            }
            let detail = "copy: state of the baseline ended with exit 4"
            #expect(found == Inconclusive(.dataNotReady, detail))
        }
    }
}

private func inconclusive(_ body: () async throws(MeasuringError) -> Void) async -> Inconclusive? {
    do throws(MeasuringError) {
        try await body()
        return nil
    } catch {
        return error.inconclusive
    }
}

extension [Block] {
    fileprivate func joined(_ side: Side) -> [Observed] { flatMap { $0[side] } }
}

/// Items in a database, reached through `psql`; its score is the number of items that it found at its start.
private let databaseService = #"""
    import http.server, os, subprocess

    state = os.environ["PAWL_STATE"]
    with open(os.environ["TRACES"] + "/started", "a") as file:
        file.write(f"{os.getpid()} {state}\n")


    def sql(text):
        line = ["psql", "-XAtq", "-d", os.path.basename(state), "-c", text]
        return subprocess.run(line, check=True, capture_output=True, text=True).stdout.strip()


    at_start = sql("select count(*) from items")


    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *arguments):
            pass

        def answer(self, status, text):
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        def do_GET(self):
            if self.path == "/health":
                return self.answer(200, f'{{"score": {at_start}}}')
            found = sql(f"select count(*) from items where id = {int(self.path.removeprefix('/items/'))}")
            self.answer(200 if found == "1" else 404, "{}")

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            number = sql("insert into items default values returning id")
            self.answer(201, f'{{"id": {number}}}')


    http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PAWL_PORT"])), Handler).serve_forever()

    """#
