import Testing

extension Deployments {
    /// What a deploy has done is what the environment says, and not how the command ended.
    @Suite struct DeployEffectTests {
        @Test func aDeployThatChangesNothingIsRolledBackAndNotTriedAgainWithoutAReason() async throws {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            let baseline = try await project.git("rev-parse", "main")
            let candidate = try await project.commit(fault: "deploy-does-nothing")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 11, "\(gate)")
            #expect(gate.output.contains("violation[deploy/deployed]"), "\(gate)")
            #expect(gate.output.contains("'deployed' prints \(baseline)"), "\(gate)")
            #expect(project.stagingRevision == baseline)

            let refused = try await project.pawl("gate", "items")
            #expect(refused.status == 65, "\(refused)")
            #expect(
                refused.errors.hasSuffix(
                    """
                    log: error: \(candidate.prefix(7)) was rolled back in staging, entry 5
                      hint: 'pawl log show 5' says what happened; to deploy it again, say why with --retry-reason TEXT

                    """))
            #expect(
                try await project.pawl("plan", "items").output.contains(
                    "this revision was rolled back here, entry 5; deploying it again takes --retry-reason"))
            #expect(try await project.entryKinds.count == 6)

            let again = try await project.pawl("gate", "items", "--retry-reason", "the quota was raised")
            #expect(again.status == 11, "\(again)")
            let entry = try await project.pawl("log", "show", "6")
            #expect(entry.output.hasPrefix("entry 6  approve"), "\(entry)")
            #expect(entry.output.contains("the quota was raised"))
            #expect(entry.output.contains("refers to"))
            try await project.expectNothingLeft()
        }

        @Test func anEnvironmentThatDoesNotSayWhatRunsAfterTheDeployIsRolledBack() async throws {
            let project = try await Project(.deploying(watch: nil))
            try await project.deployBaseline()
            try project.write("echo 'nobody knows' >\"$staging/revision\"\n", to: "before-the-end")
            try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 11, "\(gate)")
            #expect(
                gate.output.contains("'deployed' names no revision: it printed 'nobody knows'"), "\(gate)")
            #expect(project.stagingRevision == (try await project.git("rev-parse", "main")))
        }
    }
}
