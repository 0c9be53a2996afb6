import Foundation
import GateModel
import Git
import Processes
import Testing

@testable import DecisionLog

@Suite struct RemoteFaultTests {
    @Test func whatLetsSomethingThroughIsNotRecordedWhileTheRemoteIsDown() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        try shared.takeAway()
        await #expect(throws: RemoteLogError.self) {
            try await shared.record(.deployStarted, in: shared.log())
        }
        #expect(try shared.kinds() == [.adopted])
        #expect(try shared.own.log().pendingCount == 0)
    }

    @Test func whatHasHappenedWaitsInItsOrderAndCountsMeanwhile() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        try await shared.record(.deployStarted, in: shared.log())
        let other = try shared.log(in: shared.clone())
        try shared.takeAway()
        let log = try shared.log()
        for kind in [Decision.Kind.rollbackStarted, .rolledBack] {
            guard case .waiting = try await shared.record(kind, in: log) else {
                Issue.record("\(kind) did not wait")
                return
            }
        }
        #expect(try shared.kinds() == [.adopted, .deployStarted])
        let state = try shared.own.log().open().state(of: "membership")
        #expect(state.openDeploy == nil && state.openRollback == nil)
        #expect(state.running == testRevision(1))

        try shared.bringBack()
        // Somebody else is first.
        try await shared.record(.block, in: other, run: "other")
        // Whoever has the lock does not wait for it.
        let flushing = try shared.log()
        #expect(try await flushing.catchUp(key: shared.own.key) == [])
        #expect(!flushing.memory.goesWithoutLock)
        #expect(
            try shared.kinds() == [.adopted, .deployStarted, .block, .rollbackStarted, .rolledBack])
        #expect(
            try shared.own.log().entries().map(\.decision.context.time)
                == Array(repeating: testContext.time, count: 5))
        #expect(try shared.own.log().pendingCount == 0)
        #expect(try shared.own.log().verify().holds)
    }

    @Test func whatWaitsIsAppendedOnceWhereItsFileWasNotTakenAway() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        try shared.takeAway()
        guard case .waiting(let path, _) = try await shared.record(.rolledBack, in: shared.log()) else {
            Issue.record("it did not wait")
            return
        }
        try shared.bringBack()
        let bytes = try smallFile(path, limit: 1 << 20)
        try await shared.log().catchUp(key: shared.own.key)
        // As after a kill between the push and the end.
        try durableWrite(bytes, to: path)
        try await shared.log().catchUp(key: shared.own.key)
        #expect(try shared.kinds() == [.adopted, .rolledBack])
        #expect(try shared.own.log().pendingCount == 0)
    }

    @Test func whatWaitsIsNotBelievedOnceItWasChanged() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        try shared.takeAway()
        guard case .waiting(let path, _) = try await shared.record(.deployed, in: shared.log()) else {
            Issue.record("it did not wait")
            return
        }
        let text = String(decoding: try smallFile(path, limit: 1 << 20), as: UTF8.self)
        try durableWrite(Array(text.replacing(#""payload":"e"#, with: #""payload":"f"#).utf8), to: path)
        #expect(try errorText { _ = try shared.own.log().open() }.contains("waits to be appended"))
    }

    @Test func aRemoteThatWasRewoundIsRefusedAndNamed() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        let old = try shared.atRemote()
        try await shared.record(.approve, in: shared.log())
        let tip = try shared.atRemote()
        _ = try run("git", ["update-ref", "refs/heads/pawl/log/staging", old], in: shared.remote)
        let error = await #expect(throws: RemoteLogError.self) {
            try await shared.record(.deployStarted, in: shared.log())
        }
        #expect(
            error?.description.contains("git push --force origin \(tip):refs/heads/pawl/log/staging") == true)
        #expect(try shared.kinds() == [.adopted, .approve])
        _ = try run("git", ["update-ref", "-d", "refs/heads/pawl/log/staging"], in: shared.remote)
        let gone = await #expect(throws: RemoteLogError.self) {
            try await shared.record(.deployStarted, in: shared.log())
        }
        #expect(gone?.description.contains("has no 'refs/heads/pawl/log/staging' any more") == true)
    }

    @Test func whatAStrangerHasPushedStaysOutOfTheLog() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        let tip = try shared.atRemote()
        let forged = try run(
            "git", ["commit-tree", "-p", tip, "-m", "approve membership", "\(tip)^{tree}"], in: shared.remote)
        _ = try run("git", ["update-ref", "refs/heads/pawl/log/staging", forged], in: shared.remote)
        let error = await #expect(throws: BrokenEntry.self) {
            try await shared.record(.approve, in: shared.log())
        }
        #expect(error?.description.contains("its commit is not signed") == true)
        #expect(try shared.own.git("rev-parse", "refs/heads/pawl/log/staging") == tip)
        #expect(try shared.kinds() == [.adopted])
        // Once it is repaired there, everybody goes on.
        _ = try run("git", ["update-ref", "refs/heads/pawl/log/staging", tip], in: shared.remote)
        try await shared.record(.approve, in: shared.log())
        #expect(try shared.kinds() == [.adopted, .approve])
    }

    @Test func aBlockThatTheRemoteDidNotTakeIsNotForgotten() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        try shared.takeAway()
        guard
            case .waiting = try await shared.record(.block, in: shared.log(), evidence: shared.own.evidence())
        else {
            Issue.record("it did not wait")
            return
        }
        try shared.bringBack()
        try await shared.log().catchUp(key: shared.own.key)
        #expect(try shared.kinds() == [.adopted, .block])
        #expect(try !shared.atRemote("refs/pawl/observed/staging/*").isEmpty)
    }

    @Test func whatWaitsIsOlderThanWhatTheRemoteHasAndNoClockIsToBlame() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        let other = try shared.log(in: shared.clone())
        try shared.takeAway()
        try await shared.record(.rolledBack, in: shared.log())
        try shared.bringBack()
        _ = try await other.record(
            shared.own.decision(.block, time: testContext.time + 7200), evidence: nil, key: shared.own.key
        ) { _ in }
        #expect(try await shared.log().catchUp(key: shared.own.key) == [])
        #expect(try shared.kinds() == [.adopted, .block, .rolledBack])
    }

    @Test func whatWasDeployedLongAgoSaysNothingOfWhatRunsNow() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        let other = try shared.log(in: shared.clone())
        try shared.takeAway()
        try await shared.record(.deployed, in: shared.log())
        try shared.bringBack()
        _ = try await other.record(
            shared.own.decision(.rolledBack, time: testContext.time + 60, run: "other"), evidence: nil,
            key: shared.own.key
        ) { _ in }
        let losses = try await shared.log().catchUp(key: shared.own.key)
        #expect(losses.count == 1 && losses[0].hasPrefix("'deployed' of "), "\(losses)")
        #expect(try shared.kinds() == [.adopted, .rolledBack])
        #expect(try shared.own.log().pendingCount == 0)
        let kept = try directoryNames(shared.own.log().pendingPlace)
        #expect(kept.count == 1 && kept[0].hasSuffix(".json.lapsed"), "\(kept)")
    }

    /// Somebody has taken the log here back, and the remote too.
    @Test func whatThisMachineRemembersIsNotOverwrittenByAnOlderLog() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        let old = try shared.atRemote()
        try await shared.record(.approve, in: shared.log())
        let mark = try smallFile(shared.own.markPath, limit: 1000)
        _ = try run("git", ["update-ref", "refs/heads/pawl/log/staging", old], in: shared.remote)
        _ = try run("git", ["update-ref", "-d", "refs/heads/pawl/checkpoint/staging"], in: shared.remote)
        for reference in [
            "refs/heads/pawl/log/staging", "refs/pawl/remotes/origin/staging",
            "refs/pawl/checkpoints/origin/staging",
        ] {
            try shared.own.git("update-ref", "-d", reference)
        }
        await #expect(throws: BrokenEntry.self) { try await shared.record(.approve, in: shared.log()) }
        #expect(try smallFile(shared.own.markPath, limit: 1000) == mark)
        #expect(try shared.atRemote() == old)
    }

    @Test func aPartialCloneHasTheWholeLog() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        try await shared.record(.approve, in: shared.log(), evidence: shared.own.evidence())
        _ = try run("git", ["config", "uploadpack.allowFilter", "true"], in: shared.remote)
        let clone = try shared.clone(filter: "blob:none")
        let log = try shared.log(in: clone)
        try await log.catchUp(key: nil)
        await log.fetchEvidence()
        #expect(try log.verify().holds)
        #expect(try log.evidence(of: log.entries()[1]) != nil)
    }

    @Test func aLockThatAKilledGitLeftBehindIsTakenAway() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        let locks = ["refs/pawl/remotes/origin/staging", "refs/heads/pawl/log/staging"].map {
            "\(shared.own.path)/.git/\($0).lock"
        }
        for lock in locks {
            try Data().write(to: URL(filePath: lock))
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -60)], ofItemAtPath: lock)
        }
        let other = try shared.log(in: shared.clone())
        try await shared.record(.block, in: other, run: "other")
        try await shared.record(.approve, in: shared.log())
        #expect(try shared.kinds() == [.adopted, .block, .approve])
    }

    @Test func aRemoteThatTakesNothingIsNamedWithItsReason() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        try durableWrite(
            Array("#!/bin/sh\necho 'only anna may push here' >&2\nexit 1\n".utf8),
            to: shared.remote + "/hooks/pre-receive", mode: 0o755)
        let error = await #expect(throws: RemoteLogError.self) {
            try await shared.record(.approve, in: shared.log())
        }
        #expect(error?.description.contains("only anna may push here") == true, "\(error?.description ?? "")")
        #expect(try shared.kinds() == [.adopted])
    }
}
