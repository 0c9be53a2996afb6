import GateModel
import Reports
import Testing

@testable import Judging

@Suite("Comparing two reports")
struct ReportComparisonTests {
    private func benchmark(_ name: String, failures: Int = 0, isDetail: Bool = false) -> ImportedBenchmark {
        let times = (0..<200).map { 1 + Double($0 * 37 % 11) / 100 }
        return ImportedBenchmark(
            name: name, unit: .time, better: .lower, evidence: .samples([times]), failures: failures,
            isDetail: isDetail)
    }

    private func report(
        _ benchmarks: [ImportedBenchmark], flaws: [Inconclusive.ReportFlaw] = []
    ) -> ImportedReport {
        ImportedReport(format: .jmh, benchmarks: benchmarks, flaws: flaws)
    }

    private func judged(_ comparison: ReportComparison) -> [SampleJudgement] {
        comparison.judgements(better: nil) { RatioJudging(judgements: $0) }
    }

    @Test("a benchmark that is new in the candidate is named, and blocks nothing")
    func added() {
        let comparison = ReportComparison(
            baseline: report([benchmark("a")]),
            candidate: report([benchmark("a"), benchmark("b"), benchmark("b cpu", isDetail: true)]))
        #expect(comparison.added == ["b"])
        #expect(judged(comparison).map(\.name) == ["a"])
        #expect(judged(comparison).map(\.verdict) == [.pass])
    }

    @Test("one that is new and failed blocks, and so does one that is gone")
    func failedOrGone() {
        let failed = ReportComparison(
            baseline: report([benchmark("a")]),
            candidate: report([benchmark("a"), benchmark("b", failures: 1)]))
        #expect(failed.added == [])
        #expect(
            judged(failed).map(\.reason) == [
                "shown to be within the limit", "failed operations: 1 operation failed while it was measured",
            ])
        let gone = ReportComparison(
            baseline: report([benchmark("a"), benchmark("b")]), candidate: report([benchmark("a")]))
        #expect(judged(gone).last?.reason == "no samples: the candidate's report does not have it")
    }

    @Test("the one that is asked for is never passed over")
    func wanted() {
        let comparison = ReportComparison(
            baseline: report([benchmark("a")]), candidate: report([benchmark("a"), benchmark("b")]), only: "b"
        )
        #expect(comparison.added == [])
        #expect(judged(comparison).map(\.reason) == ["no samples: the baseline's report does not have it"])
    }

    @Test("with nothing in both reports nothing is shown")
    func nothingShared() {
        let comparison = ReportComparison(
            baseline: report([benchmark("a", isDetail: true)]),
            candidate: report([benchmark("b"), benchmark("c")]))
        #expect(comparison.added == ["b", "c"])
        #expect(judged(comparison).map(\.reason) == ["no samples: no benchmark is in both reports"])
    }

    @Test("two reports of one benchmark each are compared, whatever it is called")
    func single() {
        let comparison = ReportComparison(
            baseline: report([benchmark("./old")]), candidate: report([benchmark("./new")]))
        #expect(comparison.pairs.map(\.baseline?.name) == ["./old"])
        #expect(judged(comparison).map(\.verdict) == [.pass])
    }

    @Test("of a report that contradicts itself nothing is judged", arguments: [Side.baseline, .candidate])
    func flawed(side: Side) {
        let flaw = Inconclusive.ReportFlaw.contradicted(suite: "s", counter: .tests, declared: 3, found: 1)
        let whole = report([benchmark("a")])
        let broken = report([benchmark("a")], flaws: [flaw])
        let comparison = ReportComparison(
            baseline: side == .baseline ? broken : whole, candidate: side == .candidate ? broken : whole)
        #expect(
            judged(comparison).map(\.reason) == [
                "not evaluated: the \(side.rawValue)'s report: suite 's' says that it has 3 tests, and has 1: the report is incomplete, or was changed"
            ])
        #expect(
            SampleJudgement.unbelievable(broken, limit: "max <= 5s").map(\.verdict) == [
                .inconclusive(Inconclusive(flaw))
            ])
    }

    @Test("failed operations and failed checks are told apart")
    func checks() {
        let benchmark = ImportedBenchmark(
            name: "a", unit: .time, better: .lower, evidence: .samples([[1, 2]]), failures: 2, failedChecks: 3
        )
        let judgement = RatioJudging().judge(baseline: benchmark, candidate: benchmark, better: nil)
        #expect(
            judgement.reason
                == "failed operations: 2 operations failed and 3 checks did not hold while it was measured")
    }
}
