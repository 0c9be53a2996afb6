import Foundation
import GateModel
import Git
import Synchronization
import Testing

/// A directory in which tests run the real `git`, with no configuration but the repository's own.
final class GitDirectory: Sendable {
    let path: String
    private let parent: TemporaryDirectory
    /// Commits are an hour apart from each other, whatever the clock says.
    private let clock = Mutex(1_780_000_000)

    /// Makes a repository with `git init`, or a clone with `git clone`, given the arguments before the
    /// directory.
    init(_ arguments: String...) throws {
        parent = try TemporaryDirectory()
        path = parent.path + "/repo"
        let arguments = arguments.isEmpty ? ["init", "-q", "-b", "main"] : arguments
        _ = try Self.run(["git"] + arguments + [path], in: parent.path, time: 1_780_000_000)
    }

    /// Runs git and returns what it printed, without the last line feed.
    @discardableResult
    func git(_ arguments: String...) throws -> String {
        try Self.run(["git"] + arguments, in: path, time: clock.withLock { $0 })
    }

    /// Commits everything in the work tree, and returns the commit.
    @discardableResult
    func commit(_ message: String, after seconds: Int = 3600) throws -> ObjectID {
        clock.withLock { $0 += seconds }
        try git("add", "-A")
        try git("commit", "-q", "--allow-empty", "-m", message)
        return try head()
    }

    /// Merges with a commit of its own, and returns it.
    func merge(_ branches: String...) throws -> ObjectID {
        clock.withLock { $0 += 3600 }
        _ = try Self.run(
            ["git", "merge", "-q", "--no-ff", "-m", "merge \(branches)"] + branches, in: path,
            time: clock.withLock { $0 })
        return try head()
    }

    func head() throws -> ObjectID {
        try #require(ObjectID(hex: git("rev-parse", "HEAD")))
    }

    func id(_ name: String) throws -> ObjectID {
        try #require(ObjectID(hex: git("rev-parse", name)))
    }

    func write(_ text: String, to file: String) throws {
        let url = URL(fileURLWithPath: path + "/" + file)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func remove(_ file: String) throws {
        try FileManager.default.removeItem(atPath: path + "/" + file)
    }

    func open() throws -> Repository {
        try Repository(discoverFrom: path)
    }

    private static func run(_ command: [String], in directory: String, time: Int) throws -> String {
        let output = NSTemporaryDirectory() + "/git-output-\(UUID().uuidString)"
        try Data().write(to: URL(fileURLWithPath: output))
        defer { unlink(output) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": directory,
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
            "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
            "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
            "GIT_AUTHOR_DATE": "\(time) +0000", "GIT_COMMITTER_DATE": "\(time) +0000",
        ]
        let handle = try #require(FileHandle(forWritingAtPath: output))
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        let text = try String(decoding: Data(contentsOf: URL(fileURLWithPath: output)), as: UTF8.self)
        guard process.terminationStatus == 0 else { throw CommandFailed(command: command, output: text) }
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}

struct CommandFailed: Error {
    let command: [String]
    let output: String
}

/// The error that a body throws, for its text to be compared.
func errorText(_ body: () throws -> Void) throws -> String {
    do {
        try body()
    } catch let error as GitError {
        return error.description
    }
    throw NothingThrown()
}

struct NothingThrown: Error {}
