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

        @Test func aChangeDirectoryThatHasShippedStaysAsItIsWhereverItIsMoved() async throws {
            let project = try await deployed()
            let revert = "rollback/items/changes/20260714-flag/revert"
            try project.write("#!/bin/sh\nexit 0\n", to: revert)
            try await project.commit("another revert")
            let edited = try await project.pawl("gate", "items")
            #expect(edited.status == 10, "\(edited)")
            #expect(edited.output.contains("violation[gate/change-edited]"), "\(edited)")
            // With the whole directory of scripts somewhere else, and the change gone.
            try await project.git("checkout", "--quiet", "HEAD~1")
            try await project.git("checkout", "--quiet", "-b", "moved")
            try await project.git("mv", "rollback/items", "rollback/other")
            try await project.git("rm", "-r", "-f", "--quiet", "rollback/other/changes")
            let text = try #require(contents(project.repository + "/pipelines/items.yaml"))
            try project.write(
                text.replacing("rollback/items", with: "rollback/other"), to: "pipelines/items.yaml")
            try await project.commit("the scripts move, and lose a change")
            let moved = try await project.pawl("gate", "items")
            #expect(moved.status == 10, "\(moved)")
            #expect(moved.output.contains("violation[gate/change-lost]"), "\(moved)")
        }

        @Test func whatPrintsWhatRunsIsTheDeployedFilesCommandAndNotTheCandidates() async throws {
            let project = try await deployed()
            let text = try #require(contents(project.repository + "/pipelines/items.yaml"))
            let told = project.path + "/told"
            try project.write(
                text.replacing(
                    "python3 -S staging.py deployed", with: "touch \(told); python3 -S staging.py deployed"),
                to: "pipelines/items.yaml")
            try await project.commit("another way to say what runs")
            let plan = try await project.pawl("plan", "items")
            #expect(plan.status == 0, "\(plan)")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 0, "\(gate)")
            #expect(contents(told) == nil)
            // From the deploy on it is what runs.
            try await project.commit("nothing new")
            #expect(try await project.pawl("plan", "items").status == 0)
            #expect(contents(told) != nil)
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
            let approval = try #require(try await project.entryKinds.lastIndex(of: "approve"))
            let shown = try await project.pawl("log", "show", "\(approval)")
            #expect(shown.output.contains("gate/not-a-descendant"), "\(shown)")
        }
    }
}
