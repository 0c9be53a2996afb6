import Testing

@testable import Pipelines

@Test(
    "what the format knows and this version does not is never ignored",
    arguments: [
        (
            "environment: staging", "environment: staging\n",
            [
                "notify", "requires", "freeze", "budget", "monitor", "tool", "external",
            ]
        ),
        ("    expect: 201", "    expect: 201\n    ", ["run", "read", "stdin"]),
        (
            "    errors: probe", "    errors: probe\n      ",
            [
                "openapi", "python", "swift", "protobuf", "abi", "sql", "command",
            ]
        ),
        ("- memory:", "- memory:\n      ", ["every"]),
        ("- scale:", "- scale:\n      ", ["rate", "ramp", "for", "think", "engine"]),
    ])
func unsupported(part: String, start: String, keys: [String]) {
    for key in keys {
        #expect(
            report(replacing: part, with: "\(start)\(key): x").contains(
                "error: '\(key)' is not supported by this version of pawl\n"))
    }
}

@Test("a file for a tool or an external service is refused for that alone", arguments: ["tool", "external"])
func otherSubject(key: String) throws {
    let errors = try #require(throws: PipelineErrors.self) {
        try parsePipeline(
            """
            pawl: 1
            name: small
            environment: test
            \(key): { build: make }
            operations: { run-it: { run: [./tool] } }
            stages: [ compat ]
            """, path: "small.yaml")
    }
    #expect(
        errors.errors.map(\.message) == [
            "'\(key)' is not supported by this version of pawl",
            "'run' is not supported by this version of pawl",
        ])
}
