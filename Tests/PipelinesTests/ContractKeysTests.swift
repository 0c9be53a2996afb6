import GateModel
import Testing

@testable import Pipelines

private func contracts(_ keys: String) throws -> [DeclaredContract] {
    let text = membership.replacing("    errors: probe", with: "    errors: probe\n" + keys)
    let stages = try parsePipeline(text, path: "pipelines/membership.yaml").pipeline.stages
    return stages.flatMap { stage -> [DeclaredContract] in
        if case .compat(let settings) = stage.kind { return settings.contracts }
        return []
    }
}

@Suite struct ContractKeysTests {
    @Test func eachKeyIsAContractInTheOrderOfTheFile() throws {
        let found = try contracts(
            """
                  python: [membership.api, client]
                  swift: { package: client, products: [Client] }
                  protobuf: api
                  abi: build/libm.so
                  sql: [migrations, .]
                  command: { name: events, run: ./compare, format: sarif, exit: { 0: pass, 3: warning, other: failed } }

            """)
        #expect(
            found.map { "\($0.contract.rawValue) \($0.subject)" } == [
                "python membership.api", "python client", "swift client/Package.swift", "protobuf api",
                "abi build/libm.so", "sql migrations", "sql .", "command events",
            ])
    }

    @Test func statusesOfACommandMeanWhatIsDeclared() throws {
        let found = try contracts(
            "      command: { name: a, run: ./b, exit: { 0: pass, 3: warning, other: failed } }\n")
        guard case .command(let command) = try #require(found.first).source else {
            Issue.record("it is no command")
            return
        }
        #expect([0, 3, 1].map { command.meaning(of: $0) } == [.pass, .warning, .failed])
    }

    @Test func withoutDeclaredStatusesAnUnknownOneMeansNothing() throws {
        guard
            case .command(let command) = try #require(try contracts("      command: { run: ./b }\n").first)
                .source
        else {
            Issue.record("it is no command")
            return
        }
        #expect([0, 1, 2].map { command.meaning(of: $0) } == [.pass, .breaking, nil])
    }

    @Test(
        "what is wrong is told at its place",
        arguments: [
            (
                "python: membership/api.py",
                "'membership/api.py' is not the name of a Python package or module"
            ),
            ("python: []", "the list is empty"),
            ("python: [a, a]", "'a' is compared twice"),
            ("swift: no", "expected 'yes' or keys with values"),
            ("swift: { products: [--x] }", "'--x' is not the name of a product"),
            ("protobuf: ../api", "'../api'"),
            ("abi: /usr/lib/libm.so", "'/usr/lib/libm.so'"),
            ("command: { format: lines }", "'run'"),
            ("command: { run: a, format: xml }", "'xml'"),
            ("command: { run: a, exit: { other: pass } }", "'other' cannot mean 'pass'"),
            ("command: { run: a, exit: { other: warning } }", "'other' cannot mean 'warning'"),
            ("command: { run: a, exit: { 256: pass } }", "'256' is not an exit status"),
        ])
    func bad(line: String, message: String) {
        let told = report(replacing: "    errors: probe", with: "    errors: probe\n      \(line)")
        #expect(told.hasPrefix("pipelines/membership.yaml:45:") && told.contains(message), "\(told)")
    }
}
