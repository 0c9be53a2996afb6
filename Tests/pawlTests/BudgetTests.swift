import Testing

extension Gates {
    /// `budget:`, the time that all stages before a deploy may take together.
    @Suite struct BudgetTests {
        @Test func aSpentBudgetIsInconclusiveAndNoLaterStageBegins() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat, ItemsPipeline.regress))
            let text = ItemsPipeline(ItemsPipeline.compat, ItemsPipeline.regress).text(port: project.port)
            try project.write(text + "budget: 1ms\n", to: "pipelines/items.yaml")
            try await project.commit("a budget")
            let plan = try await project.pawl("plan", "items")
            #expect(plan.output.contains("budget      1 ms for all stages before a deploy\n"), "\(plan)")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 13, "\(gate)")
            let words = gate.output.split { $0.isWhitespace }.joined(separator: " ")
            #expect(
                words.contains("'budget: 1 ms' of the pipeline was over before it began"),
                "\(gate)")
            #expect(try await project.entryKinds == ["adopted", "block"])
            try await project.expectNothingLeft()
        }
    }
}
