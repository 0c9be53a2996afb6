import Foundation
import Testing

extension Gates {
    @Suite struct AnchorTests {
        private static let regress =
            "regress: { pairs: 4, blocks: 8, cpu: +400%, anchor: ANCHOR, rules: [ \"median(response_time) <= +400%\" ] }"

        private func pipeline(_ anchor: String) -> ItemsPipeline {
            ItemsPipeline(AnchorTests.regress.replacing("ANCHOR", with: anchor))
        }

        private func drift(_ gate: Outcome) throws -> [[String: Any]] {
            let report = try #require(try gate.json())
            let stages = try #require(report["stages"] as? [[String: Any]])
            let judgements = try #require(stages.first?["judgements"] as? [[String: Any]])
            return judgements.filter { ($0["id"] as? String)?.hasPrefix("regress/drift-") == true }
        }

        @Test("the anchor stays the same from gate to gate, and releases add up")
        func series() async throws {
            let project = try await Project(pipeline("last-tag"))
            try await project.git("tag", "v1", "main")
            let anchor = try await project.git("rev-parse", "--short=7", "main")
            try await project.commit(fault: "none")
            #expect(try await project.pawl("gate", "items").status == 0)
            // A tag of a revision that never ran here is no anchor.
            try await project.git("tag", "v2", "HEAD")
            let gate = try await project.pawl("gate", "items", "--format", "json")
            #expect(gate.status == 0, "\(gate)")
            let judgements = try drift(gate)
            #expect(judgements.count == 3)
            for judgement in judgements {
                let notes = try #require(judgement["notes"] as? [String])
                #expect(
                    notes.contains {
                        $0.hasPrefix("anchor \(anchor), 2 releases since; evidence of a drift ")
                    })
            }
            try await project.expectNothingLeft()
        }

        @Test("an anchor that never ran is refused before anything is measured")
        func neverRan() async throws {
            let project = try await Project(pipeline("work"))
            let commit = try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 65)
            #expect(
                gate.errors.contains(
                    """
                    pipelines/items.yaml:32:57: error: 'work' (\(commit.prefix(7))) was never deployed or adopted here
                      hint: name a revision that ran as 'anchor', or 'last-tag'
                    """), "\(gate)")
        }
    }
}
