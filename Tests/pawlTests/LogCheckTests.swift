import Foundation
import Testing

extension Gates {
    /// `pawl log check`: what the deploy scripts of others ask.
    @Suite struct LogCheckTests {
        /// With `main` adopted and a good change on top.
        private func project() async throws -> (Project, candidate: String) {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            return (project, try await project.commit(fault: "none"))
        }

        private func check(_ project: Project, _ words: String...) async throws -> Outcome {
            // Nobody who asks needs a key.
            try await project.pawl(["log", "check"] + words, variables: ["PAWL_KEY_FILE": nil])
        }

        @Test func theExitCodeIsTheAnswerUntilSomethingSupersedesIt() async throws {
            let (project, candidate) = try await project()
            let unknown = try await check(project, "HEAD")
            #expect(unknown.status == 10, "\(unknown)")
            #expect(
                unknown.output.hasPrefix(
                    "NOT APPROVED  items \(candidate.prefix(7)) → staging: no entry of its log approves it"),
                "\(unknown)")
            #expect(unknown.output.contains("\n  runs now  "), "\(unknown)")

            try await project.append("approve")
            let approved = try await check(project, "HEAD")
            #expect(approved.status == 0, "\(approved)")
            #expect(
                approved.output.hasPrefix("APPROVED  items \(candidate.prefix(7)) → staging: entry 1 ("),
                "\(approved)")
            #expect(approved.errors == "")

            try await project.append("block", run: "run-2")
            let blocked = try await check(project, candidate, "--format", "json")
            #expect(blocked.status == 10, "\(blocked)")
            let json = try #require(try blocked.json())
            #expect(json["approved"] as? Bool == false)
            #expect(json["answer"] as? String == "blocked")
            #expect((json["entry"] as? [String: Any])?["index"] as? Int == 2)

            try await project.append("approve", run: "run-3")
            try await project.append("deploy-started", run: "run-3")
            #expect(try await check(project, "HEAD").status == 0)
            try await project.append("rollback-started", run: "run-3")
            try await project.append("rolled-back", run: "run-3")
            let left = try await check(project, "HEAD")
            #expect(left.status == 10, "\(left)")
            #expect(left.output.contains("it was rolled back, entry 6 ("), "\(left)")
            #expect(try await project.pawl("log", "verify").status == 0)
        }

        @Test func anApprovalIsOfTheCommitAndNotOfItsTree() async throws {
            let (project, candidate) = try await project()
            try await project.append("approve")
            try await project.commit("the same tree")
            let twin = try await check(project, "HEAD")
            #expect(twin.status == 10, "\(twin)")
            #expect(
                twin.output.contains("  note      \(candidate.prefix(7)) has the same tree and was approved"),
                "\(twin)")
        }

        @Test func adviceIsNoApproval() async throws {
            let (project, _) = try await project()
            try await project.append("advice")
            let advised = try await check(project, "HEAD")
            #expect(advised.status == 10, "\(advised)")
            #expect(advised.output.contains("is only advice"), "\(advised)")
        }

        @Test func whileAnotherDeployIsOpenItIsNotNow() async throws {
            let (project, candidate) = try await project()
            try await project.append("approve")
            let other = try await project.commit(fault: "field-removed")
            try await project.append("deploy-started", run: "run-2")
            let occupied = try await check(project, candidate)
            #expect(occupied.status == 75, "\(occupied)")
            #expect(
                occupied.output.contains(
                    "entry 1 approves it, but a deploy of \(other.prefix(7)) has not ended, entry 2 ("),
                "\(occupied)")
        }

        @Test func aLogThatDoesNotVerifyIsBelievedInNothing() async throws {
            let (project, candidate) = try await project()
            try await project.append("approve")
            try await project.git("checkout", "--quiet", "pawl/log/staging")
            try await project.git("commit", "--quiet", "--amend", "--message", "nothing to see here")
            try await project.git("checkout", "--quiet", "work")
            for words in [[candidate], [candidate, "--environment", "staging", "--format", "json"]] {
                let broken = try await project.pawl(["log", "check"] + words)
                #expect(broken.status == 14, "\(broken)")
                #expect(broken.output == "", "\(broken)")
                #expect(broken.errors.contains("its commit is not signed"), "\(broken)")
            }
        }

        @Test func whatIsMeantHasToBeClear() async throws {
            let (project, _) = try await project()
            try await project.append("approve", pipeline: "shop")
            let pipelines = try await check(project, "HEAD")
            #expect(pipelines.status == 64, "\(pipelines)")
            #expect(
                pipelines.errors == """
                    log: error: 2 pipelines deploy to staging: items, shop
                      hint: name the one that is meant with --pipeline

                    """)
            #expect(try await check(project, "HEAD", "--pipeline", "shop").status == 0)
            #expect(try await check(project, "HEAD", "--pipeline", "items").status == 10)
            let unrecorded = try await check(project, "HEAD", "--pipeline", "item")
            #expect(unrecorded.status == 78, "\(unrecorded)")
            #expect(unrecorded.errors.contains("  hint: it has entries about items, shop\n"), "\(unrecorded)")

            try await project.append("approve", environment: "production")
            let environments = try await check(project, "HEAD")
            #expect(environments.status == 64, "\(environments)")
            #expect(
                environments.errors == """
                    log: error: there are logs of 2 environments: production, staging
                      hint: name the one that is meant with --environment

                    """)
            // Only one of them knows that pipeline.
            #expect(try await check(project, "HEAD", "--pipeline", "shop").status == 0)
            #expect(try await check(project, "HEAD", "--environment", "production").status == 0)
            let nowhere = try await check(project, "HEAD", "--environment", "test")
            #expect(nowhere.status == 78, "\(nowhere)")
            #expect(
                nowhere.errors.hasPrefix(
                    "log: error: there is no log of test here, only of production, staging\n  hint: "),
                "\(nowhere)")
            #expect(try await check(project, "v9", "--environment", "production").status == 65)
        }

        @Test func withoutAnyLogItSaysHowToGetOne() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat), adopts: false)
            let nothing = try await check(project, "HEAD")
            #expect(nothing.status == 78, "\(nothing)")
            #expect(nothing.errors.hasPrefix("log: error: this repository has no decision log\n  hint: "))
            let trustless = try await project.pawl(
                "log", "check", "HEAD", variables: ["PAWL_TRUST": nil, "CI": "true"])
            #expect(trustless.status == 78, "\(trustless)")
        }

        @Test func aCloneOfDepthOneNeedsOnlyTheLog() async throws {
            let (project, candidate) = try await project()
            try await project.append("approve")
            try await project.git("tag", "--annotate", "v1", "--message", "v1")
            try await project.commit(fault: "field-removed")
            let clone = project.path + "/clone"
            try await project.git(
                "clone", "--quiet", "--depth", "1", "--branch", "work", "file://" + project.repository, clone)
            let log = "refs/heads/pawl/log/staging"
            try await project.git("-C", clone, "fetch", "--quiet", "origin", "\(log):\(log)")
            // A reference that is called as the commit is no commit.
            try await project.git("-C", clone, "update-ref", "refs/heads/\(candidate)", "HEAD")
            for name in [candidate, candidate.uppercased(), String(candidate.prefix(9))] {
                let approved = try await project.pawl("log", "check", name, in: clone)
                #expect(approved.status == 0, "\(name): \(approved)")
                #expect(
                    approved.output.contains("  note      this clone does not have the commit;"),
                    "\(approved)")
            }
            #expect(try await project.pawl("log", "check", "HEAD", in: clone).status == 10)
            let unknown = try await project.pawl(
                "log", "check", String(repeating: "a", count: 40), in: clone)
            #expect(unknown.status == 10, "\(unknown)")
            #expect(try await project.pawl("log", "check", "abcdef1", in: clone).status == 65)

            // A tag's own id means its commit; neither a work tree nor one of its own is needed.
            let tag = try await project.git("rev-parse", "v1")
            #expect(tag != candidate)
            #expect(try await check(project, tag).status == 0)
            let bare = project.path + "/bare"
            try await project.git("clone", "--quiet", "--mirror", project.repository, bare)
            #expect(try await project.pawl("log", "check", "v1", in: bare).status == 0)
            let linked = project.path + "/linked"
            try await project.git("worktree", "add", "--quiet", "--detach", linked, candidate)
            #expect(try await project.pawl("log", "check", "HEAD", in: linked).status == 0)
        }
    }
}
