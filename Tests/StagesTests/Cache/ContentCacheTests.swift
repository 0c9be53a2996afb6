import GateModel
import Measuring
import Processes
import ServiceFixture
import Synchronization
import Testing

@testable import Stages

@Suite struct ContentCacheTests {
    private let directory: TemporaryDirectory
    private let secret = [UInt8](repeating: 7, count: 32)

    init() throws {
        directory = try TemporaryDirectory(prefix: "pawl-test-")
        try makeDirectory(directory.path + "/marks")
    }

    /// Whoever changes these bytes has everything built and seeded anew.
    @Test func whatNamesAndCodesAreMadeOverStaysAsItIs() {
        let origin = CacheOrigin(kind: .build, parts: ["service: exec \"a\"", ""])
        #expect(
            String(decoding: canonical(origin), as: UTF8.self)
                == #"{"kind":"build","parts":["service: exec \"a\"",""]}"#)
        let seal = CacheSeal(entry: "build-0f", sha256: "ab12")
        #expect(
            String(decoding: canonical(seal), as: UTF8.self) == #"{"entry":"build-0f","sha256":"ab12"}"#)
    }

    /// With a directory that commands can leave marks in.
    private func repository(_ candidate: String = "") async throws -> ItemRepository {
        try await ItemRepository(
            candidate: candidate, opening: SandboxOpenings(write: [directory.path + "/marks"]))
    }

    private var cache: ContentCache { ContentCache(directory: directory.path + "/cache", secret: secret) }

    /// Builds by leaving a mark where it can be counted how often it was run.
    private func service(_ repository: ItemRepository, marking: String = "mark") -> Service {
        let data = Service.DataSet(
            seed: .shell("seq 20 > \"$PAWL_STATE/items\"; echo seed >> \(directory.path)/marks/\(marking)"),
            migrate: nil, fingerprint: nil, counts: [])
        return itemService(
            build: .shell(
                "pwd > built; echo $HOME > \"$HOME/home\"; echo build >> \(directory.path)/marks/\(marking)"),
            data: data)
    }

    private func prepare(
        _ repository: ItemRepository, _ service: Service, _ cache: ContentCache?, says: Said = Said()
    ) async throws -> Workspace {
        try await Workspace.prepare(
            repository.plan(service: service), repository: repository.path, environment: repository.caller,
            cache: cache, confinement: repository.confinement, progress: { says.note($0.text) })
    }

    private func marks(_ name: String = "mark") -> Int {
        (contents("\(directory.path)/marks/\(name)") ?? "").split(separator: "\n").count
    }

    private func items(_ workspace: Workspace) throws -> Int {
        let state = try #require(workspace.baseline.state)
        let items = try #require(contents(state + "/items"))
        return items.split(separator: "\n").count
    }

    @Test("a second gate of the same revisions builds and seeds nothing")
    func secondGate() async throws {
        let repository = try await repository("more-queries")
        let service = service(repository)
        // The entries are free again once the workspace goes.
        let place: String
        do {
            let first = try await prepare(repository, service, cache)
            place = first.baseline.checkout
            await first.remove()
        }
        // Two builds and one seed.
        #expect(marks() == 3)
        let second = try await prepare(repository, service, cache)
        #expect(marks() == 3)
        // Under the path that the build saw, with its home and the state.
        #expect(second.baseline.checkout == place)
        #expect(contents(place + "/built") == place + "\n")
        #expect(contents(place + "/behaviour") == "")
        #expect(contents(second.candidate.checkout + "/behaviour") == "more-queries")
        let home = try #require(second.baseline.environment["HOME"])
        #expect(contents(home + "/home") == home + "\n")
        #expect(try items(second) == 20)
        await second.remove()
        #expect(!exists(place))
    }

    @Test("what a revision does to its files while it runs is not there the next time")
    func notReused() async throws {
        let repository = try await repository()
        do {
            let first = try await prepare(repository, service(repository), cache)
            try durableWrite(Array("poison".utf8), to: first.baseline.checkout + "/behaviour")
            await first.remove()
        }
        let before = marks()
        let second = try await prepare(repository, service(repository), cache)
        #expect(marks() == before)
        #expect(contents(second.baseline.checkout + "/behaviour") == "")
        await second.remove()
    }

    @Test(
        "what somebody changed in the cache is made anew, and said",
        arguments: [
            "for f in build-*/kept/checkout/behaviour; do echo poison > $f; done",
            "chmod 700 build-*/kept/checkout/count", "rm build-*/kept/home/home",
            "for d in build-*/kept; do touch $d/new; done",
            "for f in seed-*/kept/items; do echo 21 >> $f; done",
            "for f in build-*/kept/checkout/behaviour; do ln -sf /etc/hostname $f; done",
        ])
    func changed(command: String) async throws {
        let repository = try await repository()
        try await prepare(repository, service(repository), cache).remove()
        let before = marks()
        let result = try await run(
            Command(
                .shell(command), directory: directory.path + "/cache",
                environment: ["PATH": "/usr/bin:/bin"]))
        try #require(result.end == .exited(0), "\(result.errorOutput.text)")
        let said = Said()
        let workspace = try await prepare(repository, service(repository), cache, says: said)
        #expect(marks() > before)
        #expect(said.texts.contains { $0.contains("made anew, since somebody changed what was kept in ") })
        #expect(contents(workspace.baseline.checkout + "/behaviour") == "")
        #expect(try items(workspace) == 20)
        await workspace.remove()
    }

    @Test("an entry that was put in another one's place is not believed")
    func swapped() async throws {
        let repository = try await repository("more-queries")
        try await prepare(repository, service(repository), cache).remove()
        let result = try await run(
            Command(
                .shell("set -- build-*.lock; a=${1%.lock}; b=${2%.lock}; mv $a x; mv $b $a; mv x $b"),
                directory: directory.path + "/cache", environment: ["PATH": "/usr/bin:/bin"]))
        try #require(result.end == .exited(0))
        let workspace = try await prepare(repository, service(repository), cache)
        #expect(marks() == 5)
        #expect(contents(workspace.baseline.checkout + "/behaviour") == "")
        await workspace.remove()
    }

    @Test("another key, another command or another variable is another entry")
    func otherContent() async throws {
        let repository = try await repository()
        try await prepare(repository, service(repository), cache).remove()
        #expect(marks() == 3)
        let other = ContentCache(
            directory: directory.path + "/cache", secret: [UInt8](repeating: 8, count: 32))
        try await prepare(repository, service(repository), other).remove()
        #expect(marks() == 6)
        try await prepare(repository, service(repository, marking: "other"), cache).remove()
        #expect(marks("other") == 3)
    }

    @Test("two gates at once do not share a directory")
    func twoAtOnce() async throws {
        let repository = try await repository("more-queries")
        let first = try await prepare(repository, service(repository), cache)
        let second = try await prepare(repository, service(repository), cache)
        #expect(first.baseline.checkout != second.baseline.checkout)
        #expect(marks() == 6)
        await second.remove()
        #expect(exists(first.baseline.checkout + "/built"))
        await first.remove()
    }

    @Test("a cache that cannot be written costs nothing but time")
    func unusable() async throws {
        let repository = try await repository()
        try durableWrite([], to: directory.path + "/file")
        let said = Said()
        let blocked = ContentCache(directory: directory.path + "/file/cache", secret: secret)
        let workspace = try await prepare(repository, service(repository), blocked, says: said)
        #expect(exists(workspace.baseline.checkout + "/built"))
        #expect(said.texts.contains { $0.hasPrefix("nothing is kept for the next gate: ") })
        await workspace.remove()
    }

    @Test(
        "a build that would take for ever to read, or has somebody else's file, is not kept",
        arguments: [
            ("truncate -s 5G hole", "5368709120 bytes of its files were never written, more than 4294967296"),
            (
                "truncate -s 10T hole",
                "10995116277760 bytes of its files were never written, more than 4294967296"
            ),
            ("echo secret > ../../key; ln ../../key key", "'key' has another name outside of it"),
        ])
    func unfit(command: String, why: String) async throws {
        let entry = try #require(try cache.entry(.build, madeFrom: ["unfit"]))
        try entry.clear()
        let made = try await run(
            Command(.shell(command), directory: entry.live, environment: ["PATH": "/usr/bin:/bin"]))
        try #require(made.end == .exited(0), "\(made.errorOutput.text)")
        let error = #expect(throws: FileError.self) { try entry.keep() }
        #expect(error?.description == "\(entry.live): error: could not keep it: \(why)")
        #expect(try entry.check() == .nothing)
    }

    @Test("no more than eight of a kind are kept")
    func pruned() async throws {
        for number in 0..<11 {
            let entry = try #require(try cache.entry(.seed, madeFrom: ["\(number)"]))
            try entry.clear()
            try entry.keepByMoving()
        }
        let kept = try directoryNames(directory.path + "/cache").filter { !$0.hasSuffix(".lock") }
        #expect(kept.count == ContentCache.mostEntries)
    }
}

/// What a preparation said.
private final class Said: Sendable {
    private let kept = Mutex<[String]>([])
    var texts: [String] { kept.withLock { $0 } }
    func note(_ text: String) { kept.withLock { $0.append(text) } }
}
