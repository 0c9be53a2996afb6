import GateModel
import Testing

@testable import Pipelines

@Suite("What an operation promises") struct PromiseTests {
    private func promises(_ keys: String) throws -> DeclaredOperation.Promises? {
        let file = membership.replacing("    expect: 201", with: "    expect: 201\n" + keys)
        return try parsePipeline(file, path: "pipelines/membership.yaml").pipeline.operation(
            "record-payment")?
            .exchange?
            .promises
    }

    @Test(
        "is what is declared",
        arguments: [
            ("    idempotent: yes", DeclaredOperation.Promises.idempotent), ("    ordered: yes", .ordered),
            ("    idempotent: yes\n    ordered: yes", [.idempotent, .ordered]), ("    idempotent: no", []),
            ("    ordered: no", []), ("", []),
        ] as [(String, DeclaredOperation.Promises)])
    func declared(keys: String, expected: DeclaredOperation.Promises) throws {
        #expect(try promises(keys) == expected)
    }

    @Test("is yes or no")
    func neither() {
        #expect(
            report(replacing: "expect: 201", with: "expect: 201\n    ordered: maybe").hasPrefix(
                "pipelines/membership.yaml:29:14: error: "))
    }

    @Test("as idempotent needs a read that shows it")
    func withoutRead() {
        #expect(
            report(
                replacing:
                    "then: \"GET /payments/{response.id}\"        # read-after-write belongs to the operation",
                with: "idempotent: yes")
                    == #"""
                    pipelines/membership.yaml:29:17: error: nothing shows whether a repeat changes anything
                      29 |     idempotent: yes
                         |                 ^^^
                      hint: add 'then', the read of what was written
                    """#)
    }

    @Test("as idempotent is nothing for a read")
    func ofRead() {
        #expect(
            report(
                replacing: "  search: \"GET /search?q={term}&limit=20\"",
                with: "  search: { request: \"GET /search?q={term}&limit=20\", idempotent: yes }")
                    == #"""
                    pipelines/membership.yaml:24:67: error: a GET request writes nothing
                      24 |   search: { request: "GET /search?q={term}&limit=20", idempotent: yes }
                         |                                                                   ^^^
                      hint: remove 'idempotent'
                    """#)
    }
}
