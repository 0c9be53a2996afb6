import GateModel
import Testing

@testable import Judging

struct MissingStageEvidenceTests {
    private let died = Inconclusive(.serviceDied, "ended with signal 9")
    private let members = Service.Count(name: "members", run: .shell("./count"), atLeast: 5000)

    private let rules = [
        rule(.max, responseTime, atMost(1), id: "time"),
        rule(.mean, queries, atMost(5), id: "queries", mode: .observe),
        rule(nil, errors, .compare(.equal, .absolute(0), or: nil), id: "errors"),
    ]

    private func all(
        _ failure: Inconclusive?, failedOperations: Int = 0, seconds: Double = 0.1, counts: [DataCount] = [],
        declared: [Service.Count] = []
    ) -> StageResult {
        let stage = stage(scale(2), rules)
        let failed = repeated([Observed.value(1)], failedOperations)
        var run = run(
            .scale, single(responseTime, repeated([.value(seconds)], 2)),
            single(queries, repeated([.value(1)], 2)),
            single(errors, failed + repeated([.value(0)], 2 - failedOperations)), failure: failure)
        run.common.counts = counts
        return judge(run, of: stage, in: pipeline(stage, counts: declared), after: [])
    }

    @Test("a service that died is inconclusive for every rule, 'errors' too", arguments: [0, 2])
    func serviceDied(failedOperations: Int) {
        let result = all(died, failedOperations: failedOperations)
        #expect(result.judgements.map(\.id) == ["time/search", "queries/search", "errors/search"])
        #expect(result.judgements.map(\.verdict.inWords) == repeated([.inconclusive(died)], 3))
        #expect(result.verdict.inWords == .inconclusive(died))
    }

    @Test(
        "what ends a stage takes away its passes", arguments: [Inconclusive.Reason.budgetSpent, .interrupted])
    func ended(reason: Inconclusive.Reason) {
        let why = Inconclusive(reason, "after 2 operations")
        #expect(all(why).verdict.inWords == .inconclusive(why))
    }

    @Test("a violation stays shown, also of errors that are not the service's death")
    func violationStays() {
        #expect(all(died, seconds: 2).judgements[0].verdict == .violation)
        let late = Inconclusive(.budgetSpent, "'within: 10s' of the stage is over")
        #expect(all(late, failedOperations: 1).judgements[2].verdict == .violation)
    }

    @Test("nothing that was measured on too small a data set counts, violations neither")
    func small() {
        let empty = DataCount(name: "members", side: .candidate, counted: 0, atLeast: 5000)
        let why = Inconclusive(
            .dataSetTooSmall, "members: 0 counted on the candidate's side, at least 5000 needed")
        let result = all(nil, failedOperations: 1, seconds: 2, counts: [empty])
        #expect(result.judgements.map(\.verdict.inWords) == repeated([.inconclusive(why)], 3))
    }

    @Test("a data set that nobody counted is not large enough")
    func uncounted() {
        let one = DataCount(name: "members", side: .baseline, counted: 5000, atLeast: 5000)
        #expect(
            all(nil, counts: [one], declared: [members]).verdict.inWords
                == inconclusive(.notEvaluated, "members were not counted on the candidate's side"))
        let other = DataCount(name: "members", side: .candidate, counted: 5000, atLeast: 5000)
        #expect(all(nil, counts: [one, other], declared: [members]).judgements[0].verdict == .pass)
    }

    @Test("the pipeline in force says how large a data set must be, not the one that was measured under")
    func judgedAgain() {
        let counts = Side.allCases.map { DataCount(name: "members", side: $0, counted: 50, atLeast: 10) }
        #expect(
            all(nil, counts: counts, declared: [members]).verdict.inWords
                == inconclusive(
                    .dataSetTooSmall, "members: 50 counted on the baseline's side, at least 5000 needed"))
    }

    @Test("a gate that failed before its first stage says why, counted or not")
    func buildFailed() {
        let why = Inconclusive(.buildFailed, "build of the candidate ended with exit 2")
        let stage = stage(.baseline(cycles: 5))
        let run = StageRun(nothingOf: .baseline, failure: why)
        let result = judge(run, of: stage, in: pipeline(stage, counts: [members]), after: [])
        #expect(result.judgements.map(\.id) == ["baseline/steadiness/search"])
        #expect(result.verdict.inWords == .inconclusive(why))
    }

    @Test("a stage without rules or operations that failed is inconclusive for that reason")
    func failedWithoutRules() {
        let stage = stage(.baseline(cycles: 5), operations: [])
        let run = StageRun(nothingOf: .baseline, failure: died)
        #expect(judge(run, of: stage, in: pipeline(stage), after: []).verdict.inWords == .inconclusive(died))
    }
}
