import GateModel
import Testing

@testable import Pipelines

@Suite("Contracts of compat") struct ContractKeysTests {
    private func contracts(_ keys: String) throws -> [DeclaredContract] {
        let text = membership.replacing("    errors: probe", with: "    errors: probe\n" + keys)
        let pipeline = try parsePipeline(text, path: "pipelines/membership.yaml")
        for stage in pipeline.stages {
            if case .compat(let settings) = stage.kind { return settings.contracts }
        }
        return []
    }

    @Test("are read in the order of the file, each by its subject")
    func order() throws {
        let found = try contracts(
            """
                  openapi: openapi.yaml
                  python: [membership.api, membership.store]
                  swift: { package: client, products: [Client] }
                  protobuf: .
                  abi: build/libm.so
                  sql: migrations
                  command: { run: [./check, --all], exit: { 0: pass, 3: warning, other: failed } }
            """)
        #expect(
            found.map { "\($0.contract.rawValue) \($0.subject)" } == [
                "openapi openapi.yaml", "python membership.api", "python membership.store",
                "swift client/Package.swift",
                "protobuf .", "abi build/libm.so", "sql migrations", "command ./check --all",
            ])
        guard case .command(let command) = found[7].source else {
            Issue.record("no command")
            return
        }
        #expect(command.meaning(of: 0) == .pass)
        #expect(command.meaning(of: 3) == .warning)
        #expect(command.meaning(of: 9) == .failed)
    }
}
