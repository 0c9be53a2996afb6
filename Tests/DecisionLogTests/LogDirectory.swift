import Foundation
import GateModel
import Git
import Processes
import Testing

@testable import DecisionLog

/// A real repository with two commits, a trusted key and a log, in a temporary directory.
final class LogDirectory: Sendable {
    let path: String
    let trustPath: String
    let keyPath: String
    let key: SigningKey
    let first: Revision
    let second: Revision
    private let parent: Processes.TemporaryDirectory

    init() throws {
        parent = try Processes.TemporaryDirectory(prefix: "pawl-log-")
        path = parent.path + "/repo"
        let created = try createKey(in: parent.path + "/keys", principal: "anna@example.org")
        trustPath = created.allowedSignersPath
        keyPath = created.keyPath
        key = try loadKey(path: keyPath)
        _ = try run("git", ["init", "-q", "-b", "main", path], in: parent.path)
        first = try Self.commit("first", in: path)
        second = try Self.commit("second", in: path)
    }

    @discardableResult
    func git(_ arguments: String..., input: [UInt8] = []) throws -> String {
        try run("git", arguments, in: path, input: input)
    }

    /// - Parameter memory: of one run; without it the log is opened as by a new process.
    func log(
        _ environment: String = "staging", in directory: String? = nil, memory: LogMemory = LogMemory()
    ) throws -> DecisionLog {
        try DecisionLog(
            repository: directory ?? path, environment: environment, trust: TrustFile(path: trustPath),
            memory: memory)
    }

    /// Where this machine remembers how far the log of staging went.
    var markPath: String { path + "/.git/pawl/log-staging.seen" }

    /// A clone with its own lock and its own memory, as on another machine; it has the log as it is now.
    func clone() throws -> String {
        let clone = "\(parent.path)/clone-\(UInt32.random(in: 0...UInt32.max))"
        _ = try run("git", ["clone", "-q", "--mirror", path, clone], in: parent.path)
        return clone
    }

    /// - Parameter time: of the clock that the entry is made by.
    @discardableResult
    func append(
        _ kind: Decision.Kind = .approve, to log: DecisionLog? = nil, evidence: Evidence? = nil,
        time: Int64 = testContext.time
    ) throws -> LogEntry {
        try (log ?? self.log()).append(decision(kind, time: time), evidence: evidence, key: key) { _ in }
    }

    func decision(
        _ kind: Decision.Kind = .approve, environment: String = "staging", stages: [StageResult] = [],
        reason: String? = nil, time: Int64 = testContext.time, run: String = testContext.run
    ) -> Decision {
        Decision(
            Decision.Header(
                environment: environment, pipeline: testPipeline, candidate: second, baseline: first,
                reason: reason,
                context: Decision.Context(
                    actor: testContext.actor, host: testContext.host, pawl: testContext.pawl,
                    judging: testContext.judging, time: time, run: run)),
            testBody(kind, stages))
    }

    func open() throws -> Repository { try Repository(discoverFrom: path) }

    private static func commit(_ message: String, in path: String) throws -> Revision {
        _ = try run("git", ["commit", "-q", "--allow-empty", "-m", message], in: path)
        let repository = try Repository(discoverFrom: path)
        let commit = try repository.commit(repository.resolve("HEAD"))
        return Revision(commit: commit.id, tree: commit.tree, summary: commit.summary)
    }
}

extension DecisionLog {
    func entries() throws -> [LogEntry] { try open().entries() }
    func evidence(of entry: LogEntry) throws -> Evidence? { try open().evidence(of: LogHead(entry)) }
}

let testPipeline = Decision.PipelineSource(
    name: "membership", path: "pipelines/membership.yaml", blob: testID(7), sha256: "ab12")

let testContext = Decision.Context(
    actor: "anna", host: Decision.Host(cores: 2, kernel: "6.1.0", loadThousandths: 532), pawl: "0.1.0",
    judging: "1", time: 1_780_000_000, run: "run-1")

/// A body of a kind; rollbacks go by ``testPlan``.
func testBody(_ kind: Decision.Kind, _ stages: [StageResult] = []) -> Decision.Body {
    let judged = Decision.Judged(stages: stages)
    return switch kind {
    case .approve: .approve(judged)
    case .block: .block(judged)
    case .advice: .advice(judged)
    case .deployStarted: .deployStarted
    case .deployed: .deployed(judged)
    case .adopted: .adopted
    case .rollbackStarted: .rollbackStarted(testPlan)
    case .rolledBack:
        .rolledBack(
            RollbackReport(
                plan: testPlan, results: [], outcome: .verified, seconds: 3,
                fingerprints: .init(before: "a1", after: nil)))
    }
}

/// The id that has this digit forty times.
func testID(_ digit: Int) -> ObjectID {
    guard let id = ObjectID(hex: String(repeating: String(digit, radix: 16), count: 40)) else {
        preconditionFailure("\(digit) is no digit from 1 to 15")
    }
    return id
}

func testRevision(_ digit: Int) -> Revision {
    Revision(commit: testID(digit), tree: testID(digit), summary: "change \(digit)")
}

struct CommandFailed: Error {
    let command: [String]
    let output: String
}

/// Runs a program with no git configuration but the repository's own; its output, without the last line feed.
func run(_ program: String, _ arguments: [String], in directory: String, input: [UInt8] = []) throws -> String
{
    let scratch = try Processes.TemporaryDirectory(prefix: "pawl-run-")
    try Data(input).write(to: URL(filePath: scratch.path + "/input"))
    let (output, process) = (Pipe(), Foundation.Process())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = URL(filePath: directory)
    process.environment = [
        "PATH": "/usr/bin:/bin", "HOME": directory, "LC_ALL": "C",
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
        "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_COMMITTER_NAME": "Ada",
        "GIT_COMMITTER_EMAIL": "ada@example.org",
    ]
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: scratch.path + "/input"))
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
        throw CommandFailed(command: [program] + arguments, output: text)
    }
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
}

/// The words of the error that a body throws; a test fails where it throws none.
func errorText(_ body: () throws -> Void) throws -> String {
    let error = #expect(throws: (any Error).self, performing: body)
    return String(describing: try #require(error))
}
