import Glibc
import Processes
import Testing

extension Deployments {
    /// Deploys whose way back is not there are refused before anything is measured.
    @Suite struct BadRollbackTests {
        @Test func aMissingScript() async throws {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            try await project.addChange("20260714-flag")
            #expect(unlink(project.repository + "/rollback/items/changes/20260714-flag/revert") == 0)
            let commit = try await project.commit("a change without a revert").prefix(7)
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 65)
            #expect(
                gate.errors == """
                    rollback: error: 'rollback/items/changes/20260714-flag/revert' is not in commit \(commit)
                      hint: commit the script, executable, before anything is deployed that may have to go back

                    """)
            #expect(try await project.entryKinds == ["adopted"])
        }

        @Test func aScriptThatIsNotExecutable() async throws {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            try await project.addChange("20260714-flag")
            try project.makeExecutable("rollback/items/changes/20260714-flag/revert", false)
            let commit = try await project.commit("a change whose revert cannot run").prefix(7)
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 65)
            #expect(
                gate.errors == """
                    rollback: error: 'rollback/items/changes/20260714-flag/revert' in commit \(commit) is not an executable file
                      hint: git update-index --chmod=+x 'rollback/items/changes/20260714-flag/revert', and commit

                    """)
        }

        @Test func aOneWayDoor() async throws {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            try await project.addChange("20260714-flag")
            try project.write("reversible: none\n", to: "rollback/items/changes/20260714-flag/change.yaml")
            try await project.commit("a change that nothing undoes")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 65)
            #expect(
                gate.errors == """
                    rollback: error: no way back over 20260714-flag: 'reversible: none'
                      hint: make the change reversible, or deploy it outside of the gate and adopt it

                    """)
        }

        @Test func aStagingThatIsDownStopsTheGateBeforeAnythingIsMeasured() async throws {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            let baseline = try await project.git("rev-parse", "main")
            try await project.stopStaging()
            try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 69, "\(gate)")
            #expect(
                gate.errors.contains(
                    "error: the environment does not answer, and 'watch' compares with how it does before the deploy: "
                ), "\(gate)")
            #expect(project.stagingRevision == baseline)
            #expect(try await project.entryKinds == ["adopted"])
            // The scripts of the way back bring it up.
            let up = try await project.pawl(
                "rollback", "items", "--environment", "staging", "--to", "main", "--reason", "it is down")
            #expect(up.status == 0, "\(up)")
            #expect(project.stagingProcess != nil)
            #expect(try await project.pawl("gate", "items").status == 0)
        }

        @Test func anEnvironmentThatDoesNotSayWhatRunsIsNotDeployedTo() async throws {
            let project = try await Project(.deploying())
            try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 69)
            #expect(
                gate.errors.hasSuffix(
                    """
                    deployed: error: the environment does not say what runs: it ended with exit 1
                      hint: 'rollback.deployed' must print one commit id

                    """))
            #expect(try await project.entryKinds == ["adopted"])
        }

        @Test func somebodyElseOnTheWatchedPort() async throws {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            let baseline = try await project.git("rev-parse", "main")
            // A stranger answers there, so that the candidate cannot listen and the deploy fails.
            try await project.stopStaging()
            let stranger = try await RunningService.start(
                Command(
                    .direct(["python3", "-S", "service.py"]), directory: project.repository,
                    environment: [
                        "PATH": "/usr/bin:/bin:/usr/local/bin", "PAWL_PORT": String(project.port),
                        "PAWL_STATE": project.staging + "/state", "PAWL_REVISION": "unknown",
                    ]))
            try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 12, "\(gate)")
            #expect(gate.output.contains("page someone"))
            try await stranger.stop(grace: .zero)
            let rollback = try await project.pawl("rollback", "items", "--environment", "staging")
            #expect(rollback.status == 0, "\(rollback)")
            #expect(project.stagingRevision == baseline)
        }
    }
}
