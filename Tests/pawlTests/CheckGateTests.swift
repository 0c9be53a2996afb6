import Testing

extension Promises {
    /// A lint or test suite that people have, as a gate.
    @Suite struct CheckGateTests {
        private func project(_ check: String, fault: String = "none") async throws -> Project {
            try await Project(
                ItemsPipeline(),
                files: [
                    "lint": lintScript, "fault": fault + "\n",
                    "pipelines/items.yaml": """
                    pawl: 1
                    name: items
                    environment: staging
                    tool: { build: chmod +x lint }
                    stages:
                      - check: \(check)

                    """,
                ])
        }

        @Test func aCandidateThatPassesIsApprovedAndRecorded() async throws {
            let project = try await project("{ run: ./lint }")
            try await project.commit("nothing has changed")
            let plan = try await project.pawl("plan", "items")
            #expect(plan.status == 0, "\(plan)")
            #expect(plan.output.contains("runs './lint' in a copy of each revision's files"), "\(plan)")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 0, "\(gate)")
            #expect(gate.output.contains("APPROVED"), "\(gate)")
            #expect(try await project.entryKinds == ["adopted", "approve"])
            let verified = try await project.pawl("log", "verify")
            #expect(verified.status == 0, "\(verified)")
            try await project.expectNothingLeft()
        }

        @Test func aCandidateThatFailsIsBlockedAlsoWhereItBringsAMilderScript() async throws {
            let project = try await project("{ run: [./lint] }")
            try project.write("#!/bin/sh\nexit 0\n", to: "lint")
            try await project.commit(fault: "unused variable")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("violation[check/exit]"), "\(gate)")
            #expect(gate.output.contains("found: unused variable"), "\(gate)")
            try await project.expectNothingLeft()
        }

        @Test func whatFailsOnWhatRunsTooIsInconclusive() async throws {
            let project = try await project("{ run: ./lint }", fault: "old")
            try await project.commit(fault: "other")
            let gate = try await project.pawl("gate", "items", "HEAD", "--format", "json")
            #expect(gate.status == 13, "\(gate)")
            #expect(try #require(try gate.json())["reason"] as? String == "baseline fails too", "\(gate)")
        }

        @Test func aCaseThatFailsOnlyOnTheCandidateIsNamed() async throws {
            let project = try await project("{ run: ./lint, read: junit }", fault: "old")
            try await project.commit(fault: "old new")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("violation[check/lint.new]"), "\(gate)")
            #expect(!gate.output.contains("violation[check/lint.old]"), "\(gate)")
        }

        @Test func aSuiteStandsBesideTheOtherStagesOfAService() async throws {
            let project = try await Project(
                ItemsPipeline(
                    "check: { run: [python3, -S, -m, py_compile, service.py] }", ItemsPipeline.compat))
            try await project.commit("nothing has changed")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 0, "\(gate)")
            try await project.expectNothingLeft()
        }
    }
}

/// Fails for every fault, and writes a report with a case for each beside one that passes.
private let lintScript = #"""
    #!/bin/sh
    read faults < fault
    [ "$faults" = none ] && faults=
    {
        echo '<testsuite><testcase classname="lint" name="format" time="0.01"/>'
        for fault in $faults; do
            echo "<testcase classname=\"lint\" name=\"$fault\" time=\"0.01\"><failure/></testcase>"
        done
        echo '</testsuite>'
    } > "$PAWL_OUT"
    [ -z "$faults" ] || { echo "found: $faults"; exit 1; }

    """#
