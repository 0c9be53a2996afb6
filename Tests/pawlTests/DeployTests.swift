import Glibc
import Processes
import Testing

extension Deployments {
    /// Gates that deploy to a staging which really runs.
    @Suite struct DeployTests {
        @Test func aGoodChangeIsDeployedWatchedAndKept() async throws {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            let candidate = try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 0, "\(gate)")
            #expect(gate.output.hasPrefix("DEPLOYED  items \(candidate.prefix(7)) → staging"))
            #expect(try await project.entryKinds == ["adopted", "approve", "deploy-started", "deployed"])
            #expect(project.stagingRevision == candidate)
            #expect(project.stagingProcess != nil)
            #expect(try await project.git("rev-parse", "refs/pawl/kept/\(candidate)") == candidate)
            try await project.expectNothingLeft()

            // It is the next baseline.
            let next = try await project.commit(fault: "none")
            let plan = try await project.pawl("plan", "items")
            #expect(plan.output.contains(String(candidate.prefix(7))), "\(plan)")
            #expect(plan.output.contains(String(next.prefix(7))), "\(plan)")
        }

        @Test func aFaultThatShowsOnlyInStagingIsRolledBackWithItsChange() async throws {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            let baseline = try await project.git("rev-parse", "main")
            try await project.addChange("20260714-flag")
            try await project.commit(fault: "failing-in-staging")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 11, "\(gate)")
            #expect(gate.output.hasPrefix("ROLLED BACK"), "\(gate)")
            #expect(gate.output.contains("violation[watch/errors-abs/read]"))
            #expect(
                try await project.entryKinds == [
                    "adopted", "approve", "deploy-started", "block", "rollback-started", "rolled-back",
                ])
            #expect(project.stagingRevision == baseline)
            #expect(project.stagingProcess != nil)
            // What the change's scripts did: applied is asked, then revert and its verify run.
            #expect(contents(project.staging + "/steps") == "applied\nrevert\nverify\n")
            let show = try await project.pawl("log", "show", "5")
            #expect(show.output.contains("20260714-flag  revert    exit 0"), "\(show)")
            #expect(try await project.pawl("log", "verify").status == 0)
            try await project.expectNothingLeft()
        }

        @Test func windowsThatAddUpRollBackAsSoonAsAViolationIsShown() async throws {
            // A minute of watching, and the first failure ends it.
            let watch = ItemsPipeline.watch("for: 60s, every: 250ms", "errors == 0")
            let project = try await Project(.deploying(watch: watch))
            try await project.deployBaseline()
            try await project.commit(fault: "failing-in-staging")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 11, "\(gate)")
            #expect(gate.output.contains("violation[watch/errors-abs/read]"), "\(gate)")
            #expect(project.stagingRevision == (try await project.git("rev-parse", "main")))
        }

        @Test func whatPassedCountsAndAWatchMayHaveMissedIsRecordedAndShown() async throws {
            var pipeline = ItemsPipeline.deploying(
                watch: ItemsPipeline.watch("for: 500ms, every: 250ms", "errors == 0"))
            pipeline.stages.insert(ItemsPipeline.regress("errors <= 30%"), at: 1)
            let project = try await Project(pipeline)
            try await project.deployBaseline()
            try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items", "HEAD", "--format", "json")
            #expect(gate.status == 0, "\(gate)")
            #expect(gate.output.contains("may not have come in 2 windows"), "\(gate)")
            #expect(
                try await project.entryKinds == ["adopted", "approve", "deploy-started", "deployed"])
            let shown = try await project.pawl("log", "show", "3")
            #expect(shown.output.contains("watch/errors-abs/read"), "\(shown)")
        }

        @Test func aChangeThatNeverTookEffectIsNotReverted() async throws {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            try await project.addChange("20260714-flag", applied: false)
            try await project.commit(fault: "failing-in-staging")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 11, "\(gate)")
            #expect(contents(project.staging + "/steps") == "applied\nverify\n")
        }

        @Test func aRollbackThatCannotBeVerifiedIsSaidLoudly() async throws {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            try await project.commit(fault: "failing-in-staging")
            try durableWrite([], to: project.staging + "/verify-fails")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 12, "\(gate)")
            #expect(gate.output.contains("page someone"))
            #expect(gate.output.contains("pawl rollback items --environment staging"))
            #expect(try await project.lastEntry.contains("rolled-back"))

            // It stays open, and a rollback by hand closes it once staging is mended.
            let next = try await project.pawl("gate", "items")
            #expect(next.status == 75)
            #expect(
                next.errors == """
                    log: error: a rollback of staging was started and never ended
                      hint: run it again with 'pawl rollback items --environment staging'; its scripts are idempotent

                    """)
            #expect(unlink(project.staging + "/verify-fails") == 0)
            let rollback = try await project.pawl("rollback", "items", "--environment", "staging")
            #expect(rollback.status == 0, "\(rollback)")
            #expect(project.stagingRevision == (try await project.git("rev-parse", "main")))
        }

        @Test(
            "a deploy that fails or hangs is rolled back",
            arguments: [
                ("deploy-fails", "exit 3"), ("deploy-hangs", "timeout after 1 s"),
            ])
        func failedDeploy(fault: String, end: String) async throws {
            let project = try await Project(.deploying(deploy: "deploy: { run: ./deploy, within: 1s }"))
            try await project.deployBaseline()
            let baseline = try await project.git("rev-parse", "main")
            try await project.commit(fault: fault)
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 11, "\(gate)")
            #expect(gate.output.contains("ended with \(end)"))
            #expect(project.stagingRevision == baseline)
            #expect(project.stagingProcess != nil)
            try await project.expectNothingLeft()
        }

        @Test func aDeploymentThatCannotBeJudgedIsLeftRunningWhereThePipelineSaysSo() async throws {
            let watch = ItemsPipeline.watch(
                "for: 500ms, every: 250ms, sustained: 2 of 2, on_inconclusive: hold",
                "median(response_time) <= 10s")
            let project = try await Project(.deploying(watch: watch))
            try await project.deployBaseline()
            let candidate = try await project.commit(fault: "failing-in-staging")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 13, "\(gate)")
            #expect(gate.output.hasPrefix("HELD"), "\(gate)")
            #expect(project.stagingRevision == candidate)
            #expect(project.stagingProcess != nil)

            // Nothing else is deployed over it.
            let next = try await project.pawl("gate", "items")
            #expect(next.status == 75)
            #expect(
                next.errors == """
                    log: error: a deploy of \(candidate.prefix(7)) to staging was started and never ended
                      hint: go back with 'pawl rollback items --environment staging', or adopt what runs there

                    """)
        }

        @Test func anInconclusiveWatchRollsBackUnlessThePipelineSaysOtherwise() async throws {
            let watch = ItemsPipeline.watch(
                "for: 500ms, every: 250ms, sustained: 2 of 2", "median(response_time) <= 10s")
            let project = try await Project(.deploying(watch: watch))
            try await project.deployBaseline()
            try await project.commit(fault: "failing-in-staging")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 11, "\(gate)")
            #expect(project.stagingRevision == (try await project.git("rev-parse", "main")))
        }

        @Test func aCandidateThatIsBlockedIsNotDeployed() async throws {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            let baseline = try await project.git("rev-parse", "main")
            try await project.commit(fault: "field-removed")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(project.stagingRevision == baseline)
            #expect(try await project.entryKinds == ["adopted", "block"])
        }
    }
}
