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
        #expect(try await shared.log().catchUp(key: shared.own.key) == [])
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
