import Foundation
import GateModel
import Git
import Processes
import Testing

@testable import DecisionLog

/// A repository with a bare one as its remote `origin`, where the log is shared.
final class SharedDirectory: Sendable {
    let own: LogDirectory
    let remote: String
    private let parent: Processes.TemporaryDirectory

    init() throws {
        own = try LogDirectory()
        parent = try Processes.TemporaryDirectory(prefix: "pawl-remote-")
        remote = parent.path + "/origin.git"
        _ = try run("git", ["init", "-q", "--bare", "-b", "main", remote], in: parent.path)
        try own.git("remote", "add", "origin", remote)
        try own.git("push", "-q", "origin", "main")
    }

    /// Another machine's clone, which knows nothing of the log yet.
    func clone(depth: Int? = nil, filter: String? = nil) throws -> String {
        let clone = "\(parent.path)/clone-\(UInt32.random(in: 0...UInt32.max))"
        let options = (depth.map { ["--depth", "\($0)"] } ?? []) + (filter.map { ["--filter", $0] } ?? [])
        _ = try run("git", ["clone", "-q"] + options + ["file://" + remote, clone], in: parent.path)
        return clone
    }

    /// A log as one run of a command opens it, shared at `origin`.
    ///
    /// - Parameter path: where programs are looked for; nil: the usual places.
    func log(in directory: String? = nil, path: String? = nil) throws -> DecisionLog {
        let memory = LogMemory()
        let place = directory ?? own.path
        let git = GitProgram(
            gitDirectory: try Repository(discoverFrom: place).gitDirectory,
            variables: [
                "PATH": path ?? "/usr/bin:/bin", "HOME": parent.path, "GIT_CONFIG_GLOBAL": "/dev/null",
                "GIT_CONFIG_SYSTEM": "/dev/null",
            ])
        memory.share("staging", at: SharedLog(LogRemote("origin"), git: git))
        return try own.log(in: place, memory: memory)
    }

    @discardableResult
    func record(
        _ kind: Decision.Kind, in log: DecisionLog, evidence: Evidence? = nil, run: String = "run-1",
        isUrgent: Bool = false
    ) async throws -> RecordedDecision {
        try await log.record(
            own.decision(kind, run: run), evidence: evidence, key: own.key, isUrgent: isUrgent
        ) { _ in }
    }

    /// What a new process reads, without asking the remote.
    func kinds(in directory: String? = nil) throws -> [Decision.Kind] {
        try own.log(in: directory).entries().map(\.decision.kind)
    }

    /// Where a reference of the remote is; empty: nowhere.
    func atRemote(_ reference: String = "refs/heads/pawl/log/staging") throws -> String {
        try run("git", ["for-each-ref", "--format=%(objectname)", reference], in: remote)
    }

    /// A directory with a `git` of these lines before the real one.
    func wrappedGit(_ script: String) throws -> String {
        let directory = "\(parent.path)/bin-\(UInt32.random(in: 0...UInt32.max))"
        try makeDirectory(directory)
        try durableWrite(Array("#!/bin/sh\n\(script)\n".utf8), to: directory + "/git", mode: 0o755)
        return directory + ":/usr/bin:/bin"
    }

    /// Takes the remote away until it is brought back.
    func takeAway() throws { try moveFile(from: remote, to: remote + ".away") }
    func bringBack() throws { try moveFile(from: remote + ".away", to: remote) }
}
