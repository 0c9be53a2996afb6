import GateModel
import Testing

@testable import Reports

@Suite struct ExplanationTextTests {
    private func block(_ judgement: Judgement, columns: Int = 100) -> String {
        let text = TextReport.text(Examples.explainedGate(judgement), columns: columns)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let end = lines.firstIndex(of: "╵") ?? lines.endIndex
        return lines.prefix(end).drop { !$0.hasPrefix("╷") }.joined(separator: "\n")
    }

    /// The limit of 44 ms stands eight bins of 1 ms behind 36. Heights: 160 is full, 5 of 160 is one eighth.
    @Test("a comparison shows both sides as bars, its limit, where it flips, and the evidence")
    func comparison() {
        #expect(
            block(Examples.explained) == """
                ╷ violation[regress/median-response_time-rel/search]: search: median(response_time) is 12.6 % more
                │   than the baseline, the limit is +5 % or +20 µs
                │   --> pipelines/membership.yaml:7:11
                │ 7 │         - median(response_time) <= +5% or +0.02ms
                │   │                                    ^^^^^^^^^^^^^^ limit 44 ms
                │ baseline   41.9 ms  ├──▁▂▆█▃▁┃▁───────────┤  40 blocks × 10
                │ candidate  47.2 ms  ├────────┃─▁▅█▄▂▁▁▁▁──▸  +12.6 %, interval +9.8 % … +15.5 %, 2 above the bar
                │ = flip: a pass at +15.6 % or more, a violation below +9.77 %, undecided in between
                │ = evidence: E+ 4024 for beyond the limit, E− under 0.001 for within it, over 40 margins; from
                │   20 on it is shown at any time
                │ = note: limit in force +5 %, decided at block 12
                """)
    }

    /// 50 ms stands ten bins of 1 ms behind 40. Of 8, the fullest, 1 is one eighth and 2 a quarter.
    @Test("a limit of its own has one bar with the limit in it")
    func limit() {
        #expect(
            block(Examples.explainedLimit) == """
                ╷ violation[scale/p95-response_time/search]: search: p95(response_time) is 61.2 ms, the limit is
                │   50 ms
                │   --> pipelines/membership.yaml:12:11
                │ 12 │         - p95(response_time) <= 50ms
                │    │                                 ^^^^
                │ candidate  61.2 ms  ◂▁█▄▂──────┃──────────┤  interval 55 ms … 71 ms, 400 samples, 1 below the bar
                │ = flip: a pass at 71 ms or more, a violation below 55 ms, undecided in between
                """)
    }

    @Test(
        "a narrow terminal gets no bars, a very narrow one is still laid out",
        arguments: [(80, true), (60, true), (59, false), (30, false), (1, false)])
    func narrow(columns: Int, hasBars: Bool) {
        let text = TextReport.text(Examples.explainedGate(Examples.explained), columns: columns)
        #expect(text.contains("█") == hasBars)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= max(20, columns) })
        #expect(text.filter { !$0.isWhitespace && $0 != "│" }.contains("12.6%more"))
    }

    @Test("beyond 100 columns nothing changes")
    func wide() {
        let summary = Examples.explainedGate(Examples.explained)
        #expect(TextReport.text(summary, columns: 250) == TextReport.text(summary))
    }

    @Test(
        "one bin, empty bins, and a limit at either end are drawn",
        arguments: [
            ([7], 0.5, 0.5, [0.5], "├█┤"), ([0], 0.5, 0.5, [], "├─┤"), ([0, 0], 0, 2, [0], "├┃──┤"),
            ([1, 8], 0, 2, [2], "├▁█┃┤"), ([1, 8], 0, 2, [1, 3], "├▁┃█┤"),
            ([3, 0], 0, 2, [0.4, 1.6], "├┃█─┃┤"),
        ] as [([Int], Double, Double, [Double], String)])
    func bars(bins: [Int], low: Double, high: Double, bounds: [Double], expected: String) {
        let spread = Distributions.Spread(below: 0, bins: bins, above: 0)
        let distributions = Distributions(
            scale: .unit(.time), low: low, high: high, baseline: nil, candidate: spread)
        #expect(DistributionBar(spread, in: distributions, bounds: bounds).text == expected)
    }

    private func flip(
        _ verdict: Verdict, _ points: VerdictThreshold..., rule: Rule = Examples.median
    ) -> String? {
        var numbers = Judgement.Numbers(scale: .ratio)
        numbers.flip = .at(points)
        return Examples.judgement(rule, "search", verdict, numbers).flip
    }

    @Test("limits are rounded to the side on which the sentence is still true")
    func rounding() {
        let point = VerdictThreshold(isUpper: true, terms: .change, pass: 0.031412, violation: 0.012388)
        #expect(
            flip(.pass, point) == "a pass at +3.15 % or more, a violation below +1.23 %, undecided in between"
        )
        let lower = VerdictThreshold(isUpper: false, terms: .change, pass: -0.031412, violation: -0.012388)
        #expect(
            flip(.pass, lower) == "a pass at −3.15 % or less, a violation above −1.23 %, undecided in between"
        )
        let exact = VerdictThreshold(isUpper: true, terms: .amount(.count), pass: 1253, violation: 1253)
        #expect(flip(.violation, exact) == "a pass at +1253 or more, a violation below that")
        let zero = VerdictThreshold(isUpper: true, terms: .amount(.time), pass: 0, violation: -0.00002)
        #expect(
            flip(.pass, zero) == "a pass at +0 µs or more, a violation below −20 µs, undecided in between")
    }

    @Test(
        "a limit that is missing is every limit or none, as the verdict is",
        arguments: [
            (Verdict.pass, "a pass at any limit, a violation at no limit"),
            (.violation, "a pass at no limit, a violation at any limit"),
            (.inconclusive(Examples.noisy), "a pass at no limit, a violation at no limit"),
        ])
    func missing(verdict: Verdict, expected: String) {
        #expect(
            flip(verdict, VerdictThreshold(isUpper: true, terms: .change, pass: nil, violation: nil))
                == expected)
    }

    @Test("a range names both ends, and growth is per operation")
    func ends() {
        let scale = VerdictThreshold.Terms.value(.perOperation(.bytes))
        #expect(
            flip(
                .violation, VerdictThreshold(isUpper: false, terms: scale, pass: 100, violation: 100),
                VerdictThreshold(isUpper: true, terms: scale, pass: 2400, violation: 1900))
                == "lower end: a pass at 100 B/op or less, a violation above that; "
                + "upper end: a pass at 2.4 KB/op or more, a violation below 1.9 KB/op, undecided in between")
    }

    @Test("why no limit would change it is said of a rule, not of a promise")
    func never() {
        let numbers = Judgement.Numbers(scale: .ratio, flip: .never(.undecided(.noSamples)))
        let rule = Examples.judgement(
            Examples.median, "search", .inconclusive(Inconclusive(.noSamples, "none")), numbers)
        #expect(rule.flip == "no limit changes it: no samples")
        #expect(Examples.lostItems.flip == nil)
    }

    @Test("a log's entry shows the same bars without the pipeline file")
    func log() {
        let stage = StageResult(stage: .regress, judgements: [Examples.explained], seconds: 1)
        let text = LogReport.show(Examples.line(1, Examples.decision(.block(.init(stages: [stage])))))
        #expect(text.contains("│ baseline   41.9 ms  ├──▁▂▆█▃▁┃▁───────────┤  40 blocks × 10\n"))
    }
}
