import Glibc
import Processes
import Testing

extension Deployments {
    /// With `--to` and `--reason` a rollback runs whenever scripts can be run.
    @Suite struct InsistedRollbackTests {
        private func deployed() async throws -> (Project, baseline: String, candidate: String) {
            let project = try await Project(.deploying(watch: nil))
            try await project.deployBaseline()
            let candidate = try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items")
            try #require(gate.status == 0, "\(gate)")
            return (project, try await project.git("rev-parse", "main"), candidate)
        }

        private static let plain = ["rollback", "items", "--environment", "staging"]
        private static let insisting = plain + ["--to", "main", "--reason", "customers complain"]

        @Test func aLogThatCannotBeReadHoldsNothingUp() async throws {
            let (project, baseline, _) = try await deployed()
            let tip = try await project.git("rev-parse", "pawl/log/staging")
            let object = "\(project.repository)/.git/objects/\(tip.prefix(2))/\(tip.dropFirst(2))"
            try #require(unlink(object) == 0)
            let refused = try await project.pawl(Self.plain)
            #expect(refused.status != 0, "\(refused)")
            #expect(project.stagingRevision != baseline)

            let insisted = try await project.pawl(Self.insisting)
            #expect(insisted.status == 0, "\(insisted)")
            #expect(insisted.errors.contains("going back without the log, which"), "\(insisted)")
            #expect(insisted.errors.contains("entry 'rolled-back' could not be recorded"), "\(insisted)")
            #expect(project.stagingRevision == baseline)
        }

        @Test func aLockThatALeftoverHoldsHoldsNothingUp() async throws {
            let (project, baseline, _) = try await deployed()
            let path = "\(project.repository)/.git/pawl/staging/items.lock"
            let script =
                "import fcntl,time; f=open('\(path)','w'); f.write('rubbish \\x1b[2J'); f.flush(); fcntl.flock(f,fcntl.LOCK_EX); print('locked',flush=True); time.sleep(1000)"
            let leftover = try await RunningService.start(
                Command(
                    .direct(["python3", "-S", "-c", script]), directory: "/",
                    environment: ["PATH": "/usr/bin:/bin:/usr/local/bin"]))
            try await eventually("it has the lock") { leftover.output.text == "locked\n" }
            let refused = try await project.pawl(Self.plain)
            #expect(refused.status == 75, "\(refused)")
            #expect(
                refused.errors == """
                    lock: error: pid \(leftover.processID) (python3) holds it, and is no Pawl
                      hint: end that process; a rollback with --to and --reason goes on all the same

                    """)

            let insisted = try await project.pawl(Self.insisting)
            #expect(insisted.status == 0, "\(insisted)")
            #expect(
                insisted.errors.contains(
                    "going back without the lock: no Pawl that can be seen holds it, but pid \(leftover.processID) (python3)"
                ),
                "\(insisted)")
            #expect(project.stagingRevision == baseline)
            #expect(try await project.entryKinds.last == "rolled-back")
            try await leftover.stop(grace: .zero)
        }

        @Test func aLogsLockThatALeftoverHoldsHoldsNothingUp() async throws {
            let (project, baseline, _) = try await deployed()
            let path = "\(project.repository)/.git/pawl/log-staging.lock"
            let script =
                "import fcntl,time; f=open('\(path)','a'); fcntl.flock(f,fcntl.LOCK_EX); print('locked',flush=True); time.sleep(1000)"
            let leftover = try await RunningService.start(
                Command(
                    .direct(["python3", "-S", "-c", script]), directory: "/",
                    environment: ["PATH": "/usr/bin:/bin:/usr/local/bin"]))
            try await eventually("it has the lock") { leftover.output.text == "locked\n" }
            let back = try await project.pawl(Self.plain)
            #expect(back.status == 0, "\(back)")
            #expect(
                back.errors.contains(
                    "the log is written without its lock, which pid \(leftover.processID) (python3) holds"),
                "\(back)")
            #expect(project.stagingRevision == baseline)
            #expect(try await project.entryKinds.suffix(2) == ["rollback-started", "rolled-back"])
            try await leftover.stop(grace: .zero)
        }

        @Test func neitherALockNorAJournalThatCannotBeOpenedHoldsAnythingUp() async throws {
            let (project, baseline, _) = try await deployed()
            let state = "\(project.repository)/.git/pawl/staging"
            for name in ["lock", "journal"] {
                unlink("\(state)/items.\(name)")
                try makeDirectory("\(state)/items.\(name)")
            }
            let refused = try await project.pawl(Self.plain)
            #expect(refused.status == 70, "\(refused)")

            let insisted = try await project.pawl(Self.insisting)
            #expect(insisted.status == 0, "\(insisted)")
            #expect(
                insisted.errors.contains(
                    "going back without the lock: \(state)/items.lock: error: could not open it"))
            #expect(insisted.errors.contains("no journal is kept of this rollback: \(state)/items.journal"))
            #expect(project.stagingRevision == baseline)
            #expect(try await project.entryKinds.last == "rolled-back")
        }

        @Test func anotherPawlThatHasTheLockIsNotPassedBy() async throws {
            let (project, _, candidate) = try await deployed()
            try await project.addChange(
                "20260714-flag", reverting: "while [ -e '\(project.staging)/hold' ]; do sleep 0.01; done")
            try await project.commit(fault: "failing")
            let gate = try await project.start("gate", "items", candidate)
            try await eventually("the gate measures") { gate.errorOutput.text.contains("==> compat") }
            let insisted = try await project.pawl(Self.insisting)
            #expect(insisted.status == 75, "\(insisted)")
            #expect(
                insisted.errors.contains("another run is in progress (pid \(gate.processID), gate, since "))
            try await gate.stop(grace: .seconds(60))
        }

        @Test func neitherAKeyNorATrustFileIsNeeded() async throws {
            let (project, baseline, _) = try await deployed()
            let missing: [String: String?] = ["PAWL_KEY_FILE": nil, "PAWL_TRUST": nil]
            let refused = try await project.pawl(Self.plain, variables: missing)
            #expect(refused.status == 78, "\(refused)")

            let insisted = try await project.pawl(Self.insisting, variables: missing)
            #expect(insisted.status == 0, "\(insisted)")
            #expect(
                insisted.errors.contains("going back without a record of it:\ntrust: error: "), "\(insisted)")
            #expect(project.stagingRevision == baseline)
        }

        @Test func anEnvironmentThatContradictsTheLogHoldsNothingUp() async throws {
            let (project, baseline, _) = try await deployed()
            let other = try await project.commit(fault: "none")
            let byHand = try await project.run(["./deploy"], variables: ["PAWL_REVISION": other])
            try #require(byHand.status == 0, "\(byHand)")
            #expect(try await project.pawl(Self.plain).status == 65)

            let insisted = try await project.pawl(Self.insisting)
            #expect(insisted.status == 0, "\(insisted)")
            #expect(insisted.errors.contains("going back from what the environment says"), "\(insisted)")
            #expect(project.stagingRevision == baseline)
        }
    }
}
