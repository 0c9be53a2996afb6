import Processes
import Testing

extension Mishaps {
    /// A log that is shared at the repository's remote, as a CI runner needs it.
    @Suite struct SharedLogTests {
        /// The project, with a bare repository as its `origin`; returns that one's path.
        private func publish(_ project: Project) async throws -> String {
            let remote = project.path + "/origin.git"
            try await project.git("init", "--quiet", "--bare", "--initial-branch=main", remote)
            try await project.git("remote", "add", "origin", remote)
            try await project.git("push", "--quiet", "origin", "main", "work")
            return remote
        }

        private func runner(_ project: Project, _ remote: String, _ name: String) async throws -> String {
            let clone = "\(project.path)/\(name)"
            try await project.git(
                "clone", "--quiet", "--depth", "1", "--branch", "work", "file://" + remote, clone)
            return clone
        }

        @Test func anEmptyRunnerGatesAndPushesWithNothingButTheRepositoryAKeyAndATrustFile() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let remote = try await publish(project)
            // What was begun on a desk stays there until it is shared.
            let shared = try await project.pawl("log", "sync")
            #expect(shared.status == 0, "\(shared)")
            #expect(shared.output == "staging: 1 entry, shared at 'origin'\n", "\(shared)")

            let first = try await runner(project, remote, "runner-1")
            let gate = try await project.pawl("gate", "items", variables: ["CI": "true"], in: first)
            #expect(gate.status == 0, "\(gate)")
            #expect(
                gate.errors.contains("this clone is cut off; fetching its history from 'origin'"), "\(gate)")

            // Held to how far it went, a runner that remembers nothing takes no shorter one.
            let checkpoint = try await project.pawl(
                "log", "checkpoint", "--environment", "staging", in: first)
            #expect(checkpoint.output.contains("/staging\n2\n"), "\(checkpoint)")
            let held = try await runner(project, remote, "runner-3")
            let least: [String: String?] = ["CI": "true", "PAWL_CHECKPOINT": checkpoint.output]
            #expect(try await project.pawl("plan", "items", variables: least, in: held).status == 0)
            let behind = try await project.pawl("log", "list", variables: least)
            #expect(behind.status == 14, "\(behind)")
            #expect(
                behind.errors.contains("it ends before the 2 entries that PAWL_CHECKPOINT says"), "\(behind)")

            // The next runner and the desk see what that one decided.
            let second = try await runner(project, remote, "runner-2")
            let plan = try await project.pawl("plan", "items", variables: ["CI": "true"], in: second)
            #expect(plan.status == 0, "\(plan)")
            let list = try await project.pawl("log", "list", in: second)
            #expect(list.output.split(separator: "\n").count == 2, "\(list)")
            let synced = try await project.pawl("log", "sync")
            #expect(
                synced.output == "staging: 2 entries, 1 of them new here, shared at 'origin'\n",
                "\(synced)")
            #expect(try await project.pawl("log", "verify").status == 0)
        }

        @Test func aGateStopsBeforeItMeasuresWhereTheRemoteIsDown() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let remote = try await publish(project)
            try #require(try await project.pawl("log", "sync").status == 0)
            let clone = try await runner(project, remote, "runner")
            try moveFile(from: remote, to: remote + ".away")
            let gate = try await project.pawl("gate", "items", variables: ["CI": "true"], in: clone)
            #expect(gate.status == 69, "\(gate)")
            #expect(
                gate.errors.contains("log: error: 'origin', where the log is shared, cannot be reached"),
                "\(gate)")
            #expect(!gate.errors.contains("==> compat"), "\(gate)")
        }

        @Test func aRollbackGoesOnWhileTheRemoteIsDownAndIsRecordedLater() async throws {
            let project = try await Project(.deploying(watch: nil))
            let remote = try await publish(project)
            try await project.deployBaseline()
            try await project.commit(fault: "none")
            let sharing: [String: String?] = ["PAWL_LOG_REMOTE": "origin"]
            let gate = try await project.pawl("gate", "items", variables: sharing)
            try #require(gate.status == 0, "\(gate)")
            try moveFile(from: remote, to: remote + ".away")
            let back = try await project.pawl(
                "rollback", "items", "--environment", "staging", variables: sharing)
            #expect(back.status == 0, "\(back)")
            #expect(back.errors.contains("log: warning: 2 statements wait in"), "\(back)")
            #expect(project.stagingRevision == (try await project.git("rev-parse", "main")))

            try moveFile(from: remote + ".away", to: remote)
            let synced = try await project.pawl("log", "sync")
            #expect(synced.status == 0, "\(synced)")
            #expect(
                try await project.entryKinds
                    == [
                        "adopted", "approve", "deploy-started", "deployed", "rollback-started", "rolled-back",
                    ])
            let other = try await runner(project, remote, "runner")
            try #require(try await project.pawl("log", "sync", in: other).status == 0)
            #expect(try await project.pawl("log", "verify", in: other).status == 0)
        }

        @Test func aFreshCloneIsNotToldToAdoptWhereTheRemoteHasTheLog() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let remote = try await publish(project)
            try #require(try await project.pawl("log", "sync").status == 0)
            let clone = try await runner(project, remote, "desk")
            // Not in CI: the only remote is asked, since this clone has no log.
            let gate = try await project.pawl("gate", "items", in: clone)
            #expect(gate.status == 0, "\(gate)")
            #expect(
                try await project.git("ls-remote", remote, "refs/heads/pawl/log/staging").isEmpty == false)
            let kept = try await project.pawl("log", "list", in: clone)
            #expect(kept.output.split(separator: "\n").count == 2, "\(kept)")
        }

        /// What is judged may not choose the log that it is judged by, nor learn it.
        @Test func aCandidateThatMovesTheLogGetsNothingOfIt() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let elsewhere = project.path + "/elsewhere.git"
            try await project.git("init", "--quiet", "--bare", elsewhere)
            try await project.git("remote", "add", "origin", elsewhere)
            try await project.git("remote", "add", "other", project.path + "/nowhere.git")
            let text = try #require(contents(project.repository + "/pipelines/items.yaml"))
            try project.write(
                text + "log: { remote: origin, ref: refs/heads/evil }\n", to: "pipelines/items.yaml")
            try await project.commit("another place for the log")
            for command in ["gate", "plan"] {
                let outcome = try await project.pawl(command, "items")
                #expect(outcome.status == 78, "\(outcome)")
                #expect(
                    outcome.errors.contains(
                        "the candidate's pipeline file moves the log of staging to 'origin'"),
                    "\(outcome)")
            }
            #expect(try await project.git("ls-remote", elsewhere) == "")
            let meant = try await project.pawl("gate", "items", "--log-remote", "origin")
            #expect(meant.status == 0, "\(meant)")
        }

        /// Of what runs this clone has the entry, and not the commit: nobody can say here where its file wants the log.
        @Test func aCandidateThatMovesTheLogIsRefusedAlsoWhereWhatRunsIsNotHere() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat), adopts: false)
            let remote = try await publish(project)
            try await project.git("checkout", "--quiet", "-b", "unpublished")
            try await project.commit("runs, and is nowhere else")
            let adopted = try await project.pawl(
                "log", "adopt", "unpublished", "--pipeline", "items", "--log-remote", "origin")
            try #require(adopted.status == 0, "\(adopted)")
            let clone = project.path + "/desk"
            try await project.git("clone", "--quiet", "--branch", "work", "file://" + remote, clone)
            try #require(try await project.pawl("log", "sync", in: clone).status == 0)
            let file = clone + "/pipelines/items.yaml"
            let text = try #require(contents(file))
            try durableWrite(Array((text + "log: { remote: origin, ref: refs/heads/evil }\n").utf8), to: file)
            try await project.git("-C", clone, "commit", "--quiet", "--all", "--message", "another place")
            let gate = try await project.pawl("gate", "items", in: clone)
            #expect(gate.status == 78, "\(gate)")
            #expect(gate.errors.contains("moves the log of staging to 'origin'"), "\(gate)")
            #expect(try await project.git("ls-remote", remote, "refs/heads/evil/*") == "")
        }
    }
}
