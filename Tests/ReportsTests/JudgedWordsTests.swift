import GateModel
import JSON
import Judging
import Testing

@testable import Reports

/// Samples are judged, and what is judged is put into words: the numbers of one screen agree.
@Suite struct JudgedWordsTests {
    private let position = FilePosition(file: "pipelines/membership.yaml", line: 7, column: 11)

    private func rule(_ statistic: Statistic) -> Rule {
        Rule(
            id: "regress/median-response_time-rel", text: "\(statistic)(response_time) <= +5%",
            position: position, statistic: statistic, metric: Metric(.responseTime),
            condition: .compare(.lessOrEqual, .relativeShare(0.05), or: nil), operations: ["search"],
            warn: nil, mode: .enforce, onInconclusive: .block, because: nil)
    }

    /// - Parameter blocks: Milliseconds of the baseline and of the candidate.
    private func judged(
        _ blocks: [(baseline: [Double], candidate: [Double])], _ statistic: Statistic = .median,
        most: Int = 40
    ) throws -> Judgement {
        let pairs = blocks[0].candidate.count
        let stage = Stage(
            kind: .regress(Stage.Regress(pairs: pairs, blocks: nil)), rules: [rule(statistic)],
            operations: ["search"], within: nil, position: position)
        let samples = Samples(
            metric: "response_time", operation: "search",
            blocks: blocks.map { block in
                Block(
                    baseline: block.baseline.map { .value($0 / 1000) },
                    candidate: block.candidate.map { .value($0 / 1000) })
            })
        let run = StageRun(.regress(SampledRun(samples: [samples], maximumBlocks: most)))
        let pipeline = Pipeline(
            name: "membership", environment: "staging", path: position.file,
            subject: Examples.pipeline.subject, values: [], operations: [], metrics: Metric.builtIns,
            stages: [stage], rollback: nil)
        return try #require(judge(run, of: stage, in: pipeline, after: []).judgements.first)
    }

    private func block(_ judgement: Judgement) -> [String] {
        let text = TextReport.text(Examples.explainedGate(judgement))
        let lines = text.split(separator: "\n").map(String.init)
        return Array(lines.drop { !$0.hasPrefix("╷") }.prefix { $0 != "╵" })
    }

    /// Ten values around a level, 1 % up and down of it.
    private func around(_ level: Double) -> [Double] { (0..<10).map { level * (0.991 + 0.002 * Double($0)) } }

    /// Of eight blocks six are 1.91 times as slow, give or take 1 %, and two five times. The median over all requests is another
    /// number than that of the typical block: 1.75 / .908 is 1.93.
    @Test("the change in the title is that of the two levels below it, and what all requests give is a note")
    func agree() throws {
        let levels = [
            (0.9, 1.72), (0.92, 1.76), (0.9, 1.71), (0.93, 1.78), (0.95, 5), (0.9, 4.8), (0.91, 1.74),
            (0.9, 1.72),
        ]
        let lines = block(try judged(levels.map { (around($0.0), around($0.1)) }))
        #expect(
            lines.joined(separator: "\n") == """
                ╷ violation[regress/median-response_time-rel/search]: search: median(response_time) is 91.3 % more
                │   than the baseline, the limit is +5 %
                │   --> pipelines/membership.yaml:7:11
                │ 7 │         - median(response_time) <= +5% or +0.02ms
                │   │                                    ^^^^^^^^^^^^^^ limit 953 µs
                │ baseline   908 µs     ├┃█───────────────────┤    median of all, 8 blocks × 10
                │ candidate  ≈ 1.74 ms  ├┃───▂█─────────────▁▂▸    the baseline's times the change, 7 above the bar
                │ change     +91.3 %    ├┃───▂[█──────────────▄]┤  typical of 8 blocks, within +90 … +433 % at 95 %
                │ deciles    10 %             30 %             50 %            70 %             90 %
                │ baseline   899 µs or less   892 … 912 µs     896 … 941 µs    902 µs or more   917 µs or more
                │ candidate  1.72 ms or less  1.77 ms or less  1.71 … 4.99 ms  1.73 ms or more  1.77 ms or more
                │ = flip: a pass at +434 % or more, a violation below +90 %, undecided in between
                │ = evidence: E+ 63.6 for beyond the limit, E− 0.0294 for within it, over 8 margins; from 20 on it
                │   is shown at any time
                │ = note: all requests together: 908 µs → 1.75 ms (+92.8 %); blocks differ from each other, and the
                │   typical block is judged
                │ = note: limit in force +5 %, decided at block 8
                """)
    }

    @Test("levels that agree are the observed ones, and need no note")
    func observed() throws {
        let lines = block(try judged((0..<8).map { _ in (around(10), around(12)) }))
        #expect(
            Array(lines[5...10]) == [
                "│ baseline   10 ms  ├█▆───┃───────────────┤  median of all, 8 blocks × 10",
                "│ candidate  12 ms  ├─────┃─────────────██┤",
                "│ change     +20 %  ├█┤                      typical of 8 blocks, within +20 … +20 % at 95 %",
                "│ deciles    10 %            30 %            50 %          70 %          90 %",
                "│ baseline   9.91 … 9.93 ms  9.93 … 9.99 ms  9.97 … 10 ms  10 … 10.1 ms  10.1 … 10.1 ms",
                "│ candidate  11.9 … 11.9 ms  11.9 … 12 ms    12 … 12 ms    12 … 12.1 ms  12.1 … 12.1 ms",
            ])
        #expect(!lines.contains { $0.contains("all requests together") })
    }

    /// Candidates of 9.96 … 10.03 ms, and at eight blocks the interval is from the least to the largest.
    @Test("a pass says between which changes it is equivalent")
    func equivalence() throws {
        let judgement = try judged((0..<8).map { (around(10), around(10 + 0.01 * Double($0 - 4))) })
        #expect(judgement.verdict == .pass)
        #expect(judgement.equivalence == "within −0.4 … +0.3 % at 95 %")
        #expect(
            judgement.comparison
                == "search: median(response_time) −0.0502 % (within −0.4 … +0.3 % at 95 %) <= +5 %")
        let json = JSONReport.value(Examples.explainedGate(judgement))["stages"]?.array?.first?["judgements"]?
            .array?.first
        #expect(json?["equivalence"] == "within −0.4 … +0.3 % at 95 %")
        #expect(json?["numbers"]?["confidence"] == 0.95)
        #expect(json?["numbers"]?["deciles"]?["candidate"]?.array?.count == 9)
        #expect(json?["numbers"]?["block_ratios"]?["candidate"]?["bins"]?.array?.count == 20)
        #expect(json?["numbers"]?["tail"]?["is_apart"] == false)
    }

    /// In eight of twelve blocks one request of ten takes five times as long: 6.67 % of all.
    @Test("a slow tail that a rule on the median passes is told beside the pass")
    func tail() throws {
        let slow = (0..<12).map { number in
            (around(10), Array(around(10).dropLast()) + [number.isMultiple(of: 3) ? 10 : 50])
        }
        let judgement = try judged(slow)
        #expect(judgement.verdict == .pass)
        let text = TextReport.text(
            Examples.summary(
                .approved, [StageResult(stage: .regress, judgements: [judgement], seconds: 1)],
                entries: [Examples.entry(4, .approve, "7c4a9e1")]))
        #expect(
            text == """
                APPROVED  membership 3f2a91c → staging      1 stage, 1 judgement passed

                  regress  pass  1.0 s  1 rule, 1 judged  closest search: median(response_time) −0.025 % (within
                                                          −0.05 … +0 % at 95 %) <= +5 %

                note: search: the slowest 6.67 % of requests take more than 20 ms, twice the baseline's median; of
                  the baseline 0 % do. This rule does not judge them
                note: 12 starts of each side show single slow ones where at least 1 in 4 is slower, by 15 % or more

                log: entry 4 approve 7c4a9e1…
                check: pawl log show 4

                """)
    }

    @Test("one slow request of a hundred and twenty is no tail that is told")
    func noTail() throws {
        let one = (0..<12).map { number in
            (around(10), Array(around(10).dropLast()) + [number == 3 ? 50 : 10])
        }
        #expect(try judged(one).tailNote == nil)
    }

    @Test("a candidate with fewer slow requests than the baseline gets no note")
    func shorterTail() throws {
        let faster = (0..<12).map { number in
            (Array(around(10).dropLast()) + [number.isMultiple(of: 3) ? 10 : 50], around(10))
        }
        let judgement = try judged(faster)
        #expect(judgement.numbers.tail?.isApart == true)
        #expect(judgement.tailNote == nil)
    }

    @Test("undecided at the end is too close where the noise would show the limit, with what to do")
    func close() throws {
        let blocks = (0..<8).map { (around(10), around($0.isMultiple(of: 2) ? 10.49 : 10.54)) }
        let lines = block(try judged(blocks, most: 8))
        #expect(lines[1] == "│   judged: too close to the limit")
        #expect(
            Array(lines[5...6]) == [
                "│ +5.15 % after 8 blocks, between +4.9 % and +5.4 %, and the limit is +5 %; move the limit away from",
                "│ it, or make the candidate better",
            ])
    }

    @Test("undecided at the end is too noisy where it would not")
    func noisy() throws {
        let blocks = (0..<8).map { (around(10), around($0.isMultiple(of: 2) ? 10.2 : 11.2)) }
        let lines = block(try judged(blocks, most: 8))
        #expect(lines[1] == "│   judged: too noisy")
        #expect(
            Array(lines[5...6]) == [
                "│ undecided after 8 blocks; with this noise they show a change of 10.7 %, and the limit is +5 %;",
                "│ tolerate at least 11 %, or use more pairs a block, or a quieter host",
            ])
    }
}
