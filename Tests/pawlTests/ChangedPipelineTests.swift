import Testing

extension Gates {
    /// The pipeline file comes from the candidate, so that a change of it is a change of what is asked.
    @Suite struct ChangedPipelineTests {
        @Test func aPipelineThatIsNotTheOneOfWhatRunsIsSaidFirst() async throws {
            var pipeline = ItemsPipeline(ItemsPipeline.compat)
            let project = try await Project(pipeline)
            let old = try await project.git("rev-parse", "main:pipelines/items.yaml")
            pipeline.readyWithin = "11s"
            try project.write(pipeline.text(port: project.port), to: "pipelines/items.yaml")
            let candidate = try await project.commit(fault: "none")
            let new = try await project.git("rev-parse", "work:pipelines/items.yaml")
            let said = """
                pipelines/items.yaml is not that of what runs: blob \(old.prefix(7)) → \(new.prefix(7)), 1 line added, 1
                removed
                """.replacing("\n", with: " ")
            let lines = ["  -8    ready_within: 10s\n", "  +8    ready_within: 11s\n"]
            func expectSaid(_ text: String) {
                let text = text.replacing("\n  removed", with: " removed")
                #expect(text.contains(said), "\(text)")
                for line in lines { #expect(text.contains(line), "\(text)") }
            }
            let plan = try await project.pawl("plan", "items")
            expectSaid(plan.output)
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 0, "\(gate)")
            expectSaid(gate.output)
            let headline = "APPROVED  items \(candidate.prefix(7)) → staging"
            let second = gate.output.split(separator: "\n").dropFirst().first
            #expect(gate.output.hasPrefix(headline))
            #expect(second?.hasPrefix("pipelines/items.yaml is not that of what runs") == true, "\(gate)")
            expectSaid(try await project.pawl("log", "show", "1").output)

            // Where it is the same, nothing is said.
            let again = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await again.commit(fault: "none")
            let quiet = try await again.pawl("plan", "items")
            #expect(!quiet.output.contains("what runs"), "\(quiet)")
        }
    }
}
