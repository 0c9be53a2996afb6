import GateModel
import Glibc
import Measuring
import Processes

/// The entries of the cache that one gate works with; it holds them until it has removed its workspace.
///
/// Where there is no entry, everything is made in the workspace itself.
struct HeldCacheEntries: Sendable {
    let builds: [MeasuredRevision: CacheEntry]
    /// One for each size of the data that the plan needs.
    let seeds: [DataScale: CacheEntry]

    static let none = HeldCacheEntries(builds: [:], seeds: [:])

    private init(builds: [MeasuredRevision: CacheEntry], seeds: [DataScale: CacheEntry]) {
        self.builds = builds
        self.seeds = seeds
    }

    /// Takes what the plan needs; what somebody else holds, or both sides would share, is made without the cache.
    init(_ plan: Plan, in cache: ContentCache, environment: CallerEnvironment) throws(FileError) {
        let subject = plan.pipeline.subject
        // What builds begin with is not part of it: a build may use it, and must not need it.
        let passed =
            HeldCacheEntries.passed(subject, environment) + plan.openings.cache.map { "sandbox.cache=\($0)" }
        var builds: [MeasuredRevision: CacheEntry] = [:]
        if let build = subject.build {
            for arm in MeasuredRevision.all(of: plan) {
                let parts = HeldCacheEntries.content(arm.revision(in: plan), [build], passed)
                builds[arm] = try cache.entry(.build, madeFrom: parts)
            }
        }
        self.builds = builds
        // What a command makes outside the directory is dropped when the gate ends.
        if let data = subject.data, data.isFiles {
            let commands = [subject.build, data.seed].compactMap { $0 }
            let parts = HeldCacheEntries.content(plan.baseline, commands, passed)
            var seeds: [DataScale: CacheEntry] = [:]
            for scale in plan.pipeline.smallerData + [.whole] {
                seeds[scale] = try cache.entry(.seed, madeFrom: parts + ["PAWL_SCALE=\(scale)"])
            }
            self.seeds = seeds
        } else {
            seeds = [:]
        }
    }

    /// The commit belongs to it and not only its tree: commands get it as PAWL_REVISION.
    private static func content(
        _ revision: Revision, _ commands: [DeclaredCommand], _ passed: [String]
    ) -> [String] {
        ["2", revision.commit.hex, revision.tree.hex] + commands.map { "\($0.words)" } + passed + machine
    }

    /// The variables that reach the commands, as `NAME=value`.
    private static func passed(_ subject: DeclaredSubject, _ environment: CallerEnvironment) -> [String] {
        let base = environment.base(home: "").merging(
            environment.named(subject.environment + subject.secrets)
        ) { _, named in named }
        return base.map { "\($0.key)=\($0.value)" }.sorted()
    }

    /// What tells that other programs are installed now: the kernel, and when a package was last changed.
    private static var machine: [String] {
        var name = utsname()
        uname(&name)
        let kernel = withUnsafeBytes(of: name.release) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        var status = stat()
        guard stat("/var/lib/dpkg/status", &status) == 0 else { return [kernel] }
        return [kernel, "\(status.st_mtim.tv_sec) \(status.st_size)"]
    }

    func tidy() {
        for entry in builds.values { entry.tidy() }
        for entry in seeds.values { entry.tidy() }
    }
}

extension DeclaredCommand {
    /// Kind and words, so that no shell line is taken for a list.
    fileprivate var words: [String] {
        switch self {
        case .shell(let text): ["shell", text]
        case .direct(let words): ["direct"] + words
        }
    }
}
