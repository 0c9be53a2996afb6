import Testing

extension Deployments {
    /// A candidate that would take back what a newer one has deployed.
    @Suite struct LineageTests {
        /// `main` ran; then a change was deployed on top of it.
        private func deployed() async throws -> Project {
            let project = try await Project(.deploying(watch: nil))
            try await project.deployBaseline()
            try await project.addChange("20260714-flag")
            try await project.commit(fault: "none")
            try #require(try await project.pawl("gate", "items").status == 0)
            return project
        }

        @Test func aBranchWithoutWhatRunsIsBlockedBeforeAnythingIsMeasured() async throws {
            let project = try await deployed()
            let running = project.stagingRevision
            try await project.git("checkout", "--quiet", "-b", "old", "main")
            try await project.commit("a fix on the old branch")
            let plan = try await project.pawl("plan", "items")
            let notes = plan.output.split { $0.isWhitespace }.joined(separator: " ")
            #expect(
                notes.contains(
                    "note: the candidate's tree lacks change directories of what runs: 20260714-flag; this blocks"
                ),
                "\(plan)")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("violation[gate/change-lost]"), "\(gate)")
            #expect(gate.output.contains("violation[gate/not-a-descendant]"), "\(gate)")
            #expect(gate.output.contains("20260714-flag"), "\(gate)")
            #expect(!gate.errors.contains("==> compat"), "\(gate)")
            #expect(project.stagingRevision == running)
            #expect(try await project.entryKinds.last == "block")
            let shown = try await project.pawl("log", "show", "4")
            #expect(shown.output.contains("violation[gate/change-lost]"), "\(shown)")
        }

        @Test func whatIsOlderThanWhatRunsIsForARollback() async throws {
            let project = try await deployed()
            let gate = try await project.pawl("gate", "items", "main")
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("to go back to it: pawl rollback, with --to"), "\(gate)")
        }

        @Test func whereAncestryIsOnlyNotedItCountsOnceWhatRunsSaysSo() async throws {
            let project = try await Project(.deploying(watch: nil))
            try await project.deployBaseline()
            let text = ItemsPipeline.deploying(watch: nil).text(port: project.port) + "ancestry: noted\n"
            // The candidate says it of itself.
            try await project.git("checkout", "--quiet", "--orphan", "fresh")
            try project.write(text, to: "pipelines/items.yaml")
            try await project.commit("a history of its own")
            let first = try await project.pawl("gate", "items")
            #expect(first.status == 10, "\(first)")
            #expect(
                first.errors.contains("'ancestry: noted' counts once the revision that runs has it"),
                "\(first)")
            // What runs says it.
            try await project.git("checkout", "--quiet", "work")
            try project.write(text, to: "pipelines/items.yaml")
            try await project.commit("ancestry is noted")
            try #require(try await project.pawl("gate", "items").status == 0)
            let second = try await project.pawl("gate", "items", "fresh")
            #expect(second.status == 0, "\(second)")
        }
    }
}
