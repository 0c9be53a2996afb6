import Glibc
import Testing

extension Deployments {
    /// What builds begin with, from gate to gate.
    @Suite struct BuildCacheGateTests {
        private func build(_ project: Project, _ line: String) async throws {
            try project.write("#!/bin/sh\n\(line)\n", to: "build")
            try #require(chmod(project.repository + "/build", 0o755) == 0)
            try await project.commit(line)
        }

        @Test("a cache reaches later builds once its revision is deployed, and never before")
        func deployed() async throws {
            var pipeline = ItemsPipeline.deploying(watch: nil)
            pipeline.sandbox = "{ cache: [~/.npm] }"
            let project = try await Project(pipeline)
            try await project.deployBaseline()

            // Poisons what it can reach, and is not deployed.
            try await build(project, "echo packages > \"$HOME/.npm/log\"; exit 1")
            let poisoning = try await project.pawl("gate", "items")
            #expect(poisoning.status != 0, "\(poisoning)")
            try await build(project, "! test -e \"$HOME/.npm/log\" && echo packages > \"$HOME/.npm/log\"")
            let first = try await project.pawl("gate", "items")
            #expect(first.status == 0, "\(first)")

            try await build(project, "grep packages \"$HOME/.npm/log\"")
            let second = try await project.pawl("gate", "items")
            #expect(second.status == 0, "\(second)")
            let plan = try await project.pawl("plan", "items")
            #expect(plan.output.contains("; opened: cache: ~/.npm"), "\(plan)")
            try await project.expectNothingLeft()
        }

        @Test("a cache that only the candidate's file opens is not opened, and plan says so")
        func candidatesAlone() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            var pipeline = ItemsPipeline(ItemsPipeline.compat)
            pipeline.sandbox = "{ cache: [~/.npm] }"
            try project.write(pipeline.text(port: project.port), to: "pipelines/items.yaml")
            try await build(project, "! test -e \"$HOME/.npm\"")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 0, "\(gate)")
            #expect(
                gate.errors.contains("sandbox: 'cache: ~/.npm' is not opened, since the deployed revision "),
                "\(gate)")
        }
    }
}
