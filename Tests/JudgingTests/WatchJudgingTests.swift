import GateModel
import Reports
import Testing

@testable import Judging

struct WatchJudgingTests {
    private let rule95 = rule(.quantile(0.95), responseTime, atMost(0.020))

    /// Windows of 10 s each: `.` within 20 ms, `x` beyond, `?` without operations, `!` with a failed one.
    private func windows(_ marks: String, _ phase: WatchWindow.Phase = .after) -> [WatchWindow] {
        marks.map { mark in
            let observed: [Observed] =
                switch mark {
                case ".": [.value(0.010), .value(0.010)]
                case "x": [.value(0.010), .value(0.050)]
                case "!": [.value(0.010), .failed("refused")]
                default: []
                }
            return WatchWindow(phase: phase, samples: [single(responseTime, observed)])
        }
    }

    private func watched(_ rule: Rule, _ windows: [WatchWindow], declared: Int) throws -> Judgement {
        let settings = Stage.Watch(
            url: "http://127.0.0.1:8080", before: .seconds(20), after: .seconds(10 * declared),
            every: .seconds(10),
            sustained: Stage.Watch.Sustained(windows: 3, of: 5), onInconclusive: .hold)
        let run = StageRun(.watch(windows))
        return try judged(rule, .watch(settings), run)
    }

    @Test(
        "3 of the last 5 windows decide",
        arguments: [
            (".....", "pass"), ("x.x..", "pass"), ("x.x.x", "violation"), ("xxx..", "violation"),
            ("x...x...x", "pass"), ("x..xx", "violation"), ("x...xx.....x", "pass"),
            (".?...", "pass"), ("??...", "pass"), ("?.?.?", "inconclusive"), ("x?x..", "inconclusive"),
            ("x!x..", "inconclusive"), ("?x.?.....", "inconclusive"),
        ])
    func sustained(marks: String, word: String) throws {
        let judgement = try watched(rule95, windows(marks), declared: marks.count)
        #expect(judgement.verdict.word == word)
    }

    @Test("a violation comes before an earlier run that is inconclusive")
    func violationFirst() throws {
        #expect(try watched(rule95, windows("???..xxx"), declared: 8).verdict == .violation)
    }

    @Test("what would be worth a hold says why")
    func inconclusiveWindows() throws {
        let judgement = try watched(rule95, windows("x??.."), declared: 5)
        #expect(judgement.verdict.inWords == inconclusive(.noSamples, "a window without operations"))
        #expect(
            judgement.said == ["windows after the deploy: x ? ? · · (violated when 3 of the last 5 are)"])
        #expect(judgement.blocks)
        let failed = try watched(rule95, windows("!!!.."), declared: 5)
        #expect(
            failed.verdict.inWords
                == inconclusive(.failedOperations, "1 of 2 in a window failed, the first with: refused"))
    }

    @Test("a violation stands before the time is over, a pass does not")
    func early() throws {
        #expect(try watched(rule95, windows("xxx"), declared: 40).verdict == .violation)
        #expect(
            try watched(rule95, windows("....."), declared: 40).verdict.inWords
                == inconclusive(.tooFewSamples, "5 windows are fewer than were declared"))
        #expect(try watched(rule95, [], declared: 5).verdict.reason == .tooFewSamples)
    }

    /// Before: 95 % between 10 and 10 ms. 0.050 is far above 12 ms.
    @Test(
        "windows before a deploy that a relative rule cannot read are a reason not to deploy",
        arguments: [
            ("..", nil), ("", "search before the deploy: a window without operations"),
            (".!", "search before the deploy: 1 of 4 in a window failed, the first with: refused"),
        ])
    func incomparable(marks: String, why: String?) throws {
        let relative = rule(.quantile(0.95), responseTime, fivePercent)
        let settings = Stage.Watch(
            url: "http://127.0.0.1:8080", before: .seconds(20), after: .seconds(20), every: .seconds(10),
            sustained: Stage.Watch.Sustained(windows: 1, of: 1), onInconclusive: .rollback)
        let before = windows(marks, .before)
        #expect(whyIncomparable(before, for: stage(.watch(settings), [relative]))?.detail.text == why)
        // An absolute rule needs nothing to compare with.
        #expect(whyIncomparable(before, for: stage(.watch(settings), [rule95])) == nil)
    }

    @Test("a relative rule compares with the windows before the deploy")
    func relative() throws {
        let relative = rule(
            .quantile(0.95), responseTime,
            .compare(.lessOrEqual, .relativeShare(0.2), or: .relativeAmount(0.005)))
        let before = windows("..", .before)
        let judgement = try watched(relative, before + windows("....."), declared: 5)
        #expect(judgement.verdict == .pass)
        #expect(judgement.numbers.baseline == 0.010)
        #expect(try watched(relative, before + windows("xxx.."), declared: 5).verdict == .violation)
        #expect(
            try watched(relative, windows("....."), declared: 5).verdict.inWords
                == inconclusive(.noSamples, "no window before the deploy"))
        #expect(
            try watched(relative, windows(".!", .before) + windows("....."), declared: 5).verdict.inWords
                == inconclusive(
                    .failedOperations, "before the deploy: 1 of 4 in a window failed, the first with: refused"
                ))
    }

    @Test("an absolute rule needs no windows before, and shows them where there are")
    func absolute() throws {
        #expect(try watched(rule95, windows("....."), declared: 5).numbers.baseline == nil)
        #expect(
            try watched(rule95, windows(".", .before) + windows("....."), declared: 5).numbers.baseline
                == 0.010)
    }

    @Test("a range without a statistic holds for every sample, at both ends")
    func range() throws {
        let range = rule(nil, responseTime, .range(0.020, 0.100))
        // Every window has a sample of 10 ms, which is below the range.
        #expect(try watched(range, windows("xxxxx"), declared: 5).verdict == .violation)
    }

    @Test("errors are a share of each window")
    func errorShare() throws {
        let window = WatchWindow(
            phase: .after, samples: [single(errors, [.value(1)] + repeated([.value(0)], 19))])
        // 1 of 20 is 5 %.
        #expect(
            try watched(rule(nil, errors, atMost(0.05)), repeated([window], 5), declared: 5).verdict == .pass)
        #expect(
            try watched(rule(nil, errors, atMost(0.01)), repeated([window], 5), declared: 5).verdict
                == .violation)
    }
}
