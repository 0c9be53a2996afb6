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

        /// What is kept for later builds, and what the other side's build began with, wherever a build of the same user may look.
        private static func poisoning(_ project: Project) -> String {
            let caches = project.home + "/.cache/pawl"
            return """
                exec 2> /dev/null
                for place in "$HOME" '\(caches)'/*/live/home '\(project.temporary)'/pawl-*/*/home "${PWD%/*/*}"/*/home; do
                    echo poison > "$place/.npm/log"
                done
                for place in '\(caches)'/snapshot-*/kept '\(caches)'/start-*/kept; do
                    echo poison > "$place/log"
                    echo 0000 > "$place/snapshot"
                done
                exit 0
                """
        }

        @Test("a cache reaches later builds once its revision is deployed, and never before")
        func deployed() async throws {
            var pipeline = ItemsPipeline.deploying(watch: nil)
            pipeline.sandbox = "{ cache: [~/.npm] }"
            let project = try await Project(pipeline)
            try await project.deployBaseline()

            try await build(project, "! test -e \"$HOME/.npm/log\" && echo packages > \"$HOME/.npm/log\"")
            let first = try await project.pawl("gate", "items")
            #expect(first.status == 0, "\(first)")

            // Poisons its own and whatever else it can reach, and is not deployed.
            try project.write("field-removed\n", to: "fault")
            try await build(project, Self.poisoning(project))
            let poisoning = try await project.pawl("gate", "items")
            #expect(poisoning.status == 10, "\(poisoning)")

            try project.write("none\n", to: "fault")
            try await build(project, "test \"$(cat \"$HOME/.npm/log\")\" = packages")
            let second = try await project.pawl("gate", "items")
            #expect(second.status == 0, "\(second)")
            #expect(!second.errors.contains("somebody changed"), "\(second)")
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
