import Testing

extension Deployments {
    @Suite struct ManualRollbackTests {
        /// `main` ran, and then a good change was deployed.
        private func deployed() async throws -> (Project, baseline: String, candidate: String) {
            let project = try await Project(.deploying(watch: nil))
            try await project.deployBaseline()
            try await project.addChange("20260714-flag")
            let candidate = try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items")
            try #require(gate.status == 0, "\(gate)")
            return (project, try await project.git("rev-parse", "main"), candidate)
        }

        @Test func withoutATargetItGoesToWhatRanBefore() async throws {
            let (project, baseline, candidate) = try await deployed()
            #expect(project.stagingRevision == candidate)

            let dry = try await project.pawl("rollback", "items", "--environment", "staging", "--dry-run")
            #expect(dry.status == 0, "\(dry)")
            #expect(dry.output.contains("rollback/items/changes/20260714-flag/revert"), "\(dry)")
            #expect(project.stagingRevision == candidate)
            #expect(try await project.entryKinds.last == "deployed")

            let rollback = try await project.pawl(
                "rollback", "items", "--environment", "staging", "--reason", "customers complain")
            #expect(rollback.status == 0, "\(rollback)")
            #expect(project.stagingRevision == baseline)
            #expect(project.stagingProcess != nil)
            #expect(contents(project.staging + "/steps") == "applied\nrevert\nverify\n")
            #expect(try await project.entryKinds.suffix(2) == ["rollback-started", "rolled-back"])
            #expect(try await project.pawl("log", "show", "5").output.contains("customers complain"))

            // There is nothing before the first.
            let further = try await project.pawl("rollback", "items", "--environment", "staging")
            #expect(further.status == 0)
            #expect(
                further.output == """
                    nothing to roll back: \(baseline.prefix(7)) runs in staging, and nothing ran there before it
                      hint: to go to another revision all the same, name it with --to, and say why with --reason

                    """)
            try await project.expectNothingLeft()
        }

        @Test func aLogThatDoesNotVerifyKeepsNobodyFromGoingBack() async throws {
            let (project, baseline, candidate) = try await deployed()
            try await project.git("checkout", "--quiet", "pawl/log/staging")
            try await project.git("commit", "--quiet", "--amend", "--message", "nothing to see here")
            try await project.git("checkout", "--quiet", "work")
            let rollback = ["rollback", "items", "--environment", "staging"]
            let refused = try await project.pawl(rollback)
            #expect(refused.status == 14, "\(refused)")
            #expect(project.stagingRevision == candidate)

            let insisted = try await project.pawl(
                rollback + ["--to", "main", "--reason", "customers complain"])
            #expect(insisted.status == 0, "\(insisted)")
            #expect(project.stagingRevision == baseline)
            #expect(
                insisted.errors.contains("going back without the log, which does not verify"), "\(insisted)")
            #expect(insisted.errors.contains("could not be recorded"), "\(insisted)")
        }

        @Test func toWhereNothingWasDeployedItGoesOnlyWithAReason() async throws {
            let (project, _, candidate) = try await deployed()
            let other = try await project.commit(fault: "none")
            let refused = try await project.pawl(
                "rollback", "items", "--environment", "staging", "--to", other)
            #expect(refused.status == 65)
            #expect(
                refused.errors == """
                    rollback: error: \(other.prefix(7)) was never deployed or adopted in staging
                      hint: 'pawl log list' shows what was; give a --reason to go there all the same

                    """)
            #expect(project.stagingRevision == candidate)
            #expect(try await project.entryKinds.last == "deployed")

            let rollback = try await project.pawl(
                "rollback", "items", "--environment", "staging", "--to", other, "--reason", "a hot fix")
            #expect(rollback.status == 0, "\(rollback)")
            #expect(project.stagingRevision == other)
        }

        @Test func toWhatRunsItGoesOnlyWithAReason() async throws {
            let (project, _, candidate) = try await deployed()
            let refused = try await project.pawl(
                "rollback", "items", "--environment", "staging", "--to", "HEAD")
            #expect(refused.status == 65)
            #expect(
                refused.errors == """
                    rollback: error: \(candidate.prefix(7)) is what runs in staging
                      hint: name another commit with --to, or give a --reason to run its scripts again

                    """)
        }

        @Test func theEnvironmentAndTheLogMustNotContradictEachOther() async throws {
            let (project, baseline, candidate) = try await deployed()
            try await project.deployBaseline()
            let next = try await project.commit(fault: "none")
            let message = """
                deployed: error: the environment says that \(baseline) runs, the log says \(candidate)
                  hint: find out who deployed; then adopt it: pawl log adopt \(baseline.prefix(7)) --pipeline items --environment staging
                  hint: or go back: pawl rollback items --environment staging --to \(candidate.prefix(7)) --reason TEXT

                """
            let rollback = try await project.pawl("rollback", "items", "--environment", "staging")
            #expect(rollback.status == 65)
            #expect(rollback.errors == message)
            let gate = try await project.pawl("gate", "items", next)
            #expect(gate.status == 69)
            #expect(gate.errors.hasSuffix(message))
            #expect(project.stagingRevision == baseline)
        }
    }
}
