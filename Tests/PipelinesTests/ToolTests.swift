import GateModel
import Testing

@testable import Pipelines

/// A file for a tool, with one operation and one stage.
private func file(
    _ operation: String = "{ run: [./tool] }", values: String = "{ term: [a, b] }", metrics: String? = nil,
    stage: String = "baseline"
) -> String {
    """
    pawl: 1
    name: membership
    environment: test
    tool: { build: make, env: [TERM], secrets: [TOKEN] }
    values: \(values)
    operations: { list: \(operation) }
    \(metrics.map { "metrics: { \($0) }\n" } ?? "")stages:
      - \(stage)
    """
}

@Test("a tool has its build and its variables, and its operations are commands")
func tool() throws {
    let pipeline = try parsePipeline(
        file(#"{ run: "./tool \"$PAWL_VALUE_TERM\"", stdin: "{term}\n", expect: 3 }"#, stage: "compat"),
        path: "membership.yaml"
    ).pipeline
    #expect(
        pipeline.subject
            == .tool(Tool(build: .shell("make"), environment: ["TERM"], secrets: ["TOKEN"])))
    #expect(
        pipeline.operations.map(\.run) == [
            DeclaredOperation.Run(
                command: .shell(#"./tool "$PAWL_VALUE_TERM""#), standardInput: "{term}\n", status: 3)
        ])
    #expect(
        pipeline.metrics.map(\.name) == ["response_time", "errors", "body_bytes", "cpu_time", "memory"])
}

@Test("what a tool uses is judged for each operation")
func toolRules() throws {
    let pipeline = try parsePipeline(
        file(
            stage: """
                regress:
                      rules: [ median(cpu_time) <= +5%, p95(memory) <= 100MB, max(memory) <= 1GB, errors == 0 ]
                  - memory: { rules: [ peak(memory) <= 150MB ] }
                """), path: "membership.yaml"
    ).pipeline
    #expect(pipeline.stages.flatMap(\.rules).map(\.operations) == Array(repeating: ["list"], count: 5))
}

@Test("the answers of a tool's commands are a contract, error cases included")
func toolContract() throws {
    let pipeline = try parsePipeline(file(stage: "compat: { errors: probe }"), path: "membership.yaml")
        .pipeline
    #expect(pipeline.stages.map(\.kind) == [.compat(Stage.Compat(probesErrors: true))])
}

@Test("what is wrong with a tool is shown in its place", arguments: badTools)
func badTool(bad: BadTool) {
    #expect(report(on: bad.file) == bad.report)
}

struct BadTool: Sendable {
    let file: String
    let report: String
}

private let badTools = [
    BadTool(
        file: file("{ run: './tool {term}' }"),
        report: #"""
            pipelines/membership.yaml:6:28: error: '{term}' is not filled in: a command gets values as variables
              6 | operations: { list: { run: './tool {term}' } }
                |                            ^^^^^^^^^^^^^^^
              hint: read 'PAWL_VALUE_TERM' from the environment; in a shell: "$PAWL_VALUE_TERM"
            """#),
    BadTool(
        file: file("GET /list"),
        report: #"""
            pipelines/membership.yaml:6:21: error: expected keys with values for 'list', found 'GET /list'
              6 | operations: { list: GET /list }
                |                     ^^^^^^^^^
            """#),
    BadTool(
        file: file("{ request: GET /list }"),
        report: #"""
            pipelines/membership.yaml:6:15: error: 'list' needs the key 'run'
              6 | operations: { list: { request: GET /list } }
                |               ^^^^
            pipelines/membership.yaml:6:23: error: 'request' belongs to an operation of a service, and this is a tool's
              6 | operations: { list: { request: GET /list } }
                |                       ^^^^^^^
              hint: write 'list: { run: [./tool, argument] }'
            """#),
    BadTool(
        file: file("{ run: ./tool, expect: 404 }"),
        report: #"""
            pipelines/membership.yaml:6:44: error: expected a whole number from 0 to 255, found 404
              6 | operations: { list: { run: ./tool, expect: 404 } }
                |                                            ^^^
            """#),
    BadTool(
        file: file(values: "{ a-b: [x], a_b: [y] }"),
        report: #"""
            pipelines/membership.yaml:6:1: error: the values 'a-b' and 'a_b' are both passed as 'PAWL_VALUE_A_B'
              6 | operations: { list: { run: [./tool] } }
                | ^^^^^^^^^^
              hint: rename one of them
            """#),
    BadTool(
        file: file(metrics: "hits: { header: X-Hits }"),
        report: #"""
            pipelines/membership.yaml:7:20: error: 'header' reads an answer over HTTP, and a tool gives none
              7 | metrics: { hits: { header: X-Hits } }
                |                    ^^^^^^
              hint: a tool's own metrics come from 'run'
            """#),
    BadTool(
        file: file(stage: "scale: { rules: [ errors == 0 ] }"),
        report: #"""
            pipelines/membership.yaml:8:5: error: 'scale' loads a service, and a tool is run once an operation
              8 |   - scale: { rules: [ errors == 0 ] }
                |     ^^^^^
              hint: leave the stage out
            """#),
    BadTool(
        file: file(stage: "memory: { rules: [ max(memory) <= 1GB ], cleanup: { every: 5, request: GET / } }"),
        report: #"""
            pipelines/membership.yaml:8:24: error: of a tool, 'memory' judges the peak
              8 |   - memory: { rules: [ max(memory) <= 1GB ], cleanup: { every: 5, request: GET / } }
                |                        ^^^
              hint: write peak(memory) here; 'regress' judges the other statistics
            pipelines/membership.yaml:8:46: error: 'cleanup' is a request, and a tool answers none
              8 |   - memory: { rules: [ max(memory) <= 1GB ], cleanup: { every: 5, request: GET / } }
                |                                              ^^^^^^^
              hint: leave it out: every run of a tool is a fresh process
            """#),
    BadTool(
        file: file(stage: "regress: { rules: [ \"growth(memory) <= 1KB/op\", throughput >= 5/s ] }"),
        report: #"""
            pipelines/membership.yaml:8:26: error: 'growth' does not suit 'memory'
              8 |   - regress: { rules: [ "growth(memory) <= 1KB/op", throughput >= 5/s ] }
                |                          ^^^^^^
              hint: use peak, mean, median, min, max or p50 … p99.9
            pipelines/membership.yaml:8:53: error: unknown metric 'throughput'
              8 |   - regress: { rules: [ "growth(memory) <= 1KB/op", throughput >= 5/s ] }
                |                                                     ^^^^^^^^^^
              hint: known here: response_time, errors, body_bytes, cpu_time, memory
            """#),
]

@Test("an operation of a service is no command", arguments: ["run", "read", "stdin"])
func commandForService(key: String) {
    #expect(
        report(replacing: "    expect: 201", with: "    expect: 201\n    \(key): x").contains(
            "error: '\(key)' belongs to an operation of a tool, and this is a service's\n"))
}
