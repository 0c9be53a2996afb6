import Glibc
import Processes
import Testing

extension Mishaps {
    /// Gates that are killed at some moment: nothing is left running that was not deployed on purpose, nothing that was
    /// recorded is lost, and the next command says how to go on.
    @Suite struct KilledGateTests {
        /// Starts a gate and kills it when it has said something.
        private func kill(_ project: Project, when said: String, and condition: () -> Bool = { true })
            async throws
        {
            let gate = try await project.start("gate", "items")
            try await eventually("the gate says '\(said)'") {
                gate.errorOutput.text.contains(said) && condition()
            }
            #expect(gate.hasEnded == nil, "\(gate.output.text)")
            #expect(Glibc.kill(gate.processID, SIGKILL) == 0)
            try await eventually("the gate is dead") { gate.hasEnded == .signalled(SIGKILL) }
            try await project.expectNoProcessLeft()
            #expect(try await project.pawl("log", "verify").status == 0)
        }

        @Test(
            "killed while it measures it leaves nothing open",
            arguments: [
                (ItemsPipeline.baseline, "==> baseline"), (ItemsPipeline.compat, "==> compat"),
                (ItemsPipeline.memory, "==> memory"), (ItemsPipeline.scale, "==> scale"),
            ])
        func measuring(stage: String, said: String) async throws {
            // At least twice: the second gate goes to its end.
            var pipeline = ItemsPipeline(stage.replacing("1s", with: "3s"))
            if stage == ItemsPipeline.baseline { pipeline.stages.append(ItemsPipeline.compat) }
            let project = try await Project(pipeline)
            try await project.commit(fault: "none")
            try await kill(project, when: said)
            #expect(try await project.entryKinds == ["adopted"])
            let next = try await project.pawl("plan", "items")
            #expect(next.status == 0, "\(next)")
        }

        @Test func killedInTheMiddleOfADeployItSaysSoAndARollbackMendsIt() async throws {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            let candidate = try await project.commit(fault: "deploy-hangs")
            try await kill(project, when: "==> deploy")
            try await expectOpenDeploy(of: candidate, project)
        }

        @Test func killedInTheMiddleOfADeployItLeavesRunningWhatTheDeployHasStarted() async throws {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            try project.write("touch \"$staging/up\"\nsleep 1000\n", to: "before-the-end")
            let candidate = try await project.commit(fault: "none")
            try await kill(project, when: "==> deploy") { contents(project.staging + "/up") != nil }
            #expect(project.stagingRevision == candidate)
            #expect(project.stagingProcess != nil)
            try await expectOpenDeploy(of: candidate, project)
        }

        @Test func killedWhileItWatchesItLeavesTheDeploymentAndARollbackMendsIt() async throws {
            let project = try await Project(
                .deploying(watch: ItemsPipeline.longWatch))
            try await project.deployBaseline()
            let candidate = try await project.commit(fault: "none")
            try await kill(project, when: "watch: after the deploy")
            #expect(project.stagingRevision == candidate)
            #expect(project.stagingProcess != nil)
            try await expectOpenDeploy(of: candidate, project)
        }

        private func expectOpenDeploy(of candidate: String, _ project: Project) async throws {
            #expect(try await project.entryKinds == ["adopted", "approve", "deploy-started"])
            let next = try await project.pawl("gate", "items")
            #expect(next.status == 75)
            #expect(
                next.errors == """
                    log: error: a deploy of \(candidate.prefix(7)) to staging was started and never ended
                      hint: go back with 'pawl rollback items --environment staging', or adopt what runs there

                    """)
            let rollback = try await project.pawl("rollback", "items", "--environment", "staging")
            #expect(rollback.status == 0, "\(rollback)")
            #expect(project.stagingRevision == (try await project.git("rev-parse", "main")))
            #expect(try await project.entryKinds.suffix(2) == ["rollback-started", "rolled-back"])
            #expect(try await project.pawl("plan", "items").status == 0)
        }

        @Test func killedInTheMiddleOfARollbackItIsRunAgain() async throws {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            try await project.addChange(
                "20260714-flag", reverting: "while [ -e '\(project.staging)/hold' ]; do sleep 0.01; done")
            try await project.commit(fault: "failing-in-staging")
            try durableWrite([], to: project.staging + "/hold")
            try await kill(project, when: "rollback, step 3 of 5")
            #expect(try await project.entryKinds.last == "rollback-started")
            #expect(unlink(project.staging + "/hold") == 0)

            let next = try await project.pawl("gate", "items")
            #expect(next.status == 75)
            #expect(next.errors.hasPrefix("log: error: a rollback of staging was started and never ended\n"))
            let rollback = try await project.pawl("rollback", "items", "--environment", "staging")
            #expect(rollback.status == 0, "\(rollback)")
            #expect(project.stagingRevision == (try await project.git("rev-parse", "main")))
            #expect(contents(project.staging + "/steps")?.hasSuffix("revert\nverify\n") == true)
        }

        @Test func aRollbackByHandThatWasKilledGoesOnToItsOwnTarget() async throws {
            let project = try await Project(.deploying(watch: nil))
            try await project.deployBaseline()
            let hold = project.staging + "/hold"
            try await project.addChange(
                "20260714-flag", reverting: "while [ -e '\(hold)' ]; do sleep 0.01; done")
            try await project.commit(fault: "none")
            #expect(try await project.pawl("gate", "items").status == 0)
            try durableWrite([], to: hold)
            let rollback = try await project.start("rollback", "items", "--environment", "staging")
            try await eventually("it reverts") { rollback.errorOutput.text.contains("rollback, step 3 of 5") }
            #expect(Glibc.kill(rollback.processID, SIGKILL) == 0)
            try await project.expectNoProcessLeft()
            #expect(unlink(hold) == 0)

            let again = try await project.pawl("rollback", "items", "--environment", "staging")
            #expect(again.status == 0, "\(again)")
            #expect(project.stagingRevision == (try await project.git("rev-parse", "main")))
        }
    }
}
