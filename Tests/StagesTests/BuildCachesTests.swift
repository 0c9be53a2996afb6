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

    private func caches(_ plan: Plan, _ said: Said = Said(), mostBytes: Int64 = 1 << 20) throws -> BuildCaches
    {
        try #require(
            BuildCaches(of: plan, in: cache, mostBytes: mostBytes, patience: .milliseconds(50)) {
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
            ("rm -r .npm", "the build removed it"),
            ("rm -r .npm; echo file > .npm", "the build put something else than a directory there"),
            ("rm -r .npm; ln -s /etc .npm", "the build put something else than a directory there"),
            ("truncate -s 2M .npm/large", "it has 2097152 bytes, more than 1048576"),
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
        try first.take(home: home, checkout: checkout)
        first.keep()
        #expect(said.texts == ["cache '~/.npm': not kept for the next gate, \(why)"])
        let next = try places("b")
        try caches(plan).fill(home: next.home, checkout: next.checkout)
        #expect(try directoryNames(next.home + "/.npm") == [])
        #expect(contents(next.checkout + "/target/out/log") == "objects")
    }

    /// Keeps caches of which one has a file.
    private func kept(_ plan: Plan) throws {
        let caches = try caches(plan)
        let (home, checkout) = try places("a")
        try caches.fill(home: home, checkout: checkout)
        try durableWrite(Array("packages".utf8), to: home + "/.npm/log")
        try caches.take(home: home, checkout: checkout)
        caches.keep()
    }

    @Test(
        "what was changed or not kept to its end is not believed",
        arguments: [
            ("for d in start-*/kept; do echo poison > $d/poison; done", 2), ("rm start-*/code", 0),
            ("rm -r start-*/kept", 2),
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
        #expect(try entry.look() == .intact)
        let listed = try await run(
            Command(
                .shell("LC_ALL=C ls | od -An -tx1"), directory: entry.kept,
                environment: ["PATH": "/usr/bin:/bin"]))
        #expect(listed.output.text == " ef bf bd 0a ff 0a\n")
        _ = try await run(
            Command(
                .shell(#"printf six > "$(printf '\377')""#), directory: entry.kept,
                environment: ["PATH": "/usr/bin:/bin"]))
        #expect(try entry.look() == .changed)
    }
}

/// What was said.
private final class Said: Sendable {
    private let kept = Mutex<[String]>([])
    var texts: [String] { kept.withLock { $0 } }
    func note(_ text: String) { kept.withLock { $0.append(text) } }
}
