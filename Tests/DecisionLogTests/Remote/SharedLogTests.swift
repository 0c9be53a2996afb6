import Foundation
import GateModel
import Git
import Processes
import Testing

@testable import DecisionLog

@Suite struct SharedLogTests {
    @Test func whatIsRecordedIsAtTheRemoteAndInEveryOtherClone() async throws {
        let shared = try SharedDirectory()
        let log = try shared.log()
        try await shared.record(.adopted, in: log)
        try await shared.record(.approve, in: log, evidence: shared.own.evidence())
        #expect(try shared.atRemote() == shared.own.git("rev-parse", "refs/heads/pawl/log/staging"))
        #expect(try !shared.atRemote("refs/pawl/observed/staging/*").isEmpty)

        for depth in [nil, 1] {
            let clone = try shared.clone(depth: depth)
            let there = try shared.log(in: clone)
            try await there.catchUp(key: nil)
            await there.fetchEvidence()
            let entries = try there.entries()
            #expect(entries.map(\.decision.kind) == [.adopted, .approve])
            #expect(try there.evidence(of: entries[1]) != nil)
            #expect(try shared.kinds(in: clone) == [.adopted, .approve])
        }
    }

    @Test func whoHasFallenBehindFollowsAndLosesNothing() async throws {
        let shared = try SharedDirectory()
        let (first, second) = (try shared.log(), try shared.log(in: shared.clone()))
        try await shared.record(.adopted, in: first)
        try await shared.record(.block, in: second, run: "second")
        try await shared.record(.approve, in: first, run: "first")
        try await shared.record(.block, in: second, run: "again")
        try await first.catchUp(key: nil)
        #expect(try first.entries().map(\.decision.kind) == [.adopted, .block, .approve, .block])
        #expect(try first.verify().holds)
    }

    @Test func machinesThatRecordAtOnceLoseNothing() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for machine in 0..<4 {
                let log = try shared.log(in: shared.clone())
                group.addTask {
                    for number in 0..<4 {
                        try await shared.record(.block, in: log, run: "\(machine)-\(number)")
                    }
                }
            }
            try await group.waitForAll()
        }
        let log = try shared.log()
        try await log.catchUp(key: nil)
        let runs = Set(try log.entries().map(\.decision.context.run))
        #expect(runs.count == 17)
        #expect(try log.entries().count == 17)
        #expect(try log.verify().holds)
    }

    /// The remote took it, and nobody heard so.
    @Test func anEntryWhosePushWasNotAnsweredIsThereOnce() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        let path = try shared.wrappedGit(
            #"/usr/bin/git "$@"; s=$?; case "$*" in *" push "*) echo "fatal: the connection was cut" >&2; exit 128;; esac; exit $s"#
        )
        try await shared.record(.approve, in: shared.log(path: path))
        #expect(try shared.kinds() == [.adopted, .approve])
    }

    @Test func aHostWithoutAtomicPushesWillDo() async throws {
        let shared = try SharedDirectory()
        _ = try run("git", ["config", "receive.advertiseAtomic", "false"], in: shared.remote)
        try await shared.record(.approve, in: shared.log(), evidence: shared.own.evidence())
        #expect(try !shared.atRemote().isEmpty)
        #expect(try !shared.atRemote("refs/pawl/observed/staging/*").isEmpty)
    }

    @Test func hooksOfTheCloneDoNotRun() async throws {
        let shared = try SharedDirectory()
        let (hooks, told) = (shared.own.path + "/hooks", shared.own.path + "/told")
        try makeDirectory(hooks)
        for name in ["pre-push", "reference-transaction"] {
            try durableWrite(Array("#!/bin/sh\ntouch \(told)\n".utf8), to: "\(hooks)/\(name)", mode: 0o755)
        }
        try shared.own.git("config", "core.hooksPath", hooks)
        try await shared.record(.approve, in: shared.log())
        #expect(!FileManager.default.fileExists(atPath: told))
    }

    @Test func whatIsOnlyHereIsSentWithTheNextEntry() async throws {
        let shared = try SharedDirectory()
        try shared.own.append(.adopted)
        try shared.own.append(.approve, evidence: shared.own.evidence())
        try await shared.record(.block, in: shared.log())
        let clone = try shared.clone()
        let there = try shared.log(in: clone)
        try await there.catchUp(key: nil)
        await there.fetchEvidence()
        let entries = try there.entries()
        #expect(entries.map(\.decision.kind) == [.adopted, .approve, .block])
        #expect(try there.evidence(of: entries[1]) != nil)
    }

    @Test func entriesThatTheRemoteHasGoneOnWithoutAreAppendedBehindIt() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        let other = try shared.log(in: shared.clone())
        // As by somebody who did not share it.
        try shared.own.append(.block)
        try await shared.record(.approve, in: other, run: "other")
        await #expect(throws: RemoteLogError.self) { try await shared.log().catchUp(key: nil) }
        #expect(try shared.kinds() == [.adopted, .block])
        #expect(try await shared.log().catchUp(key: shared.own.key) == [])
        #expect(try shared.kinds() == [.adopted, .approve, .block])
        #expect(try shared.own.log().verify().holds)
        #expect(try shared.atRemote() == shared.own.git("rev-parse", "refs/heads/pawl/log/staging"))
        #expect(try shared.own.log().pendingCount == 0)
    }

    /// After a push that lost a race, somebody has made the log here the remote's by hand.
    @Test func entriesThatAHandTookAwayAreAppendedAgain() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        let other = try shared.log(in: shared.clone())
        try shared.own.append(.block)
        try await shared.record(.approve, in: other, run: "other")
        try shared.own.git(
            "fetch", "-q", "origin", "+refs/heads/pawl/log/staging:refs/heads/pawl/log/staging")
        #expect(throws: BrokenEntry.self) { try shared.kinds() }
        try await shared.log().catchUp(key: shared.own.key)
        #expect(try shared.kinds() == [.adopted, .approve, .block])
        #expect(try shared.own.log().verify().holds)
    }

    @Test func anApprovalThatNoLongerHoldsIsNotAppendedBehindADeploy() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        let other = try shared.log(in: shared.clone())
        try shared.own.append(.approve)
        try await shared.record(.deployed, in: other, run: "other")
        let losses = try await shared.log().catchUp(key: shared.own.key)
        #expect(losses.count == 1)
        #expect(losses[0].hasPrefix("'approve' of "), "\(losses)")
        #expect(try shared.kinds() == [.adopted, .deployed])
    }
}
