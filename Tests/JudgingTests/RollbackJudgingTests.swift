import GateModel
import Judging
import Testing

struct RollbackJudgingTests {
    private let compat = stage(.compat(Stage.Compat(probesErrors: false)))

    private func judgement(
        _ contracts: [ContractRun], _ severity: Difference.Severity? = nil
    ) -> Judgement? {
        var run = CompatRun(probes: [Probe(operation: "search", inputs: 12)], contracts: contracts)
        if let severity {
            run.differences = [
                Difference(
                    contract: .rollback, subject: "service",
                    kind: Difference.Kind(rawValue: "baseline-refuses"), severity: severity,
                    operation: "search", place: "", baseline: "status 200", candidate: "status 500")
            ]
        }
        return judge(StageRun(.compat(run)), of: compat, in: pipeline(compat), after: []).judgements
            .first { $0.id == "compat/rollback/service" }
    }

    private let examined = ContractRun(
        contract: .rollback, subject: "service", differences: 0,
        note: "12 requests to the baseline on the candidate's data")

    @Test("a baseline that runs on the candidate's data passes, and says what it was asked")
    func safe() {
        let judgement = judgement([examined])
        #expect(judgement?.verdict == .pass)
        #expect(judgement?.demand == .promise(PromiseDemand(.rollback, subject: "service")))
        #expect(
            judgement?.numbers.samples
                == .compared(what: "12 requests to the baseline on the candidate's data"))
    }

    @Test("where revisions have data, a way back that was not examined is no pass")
    func missing() {
        #expect(judgement([])?.verdict.inWords == inconclusive(.notEvaluated, "it was not compared"))
    }

    @Test("a baseline that refuses is a violation")
    func unsafe() { #expect(judgement([examined], .breaking)?.verdict == .violation) }

    @Test("a warning is noted, and no violation")
    func warned() {
        let judgement = judgement([examined], .warning)
        #expect(judgement?.verdict == .pass)
        #expect(
            judgement?.said == [
                "warning: after a rollback the old code would answer 'search' on data that the candidate migrated: "
                    + "status 500 instead of status 200"
            ])
    }

    @Test("without data nothing is demanded")
    func noData() {
        let run = StageRun(nothingOf: .compat)
        #expect(
            judge(run, of: compat, in: pipeline(compat, hasData: false), after: []).judgements.map(\.id)
                == ["compat/answers/search"])
    }
}
