import Foundation
import Processes
import Testing

extension Gates {
    @Suite struct StatusTests {
        /// `main` and then a commit with a change of its own were adopted; whatever would be run leaves a file `ran`.
        private func project() async throws -> (Project, running: String) {
            var pipeline = ItemsPipeline.deploying(watch: nil)
            pipeline.deployed = "read staging port < place; touch \"$staging/ran\"; exit 1"
            let project = try await Project(pipeline)
            try await project.addChange("20260714-flag")
            let running = try await project.commit(fault: "none")
            let adopted = try await project.pawl("log", "adopt", "HEAD", "--pipeline", "items")
            try #require(adopted.status == 0, "\(adopted)")
            return (project, running)
        }

        private func status(_ project: Project, _ words: String..., in directory: String? = nil) async throws
            -> Outcome
        {
            try await project.pawl(
                ["status"] + words, variables: ["PAWL_KEY_FILE": nil], in: directory)
        }

        /// The only pipeline of the only environment.
        private func pipeline(_ outcome: Outcome) throws -> [String: Any] {
            let environments = try #require(try outcome.json()?["environments"] as? [[String: Any]])
            let pipelines = try #require(environments.first?["pipelines"] as? [[String: Any]])
            return try #require(pipelines.first)
        }

        @Test func whatRunsAndTheWayBackAreToldWithoutRunningAnything() async throws {
            let (project, running) = try await project()
            let main = try await project.git("rev-parse", "main")
            let told = try await status(project)
            #expect(told.status == 0, "\(told)")
            #expect(told.output.hasPrefix("staging      2 entries, the last "), "\(told)")
            #expect(
                told.output.contains(
                    "\nitems → staging\n  runs      \(running.prefix(7)) fault: none, since "))
            #expect(
                told.output.hasSuffix(
                    """
                      way back  \(main.prefix(7)) items service, 5 steps
                                last safe point: \(main.prefix(7)) items service, 1 revision back
                      next      pawl gate items COMMIT --environment staging  # the next candidate
                                pawl rollback items --environment staging  # to go back

                    """), "\(told)")
            #expect(told.errors == "")
            let json = try await status(project, "staging", "--format", "json")
            let way = try #require(try pipeline(json)["way_back"] as? [String: Any])
            #expect(
                way["steps"] as? [String] == [
                    "redeploy", "verify", "revert 20260714-flag", "verify 20260714-flag", "verify",
                ])
            #expect(names(in: project.staging) == [])
            #expect(names(in: project.temporary) == [])

            // The rollback itself asks the environment first.
            let rollback = try await project.pawl(
                "rollback", "items", "--environment", "staging", "--dry-run")
            #expect(rollback.status == 65, "\(rollback)")
            #expect(names(in: project.staging) == ["ran"])
        }

        @Test func aChangeThatLosesDataIsNoSafePoint() async throws {
            let (project, running) = try await project()
            try project.write("reversible: lossy\n", to: "rollback/items/changes/20260715-lossy/change.yaml")
            try await project.commit("a change that loses data")
            let adopted = try await project.pawl("log", "adopt", "HEAD", "--pipeline", "items")
            try #require(adopted.status == 0, "\(adopted)")
            let lossy = try await status(project)
            #expect(
                lossy.output.contains(
                    """
                      way back  \(running.prefix(7)) fault: none, 2 steps
                                left for people, since undoing it loses data: 20260715-lossy
                                last safe point: none, every way back leaves a change for people

                    """), "\(lossy)")

            // What comes after it can go back as far as to it.
            let door = try await project.git("rev-parse", "HEAD")
            try await project.commit("nothing new")
            #expect(try await project.pawl("log", "adopt", "HEAD", "--pipeline", "items").status == 0)
            try await project.commit("nothing new again")
            #expect(try await project.pawl("log", "adopt", "HEAD", "--pipeline", "items").status == 0)
            let behind = try await status(project)
            #expect(
                behind.output.contains(
                    "last safe point: \(door.prefix(7)) a change that loses data, 2 revisions back\n"),
                "\(behind)")
        }

        @Test func whatIsOpenIsToldWithItsRunAndWhoHoldsTheLock() async throws {
            let (project, running) = try await project()
            let candidate = try await project.commit("next")
            try await project.append("approve", baseline: running)
            let waiting = try await status(project)
            #expect(
                waiting.output.contains(
                    "  approved  \(candidate.prefix(7)) next, not deployed yet, entry 2 ("))

            try await project.append("deploy-started", baseline: running)
            let open = try await status(project)
            #expect(
                open.output.contains("  open      a deploy of \(candidate.prefix(7)) next has begun"),
                "\(open)")
            #expect(open.output.contains("\n            run run-1, on 2 cores, 6.1\n"), "\(open)")
            #expect(
                open.output.contains("  way back  \(running.prefix(7)) fault: none, 2 steps\n"), "\(open)")
            #expect(
                open.output.contains(
                    "pawl log adopt \(candidate.prefix(7)) --pipeline items --environment staging  # if it"),
                "\(open)")

            try await project.append("rollback-started", baseline: running)
            try await project.append("rollback-failed", baseline: running)
            let failed = try await status(project, "--format", "json")
            let works = try #require(try pipeline(failed)["open"] as? [[String: Any]])
            #expect(works.map { $0["work"] as? String } == ["deploy", "rollback"])
            #expect(works.last?["why"] as? String == "it came to its end: failed at step 2")

            let path = project.repository + "/.git/pawl/staging/items.lock"
            try makeDirectory(project.repository + "/.git/pawl/staging")
            guard case .locked(let lock) = try FileLock.tryLock(path, what: "test") else {
                Issue.record("the lock is held")
                return
            }
            let locked = try await status(project)
            #expect(locked.output.contains("  locked    on this machine, by pid \(getpid()) ("), "\(locked)")
            #expect(locked.output.contains("its file says: pid \(getpid()), test, since "), "\(locked)")
            _ = consume lock
            #expect(try await status(project).output.contains("  locked    ") == false)
        }

        @Test func oneLogsFaultHidesNoOther() async throws {
            let (project, _) = try await project()
            try await project.append("approve", environment: "production")
            try await project.git("branch", "--force", "pawl/log/production", "main")
            let told = try await status(project)
            #expect(told.status == 14, "\(told)")
            #expect(told.output.hasPrefix("staging      2 entries"), "\(told)")
            #expect(told.errors.contains("log, entry "), "\(told)")
            let json = try await status(project, "--format", "json")
            #expect(json.status == 14, "\(json)")
            #expect((try json.json()?["environments"] as? [Any])?.count == 1)
            #expect(try await status(project, "staging").status == 0)
            #expect(try await status(project, "production").status == 14)
        }

        @Test func withoutALogItSaysHowToGetOne() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat), adopts: false)
            let none = try await status(project)
            #expect(none.status == 78, "\(none)")
            #expect(none.errors == (try await project.pawl("log", "list").errors))
            #expect(none.errors.hasPrefix("log: error: this repository has no decision log\n"))
            let named = try await status(project, "staging")
            #expect(named.status == 78, "\(named)")
            #expect(
                named.errors.hasPrefix("log: error: there is no log of staging here\n  hint: "), "\(named)")
        }

        @Test func howOldThisIsIsToldInAClone() async throws {
            let (project, running) = try await project()
            let log = "refs/heads/pawl/log/staging"
            let clone = project.path + "/clone"
            try await project.git(
                "clone", "--quiet", "--depth", "1", "--branch", "work", "file://" + project.repository, clone)
            try await project.git(
                "-C", clone, "fetch", "--quiet", "origin", "\(log):\(log)",
                "\(log):refs/remotes/origin/pawl/log/staging")
            let same = try await status(project, in: clone)
            #expect(same.status == 0, "\(same)")
            #expect(same.output.contains("  origin  as last fetched: the same log\n"), "\(same)")
            // What ran before is not in this clone.
            #expect(same.output.contains("items service, but its steps cannot be told here:\n"), "\(same)")
            #expect(same.output.contains("hint: run 'git fetch --unshallow'\n"), "\(same)")

            try await project.append("block")
            try await project.git(
                "-C", clone, "fetch", "--quiet", "origin", "\(log):refs/remotes/origin/pawl/log/staging")
            let behind = try await status(project, in: clone)
            #expect(
                behind.output.contains(
                    """
                      origin  as last fetched: 1 entry that this clone lacks
                              pawl log sync --environment staging --log-remote origin

                    """), "\(behind)")
            #expect(behind.output.contains("  runs      \(running.prefix(7)) fault: none"), "\(behind)")

            try await project.git(
                "-C", clone, "update-ref", "refs/remotes/origin/pawl/log/staging", "\(log)~1")
            let ahead = try await status(project, in: clone)
            #expect(ahead.output.contains("lacks 1 entry of this clone\n"), "\(ahead)")
            #expect(
                ahead.output.contains(" pawl log sync --environment staging --log-remote origin\n"),
                "\(ahead)")
            let other = try await project.git("-C", clone, "commit-tree", "HEAD^{tree}", "-m", "another log")
            try await project.git("-C", clone, "update-ref", "refs/remotes/origin/pawl/log/staging", other)
            let diverged = try await status(project, in: clone)
            #expect(diverged.output.contains("as last fetched: another log: "), "\(diverged)")

            let elsewhere = "refs/remotes/origin/pawl/log/"
            for name in ["production", "x;reboot", "a/b"] {
                try await project.git("-C", clone, "update-ref", elsewhere + name, "HEAD")
            }
            let missing = try await status(project, in: clone)
            #expect(missing.status == 0, "\(missing)")
            #expect(
                missing.errors == """
                    log: note: no log of production is here
                      hint: 'origin' has the log of production: pawl log sync --environment production --log-remote origin

                    """)

            let bare = project.path + "/bare"
            try await project.git("clone", "--quiet", "--mirror", project.repository, bare)
            let mirrored = try await status(project, in: bare)
            #expect(mirrored.status == 0, "\(mirrored)")
            #expect(mirrored.output.contains(" items service, 5 steps\n"), "\(mirrored)")
        }
    }
}
