import Processes
import Testing

@Suite struct ConfinementTests {
    @Test("every thread of every process of a service runs on the one processor")
    func confines() async throws {
        let processor = try #require(allowedProcessors().last)
        let script = "sleep 60 & exec sleep 60"
        let service = try await RunningService.start(
            Command(.shell(script), directory: "/", environment: ["PATH": "/usr/bin:/bin"]))
        while service.processTree().count < 2 { try await Task.sleep(for: .milliseconds(5)) }
        try service.confine(to: processor)
        for process in service.processTree() {
            let status = try await run(
                Command(
                    .shell("grep ^Cpus_allowed_list: /proc/\(process)/status"), directory: "/",
                    environment: ["PATH": "/usr/bin:/bin"]))
            #expect(status.output.text == "Cpus_allowed_list:\t\(processor)\n")
        }
        try await service.stop(grace: .zero)
    }

    @Test("a service that has ended has nothing to confine")
    func ended() async throws {
        let service = try await RunningService.start(
            Command(.direct(["true"]), directory: "/", environment: ["PATH": "/usr/bin:/bin"]))
        while service.hasEnded == nil { try await Task.sleep(for: .milliseconds(5)) }
        try service.confine(to: try #require(allowedProcessors().first))
    }
}
