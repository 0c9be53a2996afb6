import GateModel
import Testing

@testable import Judging

struct StartSpreadTests {
    @Test(
        "starts that stand out are told",
        arguments: [
            (
                [0.98, 1.01, 1.30, 1.0, 1.02, 0.99, 1.32, 1.0],
                "in 2 of 8 blocks the candidate was 30.3 % worse"
            ),
            ([0.98, 1.01, 1.14, 1.0, 1.02, 0.99, 1.0, 1.0], nil),
            // As many are faster: the host is noisy.
            ([0.98, 1.01, 1.30, 1.0, 1.02, 0.99, 0.75, 1.0], nil),
            // A wide spread of all starts is noise, and no start of its own.
            ([0.80, 1.20, 0.85, 1.15, 0.9, 1.3, 1.0, 1.1], nil),
        ] as [([Double], String?)])
    func told(ratios values: [Double], start: String?) throws {
        let condition = Rule.Condition.compare(.lessOrEqual, .relativeShare(0.5), or: nil)
        let judgement = try judged(
            rule(.median, responseTime, condition), regress(), run(.regress, ratios(values)))
        let notes = judgement.said.filter { $0.contains("single starts") }
        #expect(
            notes.map { $0.split(separator: " than ").first.map(String.init) } == (start.map { [$0] } ?? []))
    }

    @Test("of a rate the slower starts have less")
    func mirrored() throws {
        let condition = Rule.Condition.compare(.greaterOrEqual, .relativeShare(-0.5), or: nil)
        let judgement = try judged(
            rule(.median, score, condition), regress(),
            run(.regress, ratios([1, 1, 1, 1, 1, 1, 1, 0.75], of: 90, score)))
        #expect(
            judgement.said.contains { $0.hasPrefix("in 1 of 8 blocks the candidate was 33.3 % worse") })
    }

    /// Starts that are as fast as the baseline's, but for every fifth, which is 30 % slower.
    private func fifths(_ count: Int, every: Int = 5) -> [Double] {
        (0..<count).map { $0 % every == every - 1 ? 1.3 : $0.isMultiple(of: 2) ? 0.995 : 1.005 }
    }

    private func ofStarts(_ values: [Double], most: Int, rules: Int = 1) throws -> Judgement {
        let all = (0..<rules).map { rule(.median, responseTime, fivePercent, id: "r\($0)") }
        let stage = stage(regress(), all)
        var run = run(.regress, ratios(values), maximumBlocks: most)
        run.blocks.plannedBlocks = min(24, most)
        let result = judge(run, of: stage, in: pipeline(stage), after: [])
        return try #require(result.judgements.first)
    }

    /// 12 of 60 starts, none of the baseline's: 2^13 / 13 = 630, where 1/.005 = 200 are asked for one rule and 4000 for twenty.
    @Test("one start in five that is slower is a violation, once chance does not explain it")
    func shownSlower() throws {
        let found = try ofStarts(fifths(60), most: 128)
        #expect(found.verdict == .violation)
        #expect(
            found.said == [
                "in 12 of 60 blocks the candidate was 29.4 % worse than in the others, in 0 the baseline: single starts "
                    + "are slower, more often than chance explains"
            ])
        #expect(try #require(found.numbers.estimate).isClose(to: 1.3))
        #expect(try ofStarts(fifths(60), most: 128, rules: 20).verdict != .violation)
    }

    /// 5 of 40: a fair coin shows as many in one of 32.
    @Test("until then a pass of the typical start waits, and at the end it is none")
    func doubted() throws {
        let waiting = try ofStarts(fifths(40, every: 8), most: 128)
        let fact = "in 5 of 40 blocks the candidate was 30 % worse than in the others, in 0 the baseline"
        #expect(waiting.verdict.inWords == inconclusive(.tooFewSamples, fact))
        #expect(
            try ofStarts(fifths(40, every: 8), most: 40).verdict.inWords == inconclusive(.notSteady, fact))
    }

    @Test("as many of the baseline's starts, or slower ones within the limit, are no doubt")
    func unchanged() throws {
        var alike = fifths(40)
        for index in stride(from: 0, to: 40, by: 5) { alike[index] = 1 / 1.3 }
        #expect(try ofStarts(alike, most: 40).verdict == .pass)
        let wide = rule(.median, responseTime, .compare(.lessOrEqual, .relativeShare(0.5), or: nil))
        let stage = stage(regress(), [wide])
        let result = judge(
            run(.regress, ratios(fifths(60)), maximumBlocks: 128), of: stage, in: pipeline(stage), after: [])
        #expect(result.verdict == .pass)
    }

    // MARK: Rare slow starts

    private func ofFew(slow: [Int], _ count: Int, least: Int?, most: Int = 128) throws -> Judgement {
        let values = (0..<count).map { slow.contains($0) ? 1.3 : $0.isMultiple(of: 2) ? 0.995 : 1.005 }
        let stage = stage(regress(), [rule(.median, responseTime, fivePercent)])
        var run = run(.regress, ratios(values), maximumBlocks: most)
        run.blocks.plannedBlocks = min(24, most)
        run.blocks.leastStarts = least
        return try #require(judge(run, of: stage, in: pipeline(stage), after: []).judgements.first)
    }

    @Test(
        "where starts are cheap a pass waits for enough of them to see one in ten",
        arguments: [(12, 44, false), (40, 44, false), (44, 44, true), (12, nil, true)] as [(Int, Int?, Bool)])
    func waiting(count: Int, least: Int?, passes: Bool) throws {
        let found = try ofFew(slow: [], count, least: least)
        let why = "within the limit, after \(count) of the 44 starts that few slow ones are seen in"
        #expect(found.verdict.inWords == (passes ? .pass : inconclusive(.tooFewSamples, why)))
        // Declared blocks are the most there may be.
        #expect(try ofFew(slow: [], count, least: least, most: count).verdict == .pass)
    }

    @Test(
        "a single slow start among them asks for more, and is explained by chance when no other follows",
        arguments: [(44, false), (68, false), (72, true)])
    func single(count: Int, passes: Bool) throws {
        let found = try ofFew(slow: [5], count, least: 44)
        let fact =
            "in 1 of \(count) blocks the candidate was 30 % worse than in the others, in 0 the baseline"
        #expect(found.verdict.inWords == (passes ? .pass : inconclusive(.tooFewSamples, fact)))
        #expect(try ofFew(slow: [5], count, least: nil).verdict == .pass)
        // Two, of which none is the baseline's, are explained by chance in one of four, however many starts there are.
        #expect(try ofFew(slow: [5, 11], count, least: 44).verdict.reason == .tooFewSamples)
    }

    /// Chance makes both the candidate's in one of four, which is little where starts are cheap, and not little elsewhere.
    @Test("at the last look two slow starts of many cheap ones are no pass")
    func last() throws {
        #expect(try ofFew(slow: [5, 11], 128, least: 44).verdict.reason == .notSteady)
        #expect(try ofFew(slow: [5, 11], 128, least: nil).verdict == .pass)
        #expect(try ofFew(slow: [5], 128, least: 44).verdict == .pass)
    }

    /// 1 − .05^(1/n): .312, .221, .0658, .0408. Half of the ratios are .5 % above and below: σ = .005 / .6745, and
    /// 1.15 · exp(1.645 · σ) = 1.164.
    @Test(
        "a pass says which share of slow starts it can show",
        arguments: [(8, 3), (12, 4), (44, 15), (72, 24)])
    func shown(count: Int, oneIn: Int) throws {
        let shown = try #require(try ofFew(slow: [], count, least: nil).numbers.starts)
        #expect(shown.count == count)
        #expect(shown.oneIn == oneIn)
        #expect((0.1640..<0.1642).contains(shown.change))
        #expect(try ofFew(slow: [], 4, least: nil).numbers.starts == nil)
    }

    /// 1.5 / .95: so much less than the others a start of what is half as much again may be.
    @Test("what breaks no limit is not shown")
    func withinTheLimit() throws {
        let condition = Rule.Condition.compare(.greaterOrEqual, .relativeShare(-0.05), or: nil)
        let found = try judged(
            rule(.median, score, condition), regress(),
            run(.regress, ratios(repeated([1.5], 8), of: 90, score)))
        #expect(try #require(found.numbers.starts?.change).isClose(to: 1.5 / 0.95 - 1))
    }

    /// 36 blocks beyond the first eight within three seconds: at most .0833 s each.
    @Test(
        "cheap is what takes three seconds more",
        arguments: [(0.05, 0.003, 128, 44), (0.06, 0.003, 128, nil), (0.05, 0.003, 40, nil)]
            as [(Double, Double, Int, Int?)])
    func affordable(fixed: Double, pair: Double, most: Int, expected: Int?) {
        let values = [Observed](repeating: .value(0.01), count: 10)
        let samples = Samples(
            metric: "response_time", operation: "search",
            blocks: repeated([Block(baseline: values, candidate: values)], 8))
        var run = run(.regress, samples, maximumBlocks: most)
        #expect(StartCount.affordable(run.blocks) == nil)
        run.blocks.blockCosts = BlockCosts(fixed: fixed, pair: pair)
        #expect(StartCount.affordable(run.blocks) == expected)
    }
}
