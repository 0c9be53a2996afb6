import Testing

extension Gates {
    /// `pawl plan --working-tree`: a pipeline file is tried out before it is committed.
    @Suite struct WorkTreePlanTests {
        @Test func whatIsNotCommittedIsPlannedAndNothingIsRecorded() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let changed = ItemsPipeline(ItemsPipeline.compat, ItemsPipeline.regress)
            try project.write(changed.text(port: project.port), to: "pipelines/items.yaml")
            let committed = try await project.pawl("plan", "items")
            #expect(committed.status == 0 && !committed.output.contains("\nregress "), "\(committed)")
            let tried = try await project.pawl("plan", "items", "--working-tree")
            #expect(tried.status == 0 && tried.output.contains("\nregress "), "\(tried)")
            let words = tried.output.split { $0.isWhitespace }.joined(separator: " ")
            #expect(
                words.contains(
                    "note: the pipeline file is the one in the work tree; a gate reads the candidate's own, from its commit"
                ), "\(tried)")
            #expect(try await project.entryKinds == ["adopted"])
            // It is for a plan alone.
            #expect(try await project.pawl("gate", "items", "--working-tree").status == 64)
            let missing = try await project.pawl("plan", "other", "--working-tree")
            #expect(missing.status == 65)
            #expect(
                missing.errors == """
                    pipelines/other.yaml: error: there is no such file in the work tree
                      hint: write it, or leave --working-tree away: then the candidate's own is read

                    """)
        }
    }
}
