import Testing

extension Gates {
    /// Pipeline files that cannot be obeyed: said with their place, and nothing is recorded.
    @Suite struct BadPipelineTests {
        @Test(
            "a mistake in the file is shown where it stands",
            arguments: [
                (
                    "ready: GET /health", "ready: [GET /health",
                    """
                    pipelines/items.yaml:8:15: error: not valid YAML: did not find expected ',' or ']' while parsing a flow sequence
                      8 |   ready_within: 10s
                        |               ^
                      hint: quote a value that contains '{', '[' or ','

                    """
                ),
                (
                    "groups:", "grups:",
                    """
                    pipelines/items.yaml:29:1: error: unknown key 'grups' in the file
                      29 | grups:
                         | ^^^^^
                      hint: did you mean 'groups'?

                    """
                ),
                (
                    "max(queries)", "max(querys)",
                    """
                    pipelines/items.yaml:32:61: error: unknown metric 'querys'
                      32 |   - scale: { users: 5, operations_per_user: 4, rules: [ max(querys) <= 10, errors == 0 ] }
                         |                                                             ^^^^^^
                      hint: did you mean 'queries'?

                    """
                ),
                (
                    "max(queries) <= 10", "max(response_time) <= 10",
                    """
                    pipelines/items.yaml:32:79: error: '10' needs a unit: 'response_time' is a time
                      32 |   - scale: { users: 5, operations_per_user: 4, rules: [ max(response_time) <= 10, errors == 0 ] }
                         |                                                                               ^^
                      hint: write an amount such as 50ms

                    """
                ),
            ])
        func mistake(of right: String, as wrong: String, message: String) async throws {
            let pipeline = ItemsPipeline(ItemsPipeline.scale)
            let project = try await Project(pipeline)
            let text = pipeline.text(port: project.port)
            try #require(text.contains(right))
            try project.write(text.replacing(right, with: wrong), to: "pipelines/items.yaml")
            try await project.commit("a mistake")
            for command in ["gate", "plan"] {
                let outcome = try await project.pawl(command, "items")
                #expect(outcome.status == 65)
                #expect(outcome.errors == message)
                #expect(outcome.output == "")
            }
            #expect(try await project.entryKinds == ["adopted"])
        }

        @Test func aPipelineThatTheCommitDoesNotHaveIsRefused() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let head = try await project.git("rev-parse", "HEAD")
            for name in ["shop", "./items", "items.yaml"] {
                let outcome = try await project.pawl("gate", name)
                #expect(outcome.status == 65)
                #expect(
                    outcome.errors == """
                        pipelines/\(name).yaml: error: not in commit \(head.prefix(7))
                          hint: that commit has items

                        """)
            }
        }

        @Test func whatLiesOnlyInTheWorkTreeIsSaidAndNotJudged() async throws {
            let pipeline = ItemsPipeline(ItemsPipeline.compat)
            let project = try await Project(pipeline)
            try await project.commit(fault: "none")
            try project.write("field-removed\n", to: "fault")
            try project.write("no pipeline at all", to: "pipelines/items.yaml")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 0, "\(gate)")
            #expect(
                gate.errors.contains(
                    "the work tree has uncommitted changes ('fault' and others); they are not judged, commits are"
                ))
        }
    }
}
