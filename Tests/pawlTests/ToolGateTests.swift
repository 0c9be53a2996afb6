import Testing

extension Promises {
    /// A tool in place of the items service: a shell script whose fault is in its own tree.
    @Suite struct ToolGateTests {
        private func project(_ operations: String, _ stages: String...) async throws -> Project {
            try await Project(
                ItemsPipeline(),
                files: [
                    "tool": toolScript, "bench": benchScript, "fault": "none\n",
                    "pipelines/items.yaml": """
                    pawl: 1
                    name: items
                    environment: staging
                    tool: { build: "chmod +x tool bench" }
                    values: { term: [pear, plum] }
                    operations:
                      \(operations)
                    stages:
                    \(stages.map { "  - \($0)\n" }.joined())
                    """,
                ])
        }

        private static let list = "list: { run: [./tool], stdin: \"seen\" }"
        private static let regress =
            "regress: { pairs: 4, blocks: 8, rules: [ median(response_time) <= +400%, median(cpu_time) <= +400%, "
            + "max(body_bytes) <= 20B, errors == 0 ] }"
        private static let memory = "memory: { at_least: 1ms, rules: [ peak(memory) <= 30MB ] }"

        @Test func aToolThatIsAsGoodAsBeforeIsApproved() async throws {
            let project = try await project(
                Self.list, "baseline: { cycles: 1 }", Self.regress, Self.memory)
            try await project.commit("nothing has changed")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 0, "\(gate)")
            try await project.expectNothingLeft()
        }

        @Test(
            "each fault of a tool is found by the rule that is there for it",
            arguments: [
                ("slow", "regress/median-response_time-rel/list"),
                ("talks", "regress/max-body_bytes-abs/list"),
                ("fails", "regress/errors-abs/list"), ("fat", "memory/peak-memory-abs/list"),
            ])
        func blocked(fault: String, rule: String) async throws {
            // What takes memory takes time too, and so would not get to the stage that is asked.
            let project = try await project(Self.list, fault == "fat" ? Self.memory : Self.regress)
            try await project.commit(fault: fault)
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("violation[\(rule)]"), "\(gate)")
            try await project.expectNothingLeft()
        }

        @Test func aToolThatIsNotThereIsInconclusive() async throws {
            let project = try await project("list: { run: [./missing] }", Self.regress)
            try await project.commit("nothing has changed")
            let gate = try await project.pawl("gate", "items", "HEAD", "--format", "json")
            #expect(gate.status == 13, "\(gate)")
            #expect(try #require(try gate.json())["reason"] as? String == "tool missing")
            try await project.expectNothingLeft()
        }

        private static let reports = """
            parse: { run: './bench > "$PAWL_OUT"', read: hyperfine, benchmark: parse }
              print: { run: './bench > "$PAWL_OUT"', read: hyperfine, benchmark: print }
            """
        private static let compared =
            "regress: { blocks: 8, rules: [ median(response_time) <= +50%, errors == 0 ] }"

        @Test(
            "the samples of a benchmark's own report are judged",
            arguments: [
                ("none", 0, "APPROVED"), ("slow", 10, "violation[regress/median-response_time-rel/print]"),
            ])
        func reported(fault: String, status: Int32, said: String) async throws {
            let project = try await project(Self.reports, Self.compared)
            try await project.commit(fault: fault)
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == status, "\(gate)")
            #expect(gate.output.contains(said), "\(gate)")
            #expect(!gate.output.contains("response_time-rel/parse]"))
            try await project.expectNothingLeft()
        }

        @Test(
            "a report that shows nothing is inconclusive",
            arguments: [
                (
                    "summary", "no samples",
                    "the report has only a summary: no interval possible"
                ),
                ("torn", "no samples", "candidate, 'parse': PAWL_OUT"),
                ("empty", "no samples", "candidate, 'parse': PAWL_OUT: error: the file is empty"),
                ("forgets", "no samples", "the report has no 'print', but 'parse'"),
                ("fails", "failed operations", "failed, the first with: exit 3"),
            ])
        func showsNothing(fault: String, reason: String, detail: String) async throws {
            let project = try await project(
                Self.reports, Self.compared.replacing(", errors == 0", with: ""))
            try await project.commit(fault: fault)
            let gate = try await project.pawl("gate", "items", "HEAD", "--format", "json")
            #expect(gate.status == 13, "\(gate)")
            let report = try #require(try gate.json())
            #expect(report["reason"] as? String == reason, "\(gate)")
            #expect((report["detail"] as? String)?.contains(detail) == true, "\(gate)")
            try await project.expectNothingLeft()
        }
    }
}

/// Says its value, if it gets it and its standard input.
private let toolScript = #"""
    #!/bin/sh
    read fault < fault
    [ "$fault" = slow ] && sleep 0.5
    [ "$fault" = fails ] && exit 3
    [ "$fault" = talks ] && echo "and so much more than anybody has asked for"
    [ "$fault" = fat ] && head -c 60000000 /dev/zero | tail -c 60000000 > /dev/null
    [ "$(cat)" = seen ] && [ -n "$PAWL_VALUE_TERM" ] && echo "a $PAWL_VALUE_TERM"

    """#

/// Reports of two benchmarks, the way hyperfine writes them; a fault is one of the second.
private let benchScript = #"""
    #!/usr/bin/python3 -S
    import json, random, sys

    fault = open("fault").read().strip()
    if fault == "fails":
        sys.exit(3)


    def benchmark(name, seconds):
        times = [seconds * random.uniform(0.95, 1.05) for _ in range(random.randint(5, 9))]
        found = {"command": name, "mean": seconds, "median": seconds, "times": times}
        if fault == "summary":
            del found["times"]
        return found


    results = [benchmark("parse", 0.01), benchmark("print", 0.02 if fault == "slow" else 0.01)]
    text = json.dumps({"results": results[:1] if fault == "forgets" else results})
    print("" if fault == "empty" else text[:90] if fault == "torn" else text)

    """#
