import Glibc
import Processes
import Testing

extension Mishaps {
    /// A log that somebody has changed: nothing is gated on it, and the first bad entry is named.
    @Suite struct TamperedLogTests {
        /// Two entries, the second of which is an approval.
        private func logged() async throws -> Project {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items")
            try #require(gate.status == 0, "\(gate)")
            return project
        }

        private func expectBroken(
            _ project: Project, _ message: String, sourceLocation: SourceLocation = #_sourceLocation
        ) async throws {
            let verify = try await project.pawl("log", "verify")
            #expect(verify.status == 14, sourceLocation: sourceLocation)
            #expect(verify.output.contains(message), "\(verify)", sourceLocation: sourceLocation)
            let tip = try await project.git("rev-parse", "pawl/log/staging")
            for words in [
                ["gate", "items"], ["plan", "items"], ["log", "list"],
                ["log", "adopt", "HEAD", "--pipeline", "items"],
            ] {
                let outcome = try await project.pawl(words)
                #expect(outcome.status == 14, "\(words): \(outcome)", sourceLocation: sourceLocation)
                #expect(
                    outcome.errors.contains(message), "\(words): \(outcome)", sourceLocation: sourceLocation)
            }
            #expect(
                try await project.git("rev-parse", "pawl/log/staging") == tip, sourceLocation: sourceLocation)
        }

        @Test func aLogThatWasCutShort() async throws {
            let project = try await logged()
            try await project.git("branch", "--force", "pawl/log/staging", "pawl/log/staging~1")
            try await expectBroken(project, "it is gone: this machine has seen 2 entries")
        }

        @Test func aLogThatIsGone() async throws {
            let project = try await logged()
            try await project.git("branch", "-D", "pawl/log/staging")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 14, "\(gate)")
            let verify = try await project.pawl("log", "verify", "--environment", "staging")
            #expect(verify.status == 14, "\(verify)")
        }

        @Test func anEntryThatWasWrittenAgain() async throws {
            let project = try await logged()
            try await project.git("checkout", "--quiet", "pawl/log/staging")
            try await project.git("commit", "--quiet", "--amend", "--message", "nothing to see here")
            try await project.git("checkout", "--quiet", "work")
            try await expectBroken(project, "its commit is not signed")
        }

        @Test func anUnsignedCommitOnTop() async throws {
            let project = try await logged()
            try await project.git("checkout", "--quiet", "pawl/log/staging")
            try await project.git("commit", "--quiet", "--allow-empty", "--message", "approve")
            try await project.git("checkout", "--quiet", "work")
            try await expectBroken(project, "its commit is not signed")
        }

        @Test func anEntryByAKeyThatIsNotTrusted() async throws {
            let project = try await logged()
            let other = project.path + "/other"
            let made = try await project.pawl("key", "new", "--directory", other)
            #expect(made.status == 0, "\(made)")
            let foreign = ["PAWL_KEY_FILE": other + "/pawl-key", "PAWL_TRUST": project.path + "/both"]
            let own = try #require(contents(project.trust))
            let both = own + (contents(other + "/allowed_signers") ?? "")
            try durableWrite(Array(both.utf8), to: project.path + "/both")
            let adopted = try await project.pawl(
                "log", "adopt", "HEAD", "--pipeline", "items", variables: foreign)
            #expect(adopted.status == 0, "\(adopted)")
            try await expectBroken(project, "is not allowed by '\(project.trust)'")
        }

        @Test func evidenceThatWasChanged() async throws {
            let project = try await logged()
            let evidence = "refs/pawl/evidence/staging"
            let name = try await project.git("ls-tree", "--name-only", evidence)
            let blob = try await project.git("rev-parse", "\(evidence):\(name)")
            let file = "\(project.repository)/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"
            try durableWrite(Array("{}".utf8), to: file)
            let verify = try await project.pawl("log", "verify")
            #expect(verify.status == 14, "\(verify)")
            #expect(
                verify.output.contains("  entry 1: error: its evidence '\(name)' was altered\n"), "\(verify)")
        }

        @Test func evidenceThatWasPrunedIsSaidAndIsNoFault() async throws {
            let project = try await logged()
            try await project.git("update-ref", "-d", "refs/pawl/evidence/staging")
            try await project.git("prune", "--expire=now")
            let verify = try await project.pawl("log", "verify")
            #expect(verify.status == 0, "\(verify)")
            #expect(verify.output.hasSuffix("  evidence   1 pruned\n"), "\(verify)")
        }

        @Test func aLogThatIsGoneIsNamedAndHidesNoOther() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let adopted = try await project.pawl(
                "log", "adopt", "main", "--pipeline", "items", "--environment", "production")
            try #require(adopted.status == 0, "\(adopted)")
            try await project.git("branch", "-D", "pawl/log/production")
            try await project.git("branch", "pawl/log/a/b", "main")

            let verify = try await project.pawl("log", "verify")
            #expect(verify.status == 14, "\(verify)")
            #expect(
                verify.output.contains("log, entry 0: error: it is gone: this machine has seen 1 entry\n"),
                "\(verify)")
            #expect(verify.output.contains("staging: 1 entry verified, root "), "\(verify)")
            #expect(
                verify.errors.hasPrefix("log: error: 'refs/heads/pawl/log/a/b' is in the place of a log"),
                "\(verify)")

            let list = try await project.pawl("log", "list")
            #expect(list.status == 14, "\(list)")
            #expect(list.output.contains("→ staging"), "\(list)")
            #expect(list.errors.contains("log, entry 0: error: it is gone"), "\(list)")
        }

        @Test func aLogThatWasNeverHereIsNotVerified() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let verify = try await project.pawl("log", "verify", "--environment", "production")
            #expect(verify.status == 14, "\(verify)")
            #expect(
                verify.errors == """
                    log: error: there is no log of production here, so nothing was verified
                      hint: fetch 'refs/heads/pawl/log/production', or begin it with 'pawl log adopt'

                    """)
        }

        @Test func aClockThatIsBehindApprovesNothing() async throws {
            let project = try await Project(.deploying(watch: nil))
            try await project.deployBaseline()
            try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items")
            try #require(gate.status == 0, "\(gate)")
            // Somebody whose clock is almost three hours ahead blocks something.
            let ahead = time(nil) + 10_000
            let fixture = String(try pawlPath().dropLast("pawl".count)) + "log-fixture"
            let blocked = try await project.run(
                [
                    fixture, project.repository, "staging", project.trust, project.key, "other", "1", "block",
                    String(ahead),
                ], variables: [:])
            try #require(blocked.status == 0, "\(blocked)")

            for words in [
                ["gate", "items"], ["plan", "items"], ["log", "adopt", "HEAD", "--pipeline", "items"],
            ] {
                let refused = try await project.pawl(words)
                #expect(refused.status == 78, "\(refused)")
                #expect(
                    refused.errors.hasPrefix(
                        "log: error: this machine's clock is 2 h behind the time of entry 4, signed by "),
                    "\(refused)")
            }
            let warning = "entry 4: warning: it is dated 2 h ahead of this machine's clock, by "
            let verify = try await project.pawl("log", "verify")
            #expect(verify.status == 0, "\(verify)")
            #expect(verify.output.contains("  \(warning)"), "\(verify)")
            let list = try await project.pawl("log", "list")
            #expect(list.status == 0, "\(list)")
            #expect(list.errors.hasPrefix("log of staging, \(warning)"), "\(list)")

            let rollback = try await project.pawl("rollback", "items", "--environment", "staging")
            #expect(rollback.status == 0, "\(rollback)")
            #expect(project.stagingRevision == (try await project.git("rev-parse", "main")))
            #expect(try await project.entryKinds.suffix(2) == ["rollback-started", "rolled-back"])
            let show = try await project.pawl("log", "show", "5")
            #expect(show.output.contains(/the writer's own clock was (10000|9\d{3}) s behind/), "\(show)")
        }

        @Test func aCommitThatRunsSomewhereIsNotPruned() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await project.git("checkout", "--quiet", "-b", "side")
            let side = try await project.commit(fault: "none")
            let adopted = try await project.pawl("log", "adopt", "side", "--pipeline", "items")
            try #require(adopted.status == 0, "\(adopted)")
            try await project.git("checkout", "--quiet", "work")
            try await project.git("branch", "--quiet", "-D", "side")
            try await project.git("reflog", "expire", "--expire=now", "--expire-unreachable=now", "--all")
            try await project.git("gc", "--quiet", "--prune=now")
            #expect(try await project.git("rev-parse", "refs/pawl/kept/\(side)") == side)
            let plan = try await project.pawl("plan", "items")
            #expect(plan.status == 0, "\(plan)")
            #expect(plan.output.contains(String(side.prefix(7))), "\(plan)")
        }
    }
}
