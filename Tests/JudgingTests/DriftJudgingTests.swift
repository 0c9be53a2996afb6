import GateModel
import Glibc
import Judging
import Reports
import Testing

@Suite("Drift away from an anchor")
struct DriftJudgingTests {
    /// Ten releases, each 1 % slower than the one before, measured with the same standard error.
    private let steps = (1...10).map {
        DriftRelease.estimate(logRatio: Double($0) * log(1.01), standardError: 0.01)
    }

    @Test("ten steps of 1 % are seen, though each alone is far within 5 %")
    func steps1() throws {
        let finding = judgeDrift(steps)
        #expect(finding.verdict == .violation)
        // At +6.2 % in all; the warning comes first.
        #expect(finding.alarm == 6)
        #expect(try #require(finding.warning) < 6)
        #expect(finding.improvement == nil)
    }

    @Test("releases that stay where the anchor is raise nothing")
    func steady() {
        let finding = judgeDrift(
            (1...60).map { .estimate(logRatio: $0.isMultiple(of: 2) ? 0.01 : -0.01, standardError: 0.01) })
        #expect(finding.verdict == .pass)
        #expect(finding.alarm == nil)
        #expect(finding.warning == nil)
    }

    @Test("a drift between 1 % and 2.5 % warns and does not block")
    func warns() {
        let finding = judgeDrift(
            [DriftRelease](repeating: .estimate(logRatio: log(1.02), standardError: 0.004), count: 10))
        #expect(finding.verdict == .pass)
        #expect(finding.warning != nil)
    }

    @Test("the mirrored detector sees an improvement")
    func improvement() {
        let finding = judgeDrift(
            [DriftRelease](repeating: .estimate(logRatio: log(0.9), standardError: 0.01), count: 5))
        #expect(finding.verdict == .pass)
        #expect(finding.improvement == 1)
    }

    @Test("recorded e-values multiply")
    func evidence() {
        // ((0 + 1)·20 + 1)·50 = 1050
        let releases = [20.0, 50].map {
            DriftRelease.evidence(blocking: log($0), warning: nil, improvement: nil)
        }
        let finding = judgeDrift(releases)
        #expect(finding.alarm == 2)
        #expect(finding.warning == nil)
        #expect(abs(exp(finding.logLevel ?? 0) - 1050) < 1e-9)
    }

    @Test("without standard errors a few releases can show no drift, so they pass nothing")
    func fewWithoutErrors() {
        let finding = judgeDrift([DriftRelease](repeating: .logRatio(0), count: 5))
        #expect(
            finding.verdict.inWords
                == .inconclusive(
                    Inconclusive(
                        .tooFewSamples, "5 releases without standard errors can show no drift, however large")
                )
        )
        #expect(judgeDrift([DriftRelease](repeating: .logRatio(0), count: 30)).verdict == .pass)
    }

    @Test("without standard errors a lasting drift is seen all the same")
    func withoutErrors() {
        let finding = judgeDrift(
            (1...30).map { .logRatio(log(1.10) + ($0.isMultiple(of: 2) ? 0.01 : -0.01)) })
        #expect(finding.verdict == .violation)
    }

    @Test(
        "no releases, and releases that are no numbers, decide nothing",
        arguments: [
            ([], "no release was measured"),
            ([.logRatio(.nan)], "the value at index 0 is not a finite number"),
            ([.estimate(logRatio: 0, standardError: 0)], "sigma 0.0 is out of range"),
            (
                [.estimate(logRatio: .infinity, standardError: 1)],
                "the value at index 0 is not a finite number"
            ),
            (
                [.evidence(blocking: .nan, warning: nil, improvement: nil)],
                "the value at index 0 is not a finite number"
            ),
        ] as [([DriftRelease], String)])
    func nothing(releases: [DriftRelease], detail: String) {
        guard case .inconclusive(let why) = judgeDrift(releases).verdict else {
            Issue.record("decided")
            return
        }
        #expect(why.detail.text == detail)
    }
}
