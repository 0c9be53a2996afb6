import Glibc
import Testing

@testable import Processes

@Suite struct ProcessOwnerTests {
    private func current() throws -> ProcessOwner { try #require(ProcessOwner.current) }

    private func changed(
        processID: Int32? = nil, startTicks: UInt64? = nil, boot: String? = nil, namespace: String? = nil,
        machine: String? = nil
    ) throws -> ProcessOwner {
        let own = try current()
        return ProcessOwner(
            processID: processID ?? own.processID, startTicks: startTicks ?? own.startTicks,
            boot: boot ?? own.boot, namespace: namespace ?? own.namespace, machine: machine ?? own.machine)
    }

    @Test func aLivingProcessIsNotDeadAndReadsBack() throws {
        let own = try current()
        #expect(own.processID == getpid())
        #expect(!own.isDead)
        #expect(ProcessOwner(own.text) == own)
    }

    @Test func anotherProcessOfTheSameNumberIsNotTheOwner() throws {
        #expect(try changed(startTicks: 1).isDead)
    }

    @Test func aProcessThatHasEndedIsDeadBuriedOrNot() async throws {
        let service = try await RunningService.start(shell("exec sleep 1000"))
        let ticks = try #require(
            firstLine("/proc/\(service.processID)/stat")?.split(separator: " ").dropFirst(21).first)
        let owner = try changed(processID: service.processID, startTicks: UInt64(ticks))
        #expect(!owner.isDead)
        kill(service.processID, SIGKILL)
        try await eventually("it is dead") { owner.isDead }
        try await service.stop(grace: .zero)
        #expect(owner.isDead)
    }

    @Test("what cannot be known is not taken for dead, but an earlier start of this machine is")
    func elsewhere() throws {
        #expect(try !changed(startTicks: 1, namespace: "pid:[1]").isDead)
        #expect(try !changed(startTicks: 1, machine: "another").isDead)
        #expect(try !changed(startTicks: 1, boot: "earlier", machine: "another").isDead)
        #expect(try changed(boot: "earlier", namespace: "pid:[1]").isDead)
    }

    @Test(
        "anything else is no owner",
        arguments: ["", "1 2 a b", "1 2 a b c d", "0 2 a b c", "x 2 a b c", "1 -2 a b c", "1 2  b c"])
    func rubbish(text: String) {
        #expect(ProcessOwner(text) == nil)
    }

    /// Of a process that never was: this one's number, at another time.
    private func deadOwner() throws -> ProcessOwner { try changed(startTicks: 1) }

    @Test func onlyProcessesOfADeadOwnerAreKilled() async throws {
        func sleeping(for owner: ProcessOwner?) async throws -> RunningService {
            var command = shell("exec sleep 1000")
            command.environment[ProcessOwner.variable] = owner?.text
            return try await RunningService.start(command)
        }
        let left = try await sleeping(for: try deadOwner())
        let others = [
            try await sleeping(for: try current()), try await sleeping(for: nil),
            try await sleeping(for: try changed(startTicks: 1, namespace: "pid:[1]")),
        ]
        let killed = killLeftProcesses()
        #expect(!isAlive(left.processID))
        for other in others {
            #expect(!killed.contains(other.processID))
            #expect(isAlive(other.processID))
        }
    }
}
