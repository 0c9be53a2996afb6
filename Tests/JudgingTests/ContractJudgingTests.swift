import GateModel
import Testing

@testable import Judging

struct ContractJudgingTests {
    private static let position = FilePosition(file: "pipelines/a.yaml", line: 9, column: 7)
    private let compat = stage(
        .compat(
            Stage.Compat(
                probesErrors: false,
                contracts: [DeclaredContract(source: .openapi(file: "api/openapi.yaml"), position: position)])
        ),
        operations: ["search"])

    private func result(_ contracts: [ContractRun], _ severity: Difference.Severity? = nil) -> StageResult {
        var run = CompatRun(probes: [Probe(operation: "search", inputs: 12)], contracts: contracts)
        if let severity {
            run.differences = [
                Difference(
                    contract: .openapi, subject: "api/openapi.yaml",
                    kind: Difference.Kind(rawValue: "response-property-removed"),
                    severity: severity, operation: "GET /search", place: "responses/200/id",
                    baseline: "integer", candidate: "absent", text: "the property 'id' is gone")
            ]
        }
        return judge(StageRun(.compat(run)), of: compat, in: pipeline(compat), after: [])
    }

    private func compared(_ failure: Inconclusive? = nil) -> [ContractRun] {
        [
            ContractRun(
                contract: .openapi, subject: "api/openapi.yaml", differences: 1, failure: failure,
                note: "12 operations"),
            ContractRun(contract: .rollback, subject: "service", differences: 0),
        ]
    }

    @Test("a contract without a difference passes, and says what was compared")
    func same() {
        let judgement = result(compared()).judgements[1]
        #expect(judgement.id == "compat/openapi/api/openapi.yaml")
        #expect(judgement.verdict == .pass)
        #expect(judgement.numbers.samples == .compared(what: "12 operations"))
        #expect(judgement.position == Self.position)
    }

    @Test("a breaking difference is a violation that stands where the contract is declared")
    func breaking() {
        let result = result(compared(), .breaking)
        #expect(result.judgements.map(\.verdict) == [.violation, .pass, .violation, .pass])
        let judgement = result.judgements[0]
        #expect(
            judgement.id
                == "compat/openapi/api.openapi.yaml/response-property-removed/GET .search/responses.200.id")
        #expect(judgement.position == Self.position)
        #expect(
            judgement.said == ["baseline: integer, candidate: absent", "the property 'id' is gone"])
    }

    @Test("other differences are noted")
    func noted() {
        let result = result(compared(), .warning)
        #expect(result.verdict == .pass)
        #expect(
            result.judgements[1].said == [
                "warning: response-property-removed GET /search responses/200/id: the property 'id' is gone"
            ])
    }

    @Test("a declared contract that was not compared is no pass")
    func missing() {
        let verdict = result([]).judgements[1].verdict
        #expect(verdict == inconclusive(.notEvaluated, "it was not compared"))
    }

    @Test("what kept the comparison from being whole takes away its pass, and leaves what was seen")
    func failed() {
        let why = Inconclusive(.toolMissing, "griffe is not installed")
        #expect(result(compared(why)).judgements[1].verdict.inWords == .inconclusive(why))
        #expect(result(compared(why), .breaking).judgements[2].verdict == .violation)
    }
}
