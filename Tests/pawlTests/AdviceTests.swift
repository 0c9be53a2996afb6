import Testing

extension Deployments {
    /// `enforce: no`: how a team begins gently.
    @Suite struct AdviceTests {
        private func project() async throws -> Project {
            var pipeline = ItemsPipeline.deploying()
            pipeline.enforces = false
            let project = try await Project(pipeline)
            try await project.deployBaseline()
            return project
        }

        @Test(
            "everything is measured, judged and recorded, and nothing follows from it",
            arguments: [
                ("none", "would be approved", "approved"), ("field-removed", "would block", "blocked"),
            ])
        func advice(fault: String, said: String, word: String) async throws {
            let project = try await project()
            let baseline = try await project.git("rev-parse", "main")
            let candidate = try await project.commit(fault: fault)
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 0, "\(gate)")
            #expect(
                gate.output.hasPrefix("ADVICE  items \(candidate.prefix(7)) → staging      \(said)"),
                "\(gate)")
            #expect(gate.output.contains("'enforce: no': this is advice, no approval; nothing is deployed"))
            #expect(project.stagingRevision == baseline)
            #expect(try await project.entryKinds == ["adopted", "advice"])
            #expect(try await project.lastEntry.contains(said))
            #expect(try await project.pawl("log", "show", "1").output.hasPrefix("entry 1  advice  items"))

            // It is no attempt, and nobody's baseline.
            let again = try await project.pawl("gate", "items", "--format", "json")
            #expect(again.status == 0, "\(again)")
            let report = try #require(try again.json())
            #expect(report["verdict"] as? String == "advice")
            #expect(report["would_be"] as? String == word)
            #expect(!again.errors.contains("attempt 2"), "\(again)")
            let baselines = try await project.pawl("baseline", "list")
            #expect(!baselines.output.contains(String(candidate.prefix(7))), "\(baselines)")
            #expect(try await project.pawl("log", "verify").status == 0)
            try await project.expectNothingLeft()
        }

        @Test func aStageThatWouldBlockDoesNotKeepTheOthersFromBeingMeasured() async throws {
            var pipeline = ItemsPipeline(ItemsPipeline.compat, ItemsPipeline.scale)
            pipeline.enforces = false
            let project = try await Project(pipeline)
            try await project.commit(fault: "field-removed")
            let gate = try await project.pawl("gate", "items", "--format", "json")
            #expect(gate.status == 0, "\(gate)")
            let stages = try #require(try gate.json()?["stages"] as? [[String: Any]])
            #expect(stages.map { $0["stage"] as? String } == ["compat", "scale"])
            #expect(stages.map { $0["verdict"] as? String } == ["violation", "pass"])
        }

        @Test func aCandidateCannotTurnTheGateOffForItself() async throws {
            var pipeline = ItemsPipeline(ItemsPipeline.compat)
            let project = try await Project(pipeline)
            pipeline.enforces = false
            try project.write(pipeline.text(port: project.port), to: "pipelines/items.yaml")
            try await project.commit(fault: "field-removed")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(
                gate.errors.contains(
                    "'enforce: no' counts once the revision that runs has it; this gate decides"))
            #expect(try await project.entryKinds == ["adopted", "block"])
        }
    }
}
