import GateModel
import Measuring
import Processes
import ServiceFixture
import Stages
import Testing

@Suite struct WorkspaceTests {
    private func prepare(_ repository: ItemRepository, _ service: Service = itemService()) async throws
        -> Workspace
    {
        try await Workspace.prepare(
            repository.plan(service: service), repository: repository.path, environment: repository.caller,
            confinement: repository.confinement, progress: { _ in })
    }

    private func failure(_ repository: ItemRepository, _ service: Service) async throws -> Inconclusive? {
        do throws(MeasuringError) {
            _ = try await Workspace.prepare(
                repository.plan(service: service), repository: repository.path,
                environment: repository.caller,
                confinement: repository.confinement, progress: { _ in })
            return nil
        } catch {
            return error.inconclusive
        }
    }

    private func seeding(_ line: String) -> Service {
        itemService(
            data: Service.DataSet(seed: .shell(line), migrate: nil, fingerprint: nil, counts: []))
    }

    @Test func bothRevisionsAreExportedBuiltAndFilled() async throws {
        let repository = try await ItemRepository(candidate: "more-queries")
        let service = itemService(build: .shell("cp behaviour built"))
        let workspace = try await prepare(repository, service)
        #expect(contents(workspace.baseline.checkout + "/built") == "")
        #expect(contents(workspace.candidate.checkout + "/built") == "more-queries")
        #expect(
            workspace.counts == [
                DataCount(name: "items", side: .baseline, counted: 20, atLeast: 20),
                DataCount(name: "items", side: .candidate, counted: 20, atLeast: 20),
            ])
        let states = try [#require(workspace.baseline.state), #require(workspace.candidate.state)]
        #expect(states.allSatisfy(exists))
        await workspace.remove()
        #expect(
            !(states + [workspace.baseline.checkout, workspace.candidate.checkout]).contains(where: exists))
    }

    @Test func theCandidatesMigrationIsCountedByTheBaselinesInstrument() async throws {
        let repository = try await ItemRepository(changed: [
            "migrate": "#!/bin/sh\nsed -i 3,20d \"$PAWL_STATE/items\"\n", "count": "#!/bin/sh\necho 20\n",
        ])
        let workspace = try await prepare(repository)
        #expect(workspace.counts.map(\.counted) == [20, 2])
        #expect(workspace.counts.map(\.isShort) == [false, true])
    }

    /// The rows lie in the write-ahead log alone, as whoever wrote them ended without closing, and a process that the
    /// seed left behind goes on writing: it is ended before anything is copied.
    @Test func aDatabaseThatIsStillBeingWrittenIsCopiedWithItsWriteAheadLog() async throws {
        let seed = """
            import os, sqlite3, time
            path = os.environ["PAWL_STATE"] + "/items.sqlite3"
            connection = sqlite3.connect(path, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA wal_autocheckpoint = 0")
            connection.execute("CREATE TABLE item (id INTEGER PRIMARY KEY)")
            connection.executemany("INSERT INTO item VALUES (?)", [(number,) for number in range(20)])
            if os.fork() == 0:
                os.setsid()
                with open(os.environ["TRACES"] + "/started", "a") as file:
                    file.write(f"{os.getpid()} {path}\\n")
                writer = sqlite3.connect(path, isolation_level=None, timeout=20)
                while True:
                    writer.execute("BEGIN IMMEDIATE")
                    writer.execute("INSERT INTO item SELECT MAX(id) + 1 FROM item")
                    time.sleep(0.001)
                    writer.execute("ROLLBACK")
            while not os.path.exists(os.environ["TRACES"] + "/started"):
                time.sleep(0.01)
            assert os.path.getsize(path + "-wal") > 0
            os._exit(0)
            """
        let count = """
            import os, sqlite3
            connection = sqlite3.connect(os.environ["PAWL_STATE"] + "/items.sqlite3")
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            print(connection.execute("SELECT COUNT(*) FROM item").fetchone()[0])
            """
        let repository = try await ItemRepository()
        let data = Service.DataSet(
            seed: .direct(["python3", "-S", "-c", seed]), migrate: nil, fingerprint: nil,
            counts: [Service.Count(name: "items", run: .direct(["python3", "-S", "-c", count]), atLeast: 20)])
        let workspace = try await prepare(repository, itemService(data: data))
        #expect(workspace.counts.map(\.counted) == [20, 20])
        await workspace.remove()
        #expect(repository.traces.count == 1)
        #expect(repository.traces.remains == [])
    }

    /// Where nothing confines it, a candidate finds what it cannot guess.
    @Test(
        "what a candidate's code changes before it is used next is told",
        arguments: [
            (true, "chmod 600 ../../seeded-*/items"),
            (true, "for file in ../../seeded-*/items; do echo 1 >> $file; done"),
            (false, "chmod 600 ../../baseline-*/state/items"), (false, "rm ../../baseline-*/state/items"),
        ])
    func changedBetweenSteps(inBuild: Bool, line: String) async throws {
        let repository = try await ItemRepository(candidate: "more-queries")
        let command = DeclaredCommand.shell("if grep -q more-queries behaviour; then \(line); fi")
        let nothing = DeclaredCommand.shell("true")
        let service = itemService(
            build: inBuild ? command : nothing,
            data: Service.DataSet(
                seed: .shell("seq 20 > \"$PAWL_STATE/items\""), migrate: inBuild ? nothing : command,
                fingerprint: nil, counts: []))
        do throws(MeasuringError) {
            _ = try await Workspace.prepare(
                repository.plan(service: service), repository: repository.path,
                environment: repository.caller, confinement: .none, progress: { _ in })
            Issue.record("nothing was noticed")
        } catch {
            #expect(error.inconclusive.reason == .subjectChanged)
            #expect(error.detail == "data: 'items' was changed while the gate ran")
        }
    }

    @Test("one side's place does not tell the other's")
    func places() async throws {
        let workspace = try await prepare(try await ItemRepository(candidate: "more-queries"))
        let places = [workspace.baseline, workspace.candidate].map {
            $0.checkout.split(separator: "/").dropLast()
        }
        #expect(places[0].last != "baseline" && places[1].last != "candidate")
        #expect(places[0].last?.drop { $0 != "-" } != places[1].last?.drop { $0 != "-" })
        await workspace.remove()
    }

    @Test func sidesShareNoHome() async throws {
        let repository = try await ItemRepository()
        let service = itemService(build: .shell("test ! -e \"$HOME/cache\" && touch \"$HOME/cache\""))
        try await prepare(repository, service).remove()
    }

    @Test(
        "a step that fails says why, without secrets",
        arguments: [
            (
                "echo no $SECRET >&2; exit 4", Inconclusive.Reason.dataNotReady,
                "seed ended with exit 4; it printed: no ***"
            ),
            ("kill -9 $$", .dataNotReady, "seed ended with signal 9"),
            (
                "no-such-program", .dataNotReady,
                "seed ended with exit 127; it printed: /bin/sh: 1: no-such-program: not found"
            ),
        ])
    func seedFails(line: String, reason: Inconclusive.Reason, detail: String) async throws {
        let repository = try await ItemRepository()
        let traced = "echo \"$$ $PAWL_STATE\" >> \"$TRACES/started\"; " + line
        #expect(try await failure(repository, seeding(traced)) == Inconclusive(reason, detail))
        #expect(repository.traces.count == 1)
        #expect(repository.traces.remains == [])
    }

    @Test func anUnknownProgramIsAMissingTool() async throws {
        let repository = try await ItemRepository()
        let found = try await failure(repository, itemService(build: .direct(["no-such-program", "--fast"])))
        let detail =
            "build of the baseline: no-such-program: error: could not be started: no such file or directory"
        #expect(found == Inconclusive(.toolMissing, detail))
    }

    @Test(
        "a count is one whole number",
        arguments: [
            ("echo 12; echo 34", "'12 34'"), ("echo many", "'many'"), ("true", "nothing"),
            ("echo 2.5", "'2.5'"),
        ])
    func countIsANumber(line: String, seen: String) async throws {
        let repository = try await ItemRepository()
        let count = Service.Count(name: "items", run: .shell(line), atLeast: 1)
        let data = Service.DataSet(seed: .shell("true"), migrate: nil, fingerprint: nil, counts: [count])
        let found = try await failure(repository, itemService(data: data))
        let detail = "count of items on the baseline's side printed \(seen), not one whole number"
        #expect(found == Inconclusive(.dataNotReady, detail))
    }

    @Test func cancellingLeavesNothing() async throws {
        let repository = try await ItemRepository()
        let seed = """
            (setsid sh -c 'trap "" TERM; echo "$$ $PAWL_STATE" >> "$TRACES/started"; while :; do sleep 1; done' &)
            sleep 1000
            """
        let task = Task { try await failure(repository, seeding(seed)) }
        #expect(try await eventually { repository.traces.count == 1 })
        task.cancel()
        #expect(try await task.value == Inconclusive(.interrupted, "in seed"))
        #expect(repository.traces.remains == [])
    }

    @Test func aCommitThatIsNotThereIsNotExported() async throws {
        let repository = try await ItemRepository()
        let other = try await ItemRepository(candidate: "other")
        let found: Inconclusive?
        do throws(MeasuringError) {
            _ = try await Workspace.prepare(
                other.plan(), repository: repository.path, environment: other.caller,
                confinement: repository.confinement, progress: { _ in })
            found = nil
        } catch {
            found = error.inconclusive
        }
        #expect(found?.reason == .buildFailed)
        #expect(found?.detail.said?.unescaped.hasPrefix("export: git: error: ") == true)
        #expect(found?.detail.said?.unescaped.contains("\n") == false)
    }
}
