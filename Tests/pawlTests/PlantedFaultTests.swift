import Testing

extension Gates {
    @Suite struct PlantedFaultTests {
        @Test(
            "each fault is blocked by the stage that is there for it",
            arguments: [
                ("field-removed", "compat", "compat/field-removed/read/.price"),
                ("more-queries", "regress", "regress/mean-queries-rel/read"),
                ("leak", "memory", "memory/growth-memory-abs"),
                ("contention", "scale", "scale/max-queries-abs/read"),
            ])
        func blocked(fault: String, stage: String, rule: String) async throws {
            var pipeline = ItemsPipeline(
                ItemsPipeline.compat, ItemsPipeline.regress, ItemsPipeline.memory, ItemsPipeline.scale)
            // A leak is called one after more than 600 operations.
            if fault == "leak" {
                pipeline.stages = pipeline.stages.map {
                    $0.replacing("max_operations: 600", with: "max_operations: 1200")
                }
            }
            // It takes its time, and has let the other one pass in the test of a good change.
            if stage == "scale" { pipeline.stages.removeAll { $0 == ItemsPipeline.memory } }
            let project = try await Project(pipeline)
            let candidate = try await project.commit(fault: fault)
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.hasPrefix("BLOCKED  items \(candidate.prefix(7)) → staging"))
            #expect(gate.output.contains("violation[\(rule)]"))
            #expect(gate.output.split(separator: "\n").prefix(2).joined().contains("in \(stage)"), "\(gate)")
            #expect(try await project.lastEntry.contains(" block "))
            try await project.expectNothingLeft()
        }

        @Test(
            "a candidate that burns processor time beside its answers slows both sides, and is found out all the same"
        )
        func burning() async throws {
            let project = try await Project(
                ItemsPipeline("regress: { rules: [ median(response_time) <= +400% ] }"))
            try await project.commit(fault: "burns")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("violation[regress/cpu]"), "\(gate)")
            try await project.expectNothingLeft()
        }

        @Test(
            "what cannot be judged blocks, each with its own reason",
            arguments: [
                (
                    "empty-data", "data set too small",
                    "items: 1 counted on the candidate's side, at least 50 needed"
                ),
                ("silent", "source silent", "came without the metric"),
                ("not-a-number", "not a number", "are no finite numbers"),
                ("dies", "service died", "candidate ended with exit 3"),
                ("failing", "failed operations", "failed, the first with: "),
            ])
        func inconclusive(fault: String, reason: String, detail: String) async throws {
            let project = try await Project(
                ItemsPipeline(ItemsPipeline.regress("mean(queries) <= +0", "median(response_time) <= +400%")))
            try await project.commit(fault: fault)
            let gate = try await project.pawl("gate", "items", "HEAD", "--format", "json")
            #expect(gate.status == 13, "\(gate)")
            let report = try #require(try gate.json())
            #expect(report["verdict"] as? String == "inconclusive")
            #expect(report["reason"] as? String == reason)
            #expect((report["detail"] as? String)?.contains(detail) == true, "\(gate)")
            #expect(try await project.lastEntry.contains(" block "))
            try await project.expectNothingLeft()
        }

        @Test func aCandidateThatDoesNotBuildTwiceIsAViolationWithWhatItPrinted() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.regress("mean(queries) <= +0")))
            try await project.commit(fault: "build-fails")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.errors.contains("; once more, from a fresh export"), "\(gate)")
            #expect(
                gate.output.contains(
                    "violation[gate/build-failed]: does not hold: the candidate builds, as the baseline does"),
                "\(gate)")
            let words = gate.output.split { $0.isWhitespace || $0 == "│" }.joined(separator: " ")
            #expect(
                words.contains("build of the candidate ended with exit 2; it printed: no such module: items"),
                "\(gate)")
            try await project.expectNothingLeft()
        }

        @Test func aServiceThatNeverGetsReadyWhereTheBaselineDoesIsAViolation() async throws {
            var pipeline = ItemsPipeline(ItemsPipeline.regress("errors == 0"))
            pipeline.readyWithin = "1s"
            let project = try await Project(pipeline)
            try await project.commit(fault: "never-ready")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("violation[gate/start-failed]"), "\(gate)")
            #expect(gate.output.contains("service not ready"))
            #expect(
                gate.output.contains(
                    "candidate: GET /health did not answer 2xx on PAWL_PORT within 1 s, last: status 503")
            )
            try await project.expectNothingLeft()
        }

        @Test func failingOperationsAreAViolationWhereARuleIsAboutErrors() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.regress("errors == 0")))
            try await project.commit(fault: "failing")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("violation[regress/errors-abs/read]"))
        }

        @Test func theStagesBehindAViolationRunForInformationWhenAsked() async throws {
            let project = try await Project(
                ItemsPipeline(ItemsPipeline.compat, ItemsPipeline.regress("mean(queries) <= +0")))
            try await project.commit(fault: "field-removed")
            let gate = try await project.pawl("gate", "items", "HEAD", "--keep-going", "--format", "json")
            #expect(gate.status == 10, "\(gate)")
            let stages = try #require(try gate.json()?["stages"] as? [[String: Any]])
            #expect(stages.map { $0["verdict"] as? String } == ["violation", "pass"])
        }
    }
}
