import GateModel
import Glibc
import Measuring
import Processes
import ServiceFixture
import Synchronization
import Testing

@testable import Stages

@Suite struct BuildCachesTests {
    private let directory: TemporaryDirectory
    private let secret = [UInt8](repeating: 7, count: 32)
    private static let paths = ["~/.npm", "target/out"]

    init() throws {
        directory = try TemporaryDirectory(prefix: "pawl-test-")
    }

    private var cache: ContentCache { ContentCache(directory: directory.path + "/cache", secret: secret) }

    /// Tells what it found, and adds a line to each.
    private static let build = DeclaredCommand.shell(
        """
        cat "$HOME/.npm/log" target/out/log > found 2>/dev/null
        echo packages >> "$HOME/.npm/log"; echo objects >> target/out/log
        """)

    private func plan(
        _ repository: ItemRepository, _ paths: [String] = paths, build: DeclaredCommand = build
    ) -> Plan {
        repository.plan(
            service: itemService(build: build), openings: SandboxOpenings(cache: paths))
    }

    private func caches(_ plan: Plan, _ said: Said = Said()) throws -> BuildCaches {
        try #require(
            BuildCaches(
                of: plan, in: cache, mostBytes: 1 << 20, limits: TreeLimits(entries: 1000, depth: 200),
                patience: .milliseconds(50)
            ) {
                said.note($0)
            })
    }

    /// What the builds of both sides found, in a gate that ends before the deploy or after it.
    private func gate(
        _ repository: ItemRepository, _ plan: Plan, isDeployed: Bool, _ said: Said = Said()
    ) async throws -> [String?] {
        let caches = try caches(plan, said)
        let workspace = try await Workspace.prepare(
            plan, repository: repository.path, environment: repository.caller, builds: caches,
            confinement: repository.confinement, progress: { _ in })
        let found = [workspace.baseline, workspace.candidate].map { contents($0.checkout + "/found") }
        await workspace.remove()
        if isDeployed { caches.keep() }
        return found
    }

    @Test("builds begin with what the deployed revision's build left, each with its own copy")
    func deployedOnly() async throws {
        let repository = try await ItemRepository(candidate: "more-queries")
        let plan = plan(repository)
        #expect(try await gate(repository, plan, isDeployed: false) == ["", ""])
        #expect(try await gate(repository, plan, isDeployed: true) == ["", ""])
        let first = "packages\nobjects\n"
        #expect(try await gate(repository, plan, isDeployed: false) == [first, first])
        #expect(try await gate(repository, plan, isDeployed: true) == [first, first])
        let second = "packages\npackages\nobjects\nobjects\n"
        #expect(try await gate(repository, plan, isDeployed: false) == [second, second])
    }

    @Test("another pipeline, path or key begins with nothing")
    func apart() async throws {
        let repository = try await ItemRepository()
        _ = try await gate(repository, plan(repository), isDeployed: true)
        let other = plan(
            repository, ["~/.npm", "target"], build: .shell("ls target > found; cat ~/.npm/log >> found"))
        #expect(try await gate(repository, other, isDeployed: false) == ["packages\n", "packages\n"])
    }

    @Test("a pipeline without a build, or without a cache, has none")
    func none() async throws {
        let repository = try await ItemRepository()
        let unbuilt = repository.plan(openings: SandboxOpenings(cache: ["target"]))
        #expect(BuildCaches(of: unbuilt, in: cache) { _ in } == nil)
        #expect(BuildCaches(of: plan(repository, []), in: cache) { _ in } == nil)
    }

    @Test("files of the revision are no cache")
    func ownFiles() async throws {
        let repository = try await ItemRepository()
        let plan = plan(repository, ["behaviour"])
        await #expect {
            try await gate(repository, plan, isDeployed: false)
        } throws: { error in
            (error as? MeasuringError)?.inconclusive
                == Inconclusive(
                    .buildFailed,
                    "cache 'behaviour': the revision has files of its own there, or a link on the way")
        }
    }

    /// Of a build by hand: its home and its checkout.
    private func places(_ name: String) throws -> (home: String, checkout: String) {
        let places = (home: "\(directory.path)/\(name)/home", checkout: "\(directory.path)/\(name)/checkout")
        try makeDirectory(places.home)
        try makeDirectory(places.checkout)
        return places
    }

    @Test("a link that leads elsewhere is not followed, and nothing is written behind it")
    func linkOnTheWay() async throws {
        let caches = try caches(plan(try await ItemRepository()))
        let (home, checkout) = try places("a")
        try makeDirectory(directory.path + "/elsewhere")
        try #require(symlink(directory.path + "/elsewhere", checkout + "/target") == 0)
        #expect(throws: MeasuringError.self) { try caches.fill(home: home, checkout: checkout) }
        #expect(try directoryNames(directory.path + "/elsewhere") == [])
    }

    @Test(
        "what a build leaves there that is no directory of a fit size is not kept, and said",
        arguments: [
            ("rm -r .npm", ", the build removed it"),
            ("rm -r .npm; echo file > .npm", ", the build put something else than a directory there"),
            ("rm -r .npm; ln -s /etc .npm", ", the build put something else than a directory there"),
            ("truncate -s 5G .npm/large", ", it has 5368709120 bytes, more than 1048576"),
            ("truncate -s 10T .npm/large", ", it has 10995116277760 bytes, more than 1048576"),
            (
                "echo secret > ../key; mkdir .npm/a; ln ../key .npm/a/b",
                ", 'a/b' in it is also a file outside of the build's own directories"
            ),
            (
                "touch $(seq -f .npm/%g 1001)",
                ": HOME/.npm: error: could not keep it: it has more than 1000 files and directories"
            ),
            (
                "python3 -I -c 'import os\nfor _ in range(300): os.chdir(\".npm\"); os.mkdir(\".npm\")'",
                ": HOME/.npm: error: could not keep it: it goes more than 200 directories deep"
            ),
        ])
    func unfit(command: String, why: String) async throws {
        let plan = plan(try await ItemRepository())
        let said = Said()
        let first = try caches(plan, said)
        let (home, checkout) = try places("a")
        try first.fill(home: home, checkout: checkout)
        try durableWrite(Array("objects".utf8), to: checkout + "/target/out/log")
        _ = try await run(
            Command(.shell(command), directory: home, environment: ["PATH": "/usr/bin:/bin"]))
        _ = first.store(.candidate, home: home, checkout: checkout)
        first.keep()
        #expect(
            said.texts.map { $0.replacing(home, with: "HOME") } == [
                "cache '~/.npm': not kept for the next gate\(why)"
            ])
        let next = try places("b")
        try caches(plan).fill(home: next.home, checkout: next.checkout)
        #expect(try directoryNames(next.home + "/.npm") == [])
        #expect(contents(next.checkout + "/target/out/log") == "objects")
    }

    @Test("what is no file of its own leads nowhere in the next build")
    func special() async throws {
        let plan = plan(try await ItemRepository())
        let said = Said()
        let first = try caches(plan, said)
        let (home, checkout) = try places("a")
        try first.fill(home: home, checkout: checkout)
        let line = """
            mkfifo .npm/pipe && { test $(id -u) != 0 || mknod .npm/device c 1 3; } && ln -s /etc/hostname .npm/link && echo package > .npm/file &&
            ln .npm/file ../checkout/linked
            """
        let made = try await run(
            Command(.shell(line), directory: home, environment: ["PATH": "/usr/bin:/bin"]))
        try #require(made.end == .exited(0), "\(made.errorOutput.text)")
        _ = first.store(.candidate, home: home, checkout: checkout)
        first.keep()
        #expect(said.texts == [])
        let next = try places("b")
        try caches(plan).fill(home: next.home, checkout: next.checkout)
        #expect(try directoryNames(next.home + "/.npm").sorted() == ["file", "link"])
        #expect(contents(next.home + "/.npm/file") == "package\n")
        var status = stat()
        #expect(lstat(next.home + "/.npm/link", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    }

    @Test("a build that is kept has its caches as snapshots, which both sides share")
    func sharedSnapshots() async throws {
        let repository = try await ItemRepository(candidate: "more-queries")
        let plan = plan(repository)
        func gate(_ said: Said) async throws -> [String?] {
            let workspace = try await Workspace.prepare(
                plan, repository: repository.path, environment: repository.caller, cache: cache,
                builds: try caches(plan, said), confinement: repository.confinement,
                progress: { said.note($0.text) })
            let found = try [workspace.baseline, workspace.candidate].map {
                contents(try #require($0.environment["HOME"]) + "/.npm/log")
            }
            await workspace.remove()
            return found
        }
        func kept(_ prefix: String) throws -> [String] {
            try directoryNames(directory.path + "/cache").filter {
                $0.hasPrefix(prefix) && !$0.hasSuffix(".lock")
            }.map { "\(directory.path)/cache/\($0)" }
        }
        #expect(try await gate(Said()) == ["packages\n", "packages\n"])
        // What is in the two directories differs, and is the same on both sides.
        #expect(try kept("snapshot-").count == 2)
        for build in try kept("build-") {
            #expect(try directoryNames(build + "/kept/home") == [])
            #expect(try directoryNames(build + "/kept/checkout/target") == [])
        }
        let second = Said()
        #expect(try await gate(second) == ["packages\n", "packages\n"])
        #expect(second.texts.count { $0.hasSuffix(": kept from an earlier gate") } == 3)

        for snapshot in try kept("snapshot-") { try removeTree(snapshot) }
        let third = Said()
        #expect(try await gate(third) == ["packages\n", "packages\n"])
        // The baseline's new build leaves what the candidate's needs.
        #expect(third.texts.count { $0.hasSuffix(": made anew, a cache of it is gone") } == 1)

        for snapshot in try kept("snapshot-") {
            try durableWrite(Array("poison\n".utf8), to: snapshot + "/kept/log")
        }
        let fourth = Said()
        #expect(try await gate(fourth) == ["packages\n", "packages\n"])
        #expect(
            fourth.texts.contains { $0.contains(": made anew, since somebody changed what was kept in ") },
            "\(fourth.texts)")
    }

    /// Keeps caches of which one has a file.
    private func kept(_ plan: Plan) throws {
        let caches = try caches(plan)
        let (home, checkout) = try places("a")
        try caches.fill(home: home, checkout: checkout)
        try durableWrite(Array("packages".utf8), to: home + "/.npm/log")
        _ = caches.store(.candidate, home: home, checkout: checkout)
        caches.keep()
    }

    @Test(
        "what was changed or not kept to its end is not believed",
        arguments: [
            ("for d in start-*/kept; do echo poison > $d/poison; done", 2), ("rm start-*/code", 0),
            ("rm -r start-*/kept", 2),
            ("for d in snapshot-*/kept; do echo poison > $d/poison; done", 2), ("rm snapshot-*/code", 0),
            ("rm -r snapshot-*/kept", 2),
        ])
    func poisoned(command: String, count: Int) async throws {
        let plan = plan(try await ItemRepository())
        try kept(plan)
        let result = try await run(
            Command(
                .shell(command), directory: directory.path + "/cache", environment: ["PATH": "/usr/bin:/bin"])
        )
        try #require(result.end == .exited(0), "\(result.errorOutput.text)")
        let said = Said()
        let next = try places("b")
        try caches(plan, said).fill(home: next.home, checkout: next.checkout)
        #expect(try directoryNames(next.home + "/.npm") == [])
        #expect(said.texts.count { $0.contains("': begins empty") } == count, "\(said.texts)")
    }

    @Test func whatIsChangedAfterThisGateHasReadItIsNotBelieved() async throws {
        let plan = plan(try await ItemRepository())
        try kept(plan)
        let said = Said()
        let caches = try caches(plan, said)
        for (name, files) in [("b", ["log"]), ("c", [])] {
            let next = try places(name)
            try caches.fill(home: next.home, checkout: next.checkout)
            #expect(try directoryNames(next.home + "/.npm") == files)
            let poison = "for d in snapshot-*/kept; do echo poison > $d/log; done"
            let result = try await run(
                Command(
                    .shell(poison), directory: directory.path + "/cache",
                    environment: ["PATH": "/usr/bin:/bin"]))
            try #require(result.end == .exited(0), "\(result.errorOutput.text)")
        }
        #expect(said.texts.contains { $0.contains("begins empty, since somebody changed") }, "\(said.texts)")
    }

    @Test func theModeOfADirectoryBelongsToItsSnapshot() async throws {
        let plan = plan(try await ItemRepository())
        for (name, mode) in [("a", mode_t(0o755)), ("b", 0o700)] {
            let caches = try caches(plan)
            let (home, checkout) = try places(name)
            try caches.fill(home: home, checkout: checkout)
            try #require(chmod(home + "/.npm", mode) == 0)
            _ = caches.store(.candidate, home: home, checkout: checkout)
            caches.keep()
            let next = try places(name + "-next")
            try self.caches(plan).fill(home: next.home, checkout: next.checkout)
            var status = stat()
            #expect(lstat(next.home + "/.npm", &status) == 0 && status.st_mode & 0o777 == mode)
        }
    }

    @Test("while another gate copies or keeps one, this gate begins with nothing")
    func heldByAnother() async throws {
        let plan = plan(try await ItemRepository())
        try kept(plan)
        let held = try #require(try cache.entry(.start, madeFrom: ["items", "staging", "~/.npm"]))
        let said = Said()
        let next = try places("b")
        let caches = try caches(plan, said)
        try caches.fill(home: next.home, checkout: next.checkout)
        #expect(said.texts == ["cache '~/.npm': begins empty, another gate uses it"])
        #expect(try directoryNames(next.home + "/.npm") == [])
        withExtendedLifetime(held) {}
    }

    @Test("names that are not UTF-8 keep their bytes, and what stands in such files is watched")
    func bytesOfNames() async throws {
        let entry = try #require(try cache.entry(.build, madeFrom: ["names"]))
        try entry.clear()
        let shell = { (line: String) in
            try await run(
                Command(.shell(line), directory: entry.live, environment: ["PATH": "/usr/bin:/bin"]))
        }
        _ = try await shell(#"printf one > "$(printf '\377')"; printf two > "$(printf '\357\277\275')""#)
        try entry.keep()
        #expect(try entry.check() == .intact)
        let listed = try await run(
            Command(
                .shell("LC_ALL=C ls | od -An -tx1"), directory: entry.kept,
                environment: ["PATH": "/usr/bin:/bin"]))
        #expect(listed.output.text == " ef bf bd 0a ff 0a\n")
        _ = try await run(
            Command(
                .shell(#"printf six > "$(printf '\377')""#), directory: entry.kept,
                environment: ["PATH": "/usr/bin:/bin"]))
        #expect(try entry.check() == .changed)
    }
}

/// What was said.
private final class Said: Sendable {
    private let kept = Mutex<[String]>([])
    var texts: [String] { kept.withLock { $0 } }
    func note(_ text: String) { kept.withLock { $0.append(text) } }
}
