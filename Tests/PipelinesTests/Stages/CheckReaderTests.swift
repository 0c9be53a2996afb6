import GateModel
import Testing

@testable import Pipelines

@Suite struct CheckReaderTests {
    private static func file(_ stages: String, subject: String = "tool: { build: make }") -> String {
        """
        pawl: 1
        name: small
        environment: test
        \(subject)
        stages:
        \(stages)
        """
    }

    private func parsed(_ stages: String) throws -> Pipeline {
        try parsePipeline(Self.file(stages), path: "pipelines/small.yaml").pipeline
    }

    @Test("a suite needs no operations, and has what every command has")
    func settings() throws {
        let pipeline = try parsed(
            """
            - check:
                run: [./lint, --all]
                read: junit
                env: [CI]
                secrets: [TOKEN]
                within: 20m
            """)
        let stage = try #require(pipeline.measuring.first)
        #expect(
            stage.kind
                == .check(
                    Stage.Check(
                        run: .direct(["./lint", "--all"]), report: .junit, environment: ["CI"],
                        secrets: ["TOKEN"])))
        #expect(stage.within == .seconds(1200))
        #expect(stage.rules == [])
        #expect(stage.operations == [])
        #expect(pipeline.operations == [])
    }

    @Test("a line is one for the shell, and only its exit status counts")
    func shell() throws {
        let pipeline = try parsed("- check: { run: make test }")
        #expect(pipeline.measuring.map(\.kind) == [.check(Stage.Check(run: .shell("make test")))])
    }

    @Test("what asks something needs operations all the same, beside a suite too")
    func operations() {
        let text = Self.file("- check: { run: make test }\n- compat")
        let error = #expect(throws: PipelineErrors.self) {
            try parsePipeline(text, path: "pipelines/small.yaml")
        }
        #expect(error?.errors.map(\.message) == ["the file needs the key 'operations'"])
    }

    private static let service = "service: { start: ./serve, ready: GET / }\noperations: { list: GET /items }"
    private static let external =
        "external: { url: \"http://127.0.0.1:80\" }\noperations: { list: GET /items }"

    @Test(
        "what is wrong with a suite is shown in its place",
        arguments: [
            (
                file("- check:"),
                """
                pipelines/small.yaml:6:3: error: 'check' needs the key 'run'
                  6 | - check:
                    |   ^^^^^
                """
            ),
            (
                file("- check: { run: ./lint, read: jnuit }"),
                """
                pipelines/small.yaml:6:31: error: expected 'junit', found 'jnuit'
                  6 | - check: { run: ./lint, read: jnuit }
                    |                               ^^^^^
                  hint: write 'read: junit', or leave 'read' out and let the exit status decide
                """
            ),
            (
                file("- check: { run: ./bench, read: hyperfine }"),
                """
                pipelines/small.yaml:6:32: error: expected 'junit', found 'hyperfine'
                  6 | - check: { run: ./bench, read: hyperfine }
                    |                                ^^^^^^^^^
                  hint: a report of times belongs to an operation of a 'tool', whose rules judge it in 'regress'
                """
            ),
            (
                file("- check: { run: ./lint, rules: [ errors == 0 ] }"),
                """
                pipelines/small.yaml:6:25: error: 'check' has no rules
                  6 | - check: { run: ./lint, rules: [ errors == 0 ] }
                    |                         ^^^^^
                  hint: the exit status of 'run' decides, or with 'read: junit' its cases
                """
            ),
            (
                file("- check: { run: [] }"),
                """
                pipelines/small.yaml:6:17: error: the command is empty
                  6 | - check: { run: [] }
                    |                 ^
                """
            ),
            (
                file("- check: { run: ./lint }\n- check: { run: ./test }"),
                """
                pipelines/small.yaml:7:3: error: the stage 'check' is there twice, first on line 6
                  7 | - check: { run: ./test }
                    |   ^^^^^
                """
            ),
            (
                file(
                    "- compat\n- deploy: { run: ./deploy }\n- check: { run: ./lint }\nrollback: { scripts: back }",
                    subject: service),
                """
                pipelines/small.yaml:9:3: error: 'check' must come before 'deploy'
                  9 | - check: { run: ./lint }
                    |   ^^^^^
                  hint: what is measured after the deploy cannot stop it
                """
            ),
            (
                file("- check: { run: ./lint }", subject: external),
                """
                pipelines/small.yaml:7:3: error: 'check' runs in the files of two revisions, and an external service has none here
                  7 | - check: { run: ./lint }
                    |   ^^^^^
                  hint: leave the stage out; a pipeline with a 'service' or a 'tool' can check
                """
            ),
        ])
    func bad(text: String, report: String) {
        let error = #expect(throws: PipelineErrors.self) {
            try parsePipeline(text, path: "pipelines/small.yaml")
        }
        #expect(error?.description == report)
    }
}
