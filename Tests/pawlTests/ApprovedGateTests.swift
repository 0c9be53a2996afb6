import Foundation
import Testing

extension Gates {
    @Suite struct ApprovedGateTests {
        @Test func aGoodChangeIsApprovedByEveryStageAndRecorded() async throws {
            let project = try await Project(
                ItemsPipeline(
                    ItemsPipeline.compat, ItemsPipeline.regress, ItemsPipeline.memory, ItemsPipeline.scale))
            let candidate = try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items", "HEAD", "--format", "json")
            #expect(gate.status == 0, "\(gate)")

            let report = try #require(try gate.json())
            #expect(report["verdict"] as? String == "approved")
            #expect((report["candidate"] as? [String: Any])?["commit"] as? String == candidate)
            let stages = try #require(report["stages"] as? [[String: Any]])
            #expect(stages.map { $0["stage"] as? String } == ["compat", "regress", "memory", "scale"])
            #expect(stages.allSatisfy { $0["verdict"] as? String == "pass" })

            let list = try await project.pawl("log", "list")
            let lines = list.output.split(separator: "\n")
            #expect(lines.count == 2)
            #expect(
                lines.last?.contains("approve  items  \(candidate.prefix(7)) → staging  ") == true, "\(list)")
            #expect(lines.last?.contains("  4 stages pass  ") == true, "\(list)")

            let show = try await project.pawl("log", "show", "1")
            #expect(
                show.output.hasPrefix(
                    "entry 1  approve  items \(candidate.prefix(7)) → staging      4 stages pass\n"))
            #expect(show.output.contains(candidate))

            let verify = try await project.pawl("log", "verify")
            #expect(verify.status == 0)
            #expect(verify.output.hasPrefix("staging: 2 entries verified, root "))
            #expect(verify.output.hasSuffix("  signed by  test@items.example\n  evidence   1 intact\n"))

            try await project.expectNothingLeft()
        }

        @Test func stockGitAcceptsEveryEntry() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await project.commit(fault: "none")
            #expect(try await project.pawl("gate", "items").status == 0)
            let entries = try await project.git("rev-list", "pawl/log/staging").split(separator: "\n")
            #expect(entries.count == 2)
            for entry in entries {
                let verified = try await project.run(
                    [
                        "git", "-c", "gpg.ssh.allowedSignersFile=\(project.trust)", "verify-commit",
                        String(entry),
                    ],
                    variables: [:])
                #expect(verified.status == 0)
                #expect(
                    verified.errors.hasPrefix(
                        "Good \"git\" signature for test@items.example with ED25519 key"))
            }
            #expect(try await project.git("cat-file", "-t", "refs/pawl/evidence/staging") == "commit")
            #expect(try await project.git("rev-list", "--count", "refs/pawl/evidence/staging") == "1")
        }

        /// Whether this host is steady enough is for the tests of judging, which have literal series.
        @Test func theBaselineStageJudgesItsRulesAndItself() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.baseline, ItemsPipeline.regress))
            try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items", "HEAD", "--format", "json")
            let stages = try #require(try gate.json()?["stages"] as? [[String: Any]])
            #expect(stages.first?["stage"] as? String == "baseline")
            let judgements = try #require(stages.first?["judgements"] as? [[String: Any]])
            #expect(
                judgements.compactMap { $0["id"] as? String } == [
                    "baseline/resolution-median-response_time-rel/read",
                    "baseline/resolution-median-response_time-rel/add",
                    "baseline/resolution-median-response_time-rel/unknown", "baseline/resolution-cpu",
                    "baseline/steadiness/read", "baseline/steadiness/add", "baseline/steadiness/unknown",
                    "baseline/mean-queries-in/read",
                ], "\(gate)")
            #expect(judgements.last?["verdict"] as? String == "pass", "\(gate)")
        }

        @Test func aResultGoesToAFileWhenOneIsNamed() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items", "-o", project.path + "/report")
            #expect(gate.output == "")
            #expect(contents(project.path + "/report")?.hasPrefix("APPROVED  items ") == true)
        }

        @Test func anEntryIsShownWhenNobodyKeptItsCandidate() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let text = try #require(contents(project.repository + "/pipelines/items.yaml"))
            try project.write(text + "# another file\n", to: "pipelines/items.yaml")
            let candidate = try await project.commit(fault: "field-removed")
            #expect(try await project.pawl("gate", "items").status == 10)
            try await project.git("checkout", "--quiet", "main")
            try await project.git("branch", "--quiet", "-D", "work")
            try await project.git("reflog", "expire", "--expire=now", "--all")
            try await project.git("gc", "--quiet", "--prune=now")
            let show = try await project.pawl("log", "show", "1")
            #expect(show.status == 0, "\(show)")
            #expect(
                show.output.hasPrefix("entry 1  block  items \(candidate.prefix(7)) → staging"), "\(show)")
            #expect(try await project.pawl("log", "verify").status == 0)
        }

        @Test func aPlanSaysWhatAGateWouldDoAndRecordsNothing() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let candidate = try await project.commit(fault: "none")
            let plan = try await project.pawl("plan", "items")
            #expect(plan.status == 0)
            #expect(plan.output.contains(String(candidate.prefix(7))))
            #expect(try await project.git("rev-list", "--count", "pawl/log/staging") == "1")
        }
    }
}
