import DecisionLog
import GateModel
import Git
import Glibc
import Processes

/// What a decision log costs as it grows: an append, the log's state for a new process, a verification from the first entry, and how
/// much of it a gate with a rollback verifies.
struct LogCost {
    private static let sizes = [100, 1000, 10_000]
    private static let appends = 60

    private let directory: TemporaryDirectory
    private let key: SigningKey
    private let trust: TrustFile
    private let candidate: Revision

    static func lines(_ effort: Effort) async throws -> [String] {
        // Where memory has a file system, a log is filled there: what is measured waits for the disk.
        let fast = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : nil
        let filled = try await LogCost(in: TemporaryDirectory(prefix: "pawl-bench-log-", below: fast))
        let appender = try filled.log(memory: LogMemory())
        // All are copied, and on the disk, before anything is measured: appends would wait for that too.
        let copies = try sizes.map { size in
            try filled.grow(appender, to: size)
            return try filled.copied()
        }
        sync()
        var lines = [row(["entries", "an append", "of the first", "processor", "a file alone"])]
        var first: Double?
        for (size, measured) in zip(sizes, copies) {
            let append = try measured.append()
            first = first ?? append.seconds
            lines.append(
                row([
                    "\(size)", milliseconds(append.seconds),
                    hundredths(append.seconds / (first ?? append.seconds)), milliseconds(append.processor),
                    milliseconds(try measured.fileSeconds()),
                ]))
            if size == sizes.last { lines += try measured.wholeLines() }
        }
        return lines
    }

    private init(in directory: TemporaryDirectory) async throws {
        self.directory = directory
        let created = try createKey(in: directory.path + "/keys", principal: "bench@example.org")
        key = try loadKey(path: created.keyPath)
        trust = try TrustFile(path: created.allowedSignersPath)
        let repository = directory.path + "/repository"
        let author = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"]
        for words in [
            ["init", "-q", repository],
            ["-C", repository] + author + ["commit", "-q", "--allow-empty", "-m", "first"],
        ] {
            let result = try await run(
                Command(
                    .direct(["git"] + words), directory: directory.path,
                    environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": directory.path]))
            guard result.end == .exited(0) else {
                throw BenchError("git \(words): \(result.errorOutput.text)")
            }
        }
        let opened = try Repository(discoverFrom: repository)
        let head = try opened.commit(opened.resolve("HEAD"))
        candidate = Revision(commit: head.id, tree: head.tree, summary: head.summary)
    }

    private init(_ other: LogCost, in directory: TemporaryDirectory) {
        (key, trust, candidate) = (other.key, other.trust, other.candidate)
        self.directory = directory
    }

    /// The same log on a disk.
    private func copied() throws -> LogCost {
        let copy = try TemporaryDirectory(prefix: "pawl-bench-log-")
        try copyTree(from: directory.path + "/repository", to: copy.path + "/repository")
        return LogCost(self, in: copy)
    }

    /// With a memory of its own it is as a new process opens it.
    private func log(memory: LogMemory = LogMemory()) throws -> DecisionLog {
        try DecisionLog(
            repository: directory.path + "/repository", environment: "staging", trust: trust, memory: memory)
    }

    private func decision(_ body: Decision.Body) -> Decision {
        let source = Decision.PipelineSource(
            name: "checkout", path: "pipelines/checkout.yaml", blob: candidate.tree,
            sha256: String(repeating: "a", count: 64))
        let context = Decision.Context(
            actor: "ci", host: Decision.Host(cores: 2, kernel: "6.1", loadThousandths: 0), pawl: "0.1.0",
            judging: "1", time: Int64(time(nil)), run: "run")
        return Decision(
            Decision.Header(
                environment: "staging", pipeline: source, candidate: candidate, baseline: candidate,
                context: context), body)
    }

    /// What five stages that pass leave in an entry.
    private var judged: Decision.Judged {
        Decision.Judged(
            stages: [StageName.baseline, .compat, .regress, .memory, .scale].map {
                StageResult(stage: $0, judgements: [], seconds: 60)
            }, isolation: "strong (landlock 7)")
    }

    /// Of another gate for each seed.
    private func evidence(_ seed: Int) -> Evidence {
        Evidence(
            seed: UInt64(seed), baseline: candidate, candidate: candidate,
            pipeline: decision(.adopted).pipeline,
            results: judged.stages)
    }

    private func grow(_ log: DecisionLog, to size: Int) throws {
        let kinds: [Decision.Body] = [.approve(judged), .deployStarted, .deployed(judged)]
        for index in try log.open().size..<size {
            _ = try log.append(decision(kinds[index % kinds.count]), evidence: nil, key: key) { _ in }
        }
    }

    /// The median, with evidence, each time as by a new process; of processor time the mean.
    private func append() throws -> (seconds: Double, processor: Double) {
        let began = clock()
        let seconds = try (0..<Self.appends).map { index in
            let (log, evidence) = (try log(), evidence(index))
            return try ContinuousClock().measure {
                _ = try log.append(decision(.approve(judged)), evidence: evidence, key: key) { _ in }
            } / .seconds(1)
        }
        return (Self.median(seconds), Self.processorSeconds(since: began) / Double(Self.appends))
    }

    /// One small file that waits for the disk, of which an append has several.
    private func fileSeconds() throws -> Double {
        let path = directory.path + "/file"
        let seconds = try (0..<Self.appends).map { _ in
            try ContinuousClock().measure { try durableWrite([1, 2, 3], to: path) } / .seconds(1)
        }
        return Self.median(seconds)
    }

    private static func median(_ seconds: [Double]) -> Double { seconds.sorted()[seconds.count / 2] }

    private static func processorSeconds(since began: clock_t) -> Double {
        Double(clock() - began) / Double(CLOCKS_PER_SEC)
    }

    private func wholeLines() throws -> [String] {
        let memory = LogMemory()
        let began = clock()
        try log(memory: memory).verifyAgain()
        let rate = Double(memory.verifiedEntries) / Self.processorSeconds(since: began)
        let state = try stateSeconds()
        let gate = try gateWithRollback()
        return [
            "\(memory.verifiedEntries) entries verified from the first on: \(Int(rate)) a second and core; "
                + "their two signatures alone: \(Int(try signaturePairs()))",
            "What runs, read by a new process after one new entry: \(milliseconds(state))",
            "A gate that deploys and goes back verifies \(gate.during) entries while it runs, "
                + "and \(gate.after) when its scripts are through.",
        ]
    }

    /// What an entry has at the least: how many pairs of signatures one core verifies in a second.
    private func signaturePairs() throws -> Double {
        let message = [UInt8](repeating: 1, count: 1000)
        let signature = try key.sign(message)
        let count = 1000
        let began = clock()
        let valid = (0..<2 * count).count { _ in key.publicKey.verifies(signature, of: message) }
        precondition(valid == 2 * count, "a signature does not verify")
        return Double(count) / Self.processorSeconds(since: began)
    }

    /// The median of reading what runs, by a new process, after an entry that somebody else has appended.
    private func stateSeconds() throws -> Double {
        let cache = directory.path + "/repository/.git/pawl/log-staging.cache"
        let seconds = try (0..<Self.appends).map { _ in
            let before = try smallFile(cache, limit: 1 << 20)
            _ = try log().append(decision(.deployStarted), evidence: nil, key: key) { _ in }
            let after = try smallFile(cache, limit: 1 << 20)
            try replaceFile(before, at: cache)
            let log = try log()
            var state = EnvironmentState()
            let spent = try ContinuousClock().measure { state = try log.open().state(of: "checkout") }
            precondition(state.openDeploy != nil, "no deploy is open")
            try replaceFile(after, at: cache)
            return spent / .seconds(1)
        }
        return Self.median(seconds)
    }

    /// How many entries are verified by their signatures while a gate deploys and goes back, and how many when its scripts are
    /// through.
    private func gateWithRollback() throws -> (during: Int, after: Int) {
        let memory = LogMemory()
        let log = try log(memory: memory)
        let plan = RollbackPlan(
            from: candidate, to: candidate, steps: [], leftForPeople: [], budget: .seconds(1))
        let report = RollbackReport(
            plan: plan, results: [], outcome: .verified, seconds: 1, fingerprints: nil)
        _ = try log.open().history(of: "checkout")
        let bodies: [Decision.Body] = [
            .approve(judged), .deployStarted, .block(judged), .rollbackStarted(plan), .rolledBack(report),
        ]
        for (index, body) in bodies.enumerated() {
            _ = try log.append(
                decision(body), evidence: body.isJudged ? evidence(1000 + index) : nil, key: key
            ) { _ in }
        }
        let during = memory.verifiedEntries
        try log.verifyAgain()
        return (during, memory.verifiedEntries - during)
    }
}

private func milliseconds(_ seconds: Double) -> String { hundredths(seconds * 1000) + " ms" }

extension Decision.Body {
    fileprivate var isJudged: Bool {
        switch self {
        case .approve, .block, .advice, .deployed: true
        case .deployStarted, .adopted, .rollbackStarted, .rolledBack: false
        }
    }
}

/// Why a table cannot be made.
struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
