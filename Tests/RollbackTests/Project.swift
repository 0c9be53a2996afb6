import GateModel
import Git
import Glibc
import Processes
import Rollback
import Synchronization
import Testing

/// A repository with rollback scripts, made by the real `git`, and an environment that they act on.
///
/// What a script appends to `$STATE/trace` is in ``trace``. Everything is removed with this object.
final class Project: Sendable {
    static let scripts = "rollback/shop"
    let directory: TemporaryDirectory
    private let clock = Mutex(1_780_000_000)

    var path: String { directory.path + "/repository" }
    var state: String { directory.path + "/state" }
    var journal: String { directory.path + "/journal" }

    /// Has `redeploy` and `verify`, which only leave a trace, in its first commit.
    init() async throws {
        directory = try TemporaryDirectory(prefix: "pawl-test-")
        try makeDirectory(state)
        try makeDirectory(path)
        try await git("init -q -b main")
        try script("redeploy")
        try script("verify")
        try await commit("base")
    }

    /// Writes an executable script below the scripts directory; unless told otherwise, it leaves a trace.
    func script(_ path: String, _ text: String = Project.traced) throws {
        try file("\(Project.scripts)/\(path)", "#!/bin/sh\n\(text)\n", mode: 0o755)
    }

    /// Which step, which change, and the name of the script that acts.
    static let traced = #"echo "$PAWL_STEP ${0##*/} $PAWL_CHANGE" >> "$STATE/trace""#

    /// A change directory with what `change.yaml` says and the scripts named, which leave a trace.
    func change(_ name: String, _ settings: String = "reversible: full", _ scripts: String...) throws {
        try file("\(Project.scripts)/changes/\(name)/change.yaml", settings)
        for script in scripts.isEmpty ? ["revert"] : scripts { try self.script("changes/\(name)/\(script)") }
    }

    func file(_ path: String, _ text: String, mode: UInt32 = 0o644) throws {
        let full = "\(self.path)/\(path)"
        try makeDirectory(String(full[..<(full.lastIndex(of: "/") ?? full.endIndex)]))
        try durableWrite(Array(text.utf8), to: full, mode: mode)
    }

    /// Runs git in the repository, given its arguments as the shell reads them.
    @discardableResult
    func git(_ arguments: String) async throws -> String {
        try await shell("git \(arguments)")
    }

    /// Runs a command line in the repository, an hour after the one before, and returns what it printed.
    @discardableResult
    func shell(_ line: String) async throws -> String {
        let time = clock.withLock { time in
            time += 3600
            return time
        }
        let result = try await run(
            Command(
                .shell(line), directory: path,
                environment: [
                    "PATH": "/usr/bin:/bin", "HOME": path,
                    "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
                    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
                    "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
                    "GIT_AUTHOR_DATE": "\(time) +0000", "GIT_COMMITTER_DATE": "\(time) +0000",
                ]))
        guard result.end == .exited(0) else {
            throw CommandFailed(command: line, output: result.errorOutput.text)
        }
        return result.output.text.split(separator: "\n").joined(separator: "\n")
    }

    /// Commits everything in the work tree.
    @discardableResult
    func commit(_ message: String) async throws -> ObjectID {
        try await git("add -A")
        try await git("commit -q --allow-empty -m '\(message)'")
        return try #require(ObjectID(hex: await git("rev-parse HEAD")))
    }

    /// What the scripts traced, one line each.
    var trace: [String] {
        get throws { try contents("\(state)/trace").split(separator: "\n").map(String.init) }
    }
}

struct CommandFailed: Error {
    let command: String
    let output: String
}

extension Project {
    func revision(_ name: String, in clone: String? = nil) throws -> Revision {
        let repository = try Repository(discoverFrom: clone ?? path)
        let commit = try repository.commit(repository.resolve(name))
        return Revision(commit: commit.id, tree: commit.tree, summary: commit.summary)
    }

    static func settings(_ scripts: String = scripts) -> Pipeline.Rollback {
        Pipeline.Rollback(
            scripts: scripts, deployed: nil, within: .seconds(60),
            position: FilePosition(file: "pipelines/shop.yaml", line: 9, column: 1))
    }

    func plan(
        from: String = "HEAD", to: String = "HEAD~1", scripts: String = Project.scripts,
        in clone: String? = nil
    ) throws -> RollbackPlan {
        let repository = try Repository(discoverFrom: clone ?? path)
        return try planRollback(
            from: revision(from, in: clone), to: revision(to, in: clone), settings: Project.settings(scripts),
            in: repository)
    }

    /// What a plan does, in order.
    func actions(from: String = "HEAD", to: String = "HEAD~1", scripts: String = scripts) throws -> [String] {
        try plan(from: from, to: to, scripts: scripts).steps.map(\.action.description)
    }

    func doors(from: String = "HEAD", to: String = "HEAD~1") throws -> [String] {
        let repository = try Repository(discoverFrom: path)
        return try oneWayDoors(
            from: repository.resolve(from), to: repository.resolve(to), settings: Project.settings(),
            in: repository)
    }

    /// The text of the error that planning ends in.
    func planningError(from: String = "HEAD", to: String = "HEAD~1") throws -> String {
        do {
            return "no error: \(try actions(from: from, to: to))"
        } catch let error as RollbackError {
            return error.description
        }
    }

    func execution(
        from: String = "HEAD", to: String = "HEAD~1", variables: [String: String] = [:], masks: [String] = [],
        progress: @escaping @Sendable (Progress) -> Void = { _ in },
        isInterrupted: @escaping @Sendable () -> Bool = { false }
    ) throws -> RollbackSteps {
        RollbackSteps(
            try plan(from: from, to: to),
            RollbackContext(
                repository: path, environmentName: "staging", run: "run-1",
                variables: ["PATH": "/usr/bin:/bin", "STATE": state].merging(variables) { $1 }, masks: masks,
                journal: journal, progress: progress, isInterrupted: isInterrupted))
    }

    /// Rolls `HEAD` back to the commit before it.
    func rollBack(fingerprintBefore: String? = nil) async throws -> RollbackReport {
        try await execution().run(fingerprintBefore: fingerprintBefore)
    }
}
