import Glibc
import Processes
import Testing

extension Gates {
    /// A key that only an ssh-agent has.
    @Suite struct AgentTests {
        @Test func aGateAndAPersonSignWithIt() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await project.commit(fault: "none")
            // The name of a socket is short.
            let directory = try TemporaryDirectory(prefix: "pawl-agent-", below: "/tmp")
            let socket = directory.path + "/socket"
            let agent = try await RunningService.start(
                Command(
                    .direct(["/usr/bin/ssh-agent", "-D", "-a", socket]), directory: "/",
                    environment: ["PATH": "/usr/bin:/bin"]))
            while agent.hasEnded == nil, !exists(socket) { try await Task.sleep(for: .milliseconds(5)) }
            let added = try await project.run(
                ["ssh-add", "-q", project.key], variables: ["SSH_AUTH_SOCK": socket])
            try #require(added.status == 0, "\(added)")

            let byName: [String: String?] = [
                "SSH_AUTH_SOCK": socket, "PAWL_KEY_FILE": project.key + ".pub",
            ]
            let gate = try await project.pawl("gate", "items", variables: byName)
            #expect(gate.status == 0, "\(gate)")
            let alone: [String: String?] = ["SSH_AUTH_SOCK": socket, "PAWL_KEY_FILE": nil]
            let doctor = try await project.pawl("doctor", variables: alone)
            #expect(doctor.output.contains(" of the ssh-agent, and it is"), "\(doctor)")
            let adopt = try await project.pawl(
                ["log", "adopt", "HEAD", "--pipeline", "items"], variables: alone)
            #expect(adopt.status == 0, "\(adopt)")
            #expect(try await project.entryKinds == ["adopted", "approve", "adopted"])
            #expect(try await project.pawl("log", "verify").status == 0)

            try await agent.stop(grace: .seconds(5))
            let gone = try await project.pawl("gate", "items", variables: byName)
            #expect(gone.status == 78, "\(gone)")
            #expect(gone.errors.hasPrefix("agent: error: no ssh-agent answers at '\(socket)': "), "\(gone)")
            try await project.expectNothingLeft()
        }

        private func exists(_ path: String) -> Bool {
            var status = stat()
            return lstat(path, &status) == 0
        }
    }
}
