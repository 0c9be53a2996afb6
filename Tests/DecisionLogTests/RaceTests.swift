import Foundation
import GateModel
import Git
import Testing

@testable import DecisionLog

@Suite struct RaceTests {
    /// What another machine appends and this one fetches while it is about to append itself.
    private func overtake(_ directory: LogDirectory, _ clone: String) throws {
        try directory.append(.block, to: directory.log(in: clone))
        try directory.git("fetch", "-q", clone, "refs/heads/pawl/log/staging:refs/heads/pawl/log/staging")
    }

    @Test func whoLosesTheRaceAsksAgainAndFollows() throws {
        let directory = try LogDirectory()
        try directory.append(.adopted)
        let clone = try directory.clone()
        var asked: [Int] = []
        let entry = try directory.log().append(
            directory.decision(), evidence: directory.evidence(), key: directory.key
        ) { log in
            asked.append(log.size)
            if asked.count == 1 { try overtake(directory, clone) }
        }
        #expect(asked == [1, 2])
        #expect(entry.index == 2)
        #expect(try directory.log().entries().map(\.decision.kind) == [.adopted, .block, .approve])
        #expect(try directory.git("rev-list", "--count", "refs/pawl/evidence/staging") == "1")
    }

    @Test func whoLosesEveryTimeAppendsNothing() throws {
        let directory = try LogDirectory()
        try directory.append(.adopted)
        let clone = try directory.clone()
        let text = try errorText {
            _ = try directory.log().append(directory.decision(), evidence: nil, key: directory.key) { _ in
                try overtake(directory, clone)
            }
        }
        #expect(
            text == """
                log: error: other writers were faster, 8 times
                  hint: run the command again
                """)
        #expect(
            try directory.log().entries().map(\.decision.kind) == [.adopted]
                + Array(repeating: .block, count: 8))
    }

    @Test func processesAndTasksThatAppendAtOnceLoseNothing() async throws {
        let directory = try LogDirectory()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for run in ["p1", "p2"] {
                group.addTask { try directory.fixture(run: run, count: 10).waitUntilExit() }
            }
            for _ in 0..<2 {
                group.addTask { for _ in 0..<5 { try directory.append(.block) } }
            }
            try await group.waitForAll()
        }
        let entries = try directory.log().entries()
        let runs = Dictionary(grouping: entries, by: \.decision.context.run).mapValues(\.count)
        #expect(runs == ["p1": 10, "p2": 10, "run-1": 10])
        #expect(try directory.git("fsck", "--strict", "--no-dangling") == "")
    }

    /// The reference is locked, so the process stops between its objects and the reference, and dies there.
    @Test func aProcessKilledBeforeTheReferenceMovesLeavesAGoodLog() async throws {
        let directory = try LogDirectory()
        try directory.append(.adopted)
        let lock = "\(directory.path)/.git/refs/heads/pawl/log/staging.lock"
        try Data().write(to: URL(filePath: lock))
        let future = Date(timeIntervalSinceNow: 3600)
        try FileManager.default.setAttributes([.modificationDate: future], ofItemAtPath: lock)
        let process = try directory.fixture(run: "killed", count: 1)
        func commits() throws -> Int {
            try directory.git("cat-file", "--batch-all-objects", "--batch-check=%(objecttype)")
                .split(separator: "\n").count { $0 == "commit" }
        }
        while try commits() < 4 { try await Task.sleep(for: .milliseconds(20)) }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        #expect(try directory.log().verify().size == 1)

        let past = Date(timeIntervalSinceNow: -60)
        try FileManager.default.setAttributes([.modificationDate: past], ofItemAtPath: lock)
        try directory.append(.block)
        #expect(try directory.log().entries().map(\.decision.kind) == [.adopted, .block])
        #expect(try directory.git("fsck", "--strict", "--no-dangling") == "")
    }
}

extension LogDirectory {
    /// Starts another process that appends entries to the log of staging.
    func fixture(run: String, count: Int) throws -> Process {
        let process = Process()
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder =
            CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? tests
        process.executableURL = URL(filePath: folder).deletingLastPathComponent().appending(
            path: "log-fixture")
        process.arguments = [path, "staging", trustPath, keyPath, run, String(count)]
        try process.run()
        return process
    }
}
