import Testing

extension Gates {
    /// Gates that would be approved if the worst of nothing were a pass.
    @Suite struct EmptyGateTests {
        @Test(
            "a gate in which no rule that blocks was decided is inconclusive",
            arguments: [
                (
                    "within: 1ms, rules: [ { rule: 'max(queries) <= 10', on_inconclusive: warn } ]",
                    "no rule that could block was decided"
                ),
                (
                    "rules: [ { rule: 'max(queries) <= 10', mode: observe } ]",
                    "no rule that blocks was judged"
                ),
            ])
        func nothingJudged(settings: String, why: String) async throws {
            let project = try await Project(
                ItemsPipeline("scale: { users: 2, operations_per_user: 4, \(settings) }"))
            try await project.commit(fault: "more-queries")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 13, "\(gate)")
            #expect(gate.output.contains("nothing judged"), "\(gate)")
            #expect(gate.output.replacing("\n│   ", with: " ").contains(why), "\(gate)")
            #expect(try await project.entryKinds == ["adopted", "block"])
        }
    }
}
