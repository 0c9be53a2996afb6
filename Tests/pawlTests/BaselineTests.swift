import Foundation
import Testing

extension Gates {
    @Suite struct BaselineTests {
        @Test func anApprovedGateLeavesTwoBaselinesAndABlockedOneLeavesThatOfWhatRan() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.regress))
            let plan = try await project.pawl("plan", "items")
            #expect(
                plan.output.contains(
                    "note: the smallest change that this budget can show is known after the first gate on a host like"
                ), "\(plan)")
            #expect(
                plan.output.contains(
                    "what regress can show  by the noise between blocks (σ_d), which is assumed until a gate has"
                ),
                "\(plan)")
            let none = try await project.pawl("baseline", "show")
            #expect(none.status == 65)
            #expect(
                none.errors
                    == "baseline: error: no gate has recorded a baseline here\n  hint: 'pawl baseline list' shows what there is\n"
            )

            let good = try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items")
            try #require(gate.status == 0, "\(gate)")
            let listed = try #require(
                try await project.pawl("baseline", "list", "--format", "json").json()?["baselines"]
                    as? [[String: Any]])
            #expect(listed.map { $0["side"] as? String } == ["baseline", "candidate"])
            #expect(listed.map { $0["entry"] as? Int } == [1, 1])
            #expect((listed[1]["revision"] as? [String: Any])?["commit"] as? String == good)
            let dataSet = try #require(listed[0]["data_set"] as? [String: Any])
            #expect(
                dataSet["commands"] as? [String]
                    == ["seed: python3 -S seed.py", "migrate: python3 -S migrate.py"])
            let files = try #require(dataSet["files"] as? [[String: Any]])
            #expect(files.map { $0["path"] as? String } == ["seed.py", "migrate.py"])
            #expect(
                try await project.git("rev-parse", "main:seed.py") == files[0]["object"] as? String)
            #expect(
                ((listed[0]["host_class"] as? [String: Any])?["text"] as? String)?.contains("×\"") == true)

            let after = try await project.pawl("plan", "items")
            let words = after.output.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
            // As the gate said it, control groups included.
            let confinement = try #require(
                gate.output.split(separator: "\n").first { $0.hasPrefix("isolation ") }, "\(gate)")
            #expect(words.contains(confinement), "\(after)")
            #expect(words.contains("note: smallest change that this budget can show: "), "\(after)")
            #expect(words.contains("by the noise recorded in entry 1"), "\(after)")
            #expect(
                words.contains(
                    "what regress can show by the noise recorded in entry 1 an unchanged revision passes all comparisons in "
                ), "\(after)")

            try await project.commit(fault: "more-queries")
            let blocked = try await project.pawl("gate", "items")
            #expect(blocked.status != 0, "\(blocked)")
            let again = try await project.pawl("baseline", "list")
            let lines = again.output.split(separator: "\n")
            #expect(lines.count == 3, "\(again)")
            #expect(
                lines.last?.hasPrefix("2  ") == true && lines.last?.contains("  ran  ") == true, "\(again)")
            // Earlier ones stay reachable, by entry and by commit.
            let shown = try await project.pawl("baseline", "show", "1")
            #expect(shown.output.components(separatedBy: "\nregress\n").count == 3, "\(shown)")
            let ofCommit = try await project.pawl("baseline", "show", String(good.prefix(10)))
            #expect(ofCommit.output.contains("in entry 1, which that gate approved"), "\(ofCommit)")
        }

        @Test func aSecondGateTakesTheNoiseThatTheFirstRecordedAndSaysSo() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.baseline, ItemsPipeline.regress))
            try await project.commit(fault: "none")
            let first = try await project.pawl("gate", "items")
            try #require(first.status == 0, "\(first)")
            try await project.commit("nothing new")
            let second = try await project.pawl("gate", "items")
            try #require(second.status == 0, "\(second)")
            let words = second.description.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
            #expect(
                words.contains(/stage 'baseline' takes 4 blocks, and the noise of \d+ that entry 1 recorded/),
                "\(words)")
            // What the noise lets show is still known, though four blocks alone would not tell.
            let baselines = try await project.pawl("baseline", "show", "2")
            #expect(!baselines.output.contains("at least 8 needed"), "\(baselines)")
            // Another pipeline file measures it anew.
            let changed = ItemsPipeline(
                ItemsPipeline.baseline, ItemsPipeline.regress("median(response_time) <= +410%"))
            try project.write(changed.text(port: project.port), to: "pipelines/items.yaml")
            try await project.commit("another limit")
            let third = try await project.pawl("gate", "items")
            try #require(third.status == 0, "\(third)")
            #expect(!third.description.contains("takes 4 blocks"), "\(third)")
        }

        @Test func aLogThatDoesNotVerifyShowsNoBaseline() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await project.git("update-ref", "-d", "refs/heads/pawl/log/staging")
            try await project.git("update-ref", "refs/heads/pawl/log/staging", "HEAD")
            for words in [["baseline", "list"], ["baseline", "show", "1"]] {
                let outcome = try await project.pawl(words)
                #expect(outcome.status == 14, "\(outcome)")
                #expect(outcome.output.isEmpty)
            }
        }

        @Test func prunedEvidenceIsSaid() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.regress))
            try await project.commit(fault: "none")
            try #require(try await project.pawl("gate", "items").status == 0)
            try await project.git("update-ref", "-d", "refs/pawl/evidence/staging")
            try await project.git("prune", "--expire=now")
            let list = try await project.pawl("baseline", "list")
            #expect(list.status == 0)
            #expect(
                list.output == """
                    no gate has recorded a baseline here
                    note: the evidence of entry 1 is pruned, and the baselines with it

                    """)
        }
    }
}
