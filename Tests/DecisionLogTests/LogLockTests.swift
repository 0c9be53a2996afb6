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
}
