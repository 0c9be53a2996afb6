import Foundation
import GateModel
import Processes
import Synchronization
import Testing

@testable import DecisionLog

@Suite struct LogLockTests {
    /// Somebody who is no Pawl, with the lock on the log of staging.
    private func stranger(in directory: LogDirectory) async throws -> RunningService {
        let path = "\(directory.path)/.git/pawl/log-staging.lock"
        let script =
            "import fcntl,time; f=open('\(path)','a'); fcntl.flock(f,fcntl.LOCK_EX); print('locked',flush=True); time.sleep(1000)"
        let stranger = try await RunningService.start(
            Command(
                .direct(["python3", "-S", "-c", script]), directory: "/",
                environment: ["PATH": "/usr/bin:/bin:/usr/local/bin"]))
        while stranger.hasEnded == nil, stranger.output.text != "locked\n" {
            try await Task.sleep(for: .milliseconds(5))
        }
        return stranger
    }

    @Test("what a rollback has to say is appended all the same, and who holds the lock is said once")
    func rollback() async throws {
        let directory = try LogDirectory()
        try directory.append(.deployed)
        let stranger = try await stranger(in: directory)
        let said = Mutex<[String]>([])
        let log = try directory.log(memory: LogMemory { text in said.withLock { $0.append(text) } })
        _ = try log.append(directory.decision(.block), evidence: nil, key: directory.key, isUrgent: true) {
            _ in
        }
        for kind in [Decision.Kind.rollbackStarted, .rolledBack] {
            _ = try log.append(directory.decision(kind), evidence: nil, key: directory.key) { _ in }
        }
        #expect(
            said.withLock { $0 } == [
                "the log is written without its lock, which pid \(stranger.processID) (python3) holds"
            ])
        #expect(
            try directory.log().entries().map(\.decision.kind) == [
                .deployed, .block, .rollbackStarted, .rolledBack,
            ])
        try await stranger.stop(grace: .zero)
    }

    @Test("what may wait does, and is refused in the end with the holder's process")
    func approval() async throws {
        let directory = try LogDirectory()
        try directory.append(.deployed)
        let stranger = try await stranger(in: directory)
        #expect(
            throws: LogError.locked(
                environment: "staging", owner: "pid \(stranger.processID) (python3)")
        ) {
            try directory.append(.approve)
        }
        try await stranger.stop(grace: .zero)
        try directory.append(.approve)
    }

    @Test("somebody who is next gets the lock before the one that has just let go of it")
    func turns() throws {
        let directory = try LogDirectory()
        try directory.append(.adopted)
        let turn = "\(directory.path)/.git/pawl/log-staging.turn"
        guard case .locked(let next) = try FileLock.tryLock(turn, what: "be next") else {
            Issue.record("nobody else has it")
            return
        }
        // An append waits behind it, and comes once it is gone.
        let appended = Mutex(false)
        let waiter = Thread {
            do {
                try directory.append(.block)
                appended.withLock { $0 = true }
            } catch { Issue.record(error) }
        }
        waiter.start()
        usleep(100_000)
        #expect(appended.withLock { $0 } == false)
        #expect(try directory.log().entries().count == 1)
        _ = consume next
        while !waiter.isFinished { usleep(5000) }
        #expect(appended.withLock { $0 } == true)
    }

    @Test("the wait for one owner begins anew with the next, and ends in all")
    func patience() {
        let start = ContinuousClock.now
        var patience = LockPatience(perOwner: .seconds(10), inAll: .seconds(25), now: start)
        // Since when, of whom, whether there is patience left.
        let steps: [(Int, String, Bool)] = [
            (1, "pid 1", true), (9, "pid 1", true), (9, "", true), (9, "pid 2", true), (18, "pid 2", true),
            (18, "pid 3", true), (24, "pid 3", true), (24, "pid 4", true), (25, "pid 5", false),
        ]
        for (seconds, owner, isLeft) in steps {
            let found = patience.isLeft(with: owner, now: start + .seconds(seconds))
            #expect(found == isLeft, "\(owner) at \(seconds) s")
        }
        var short = LockPatience(perOwner: .seconds(10), now: start)
        let found = [9, 10].map { short.isLeft(with: "pid 1", now: start + .seconds($0)) }
        #expect(found == [true, false])
        var none = LockPatience(perOwner: .zero, now: start)
        let isLeft = none.isLeft(with: "pid 1", now: start)
        #expect(!isLeft)
    }
}
