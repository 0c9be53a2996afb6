import GateModel
import Testing

@testable import Reports

@Suite struct ForecastReportTests {
    private func power(_ operation: String?, _ noise: Double, _ smallest: Double)
        -> ComparisonForecast.RulePower
    {
        ComparisonForecast.RulePower(
            rule: "median(response_time) <= +5%", operation: operation, noise: noise, tolerance: 0.05,
            smallestChange: smallest,
            curve: noise != 0.085
                ? []
                : [
                    .init(change: 0, pass: 0.997, violation: 0, inconclusive: 0.003),
                    .init(change: 0.025, pass: 0.704, violation: 0.001, inconclusive: 0.295),
                    .init(change: 0.15, pass: 0, violation: 1, inconclusive: 0),
                ])
    }

    private func text(_ forecast: ComparisonForecast) -> String {
        let plan = Examples.plan(notes: [])
        let lines = PlanReport.text(plan, forecast: forecast).split(
            separator: "\n", omittingEmptySubsequences: false)
        return lines.drop { !$0.hasPrefix("what regress") }.joined(separator: "\n")
    }

    @Test("recorded noise has a curve for each rule, on the operation that is hardest to show")
    func recorded() {
        let forecast = ComparisonForecast(
            source: .recorded(entry: 12),
            cases: [
                .init(
                    noise: 0.031...0.085, pairs: 25, blocks: 128, rules: [power("payment", 0.085, 0.0319)],
                    passes: 0.974, advice: [])
            ])
        #expect(
            text(forecast) == """
                what regress can show  by the noise recorded in entry 12
                    an unchanged revision passes all comparisons in 97 % of gates: σ_d 0.031 … 0.085, at most
                    128 blocks of 25 pairs
                    median(response_time) <= +5%: hardest on 'payment', σ_d 0.085, shows a change of 3.19 %
                      change   pass     violation   undecided
                      +0 %     > 99 %   < 1 %       < 1 %
                      +2.5 %   70 %     < 1 %       30 %
                      +15 %    < 1 %    > 99 %      < 1 %

                """)
    }

    @Test("assumed noise is a table, and below nine in ten it says what to change")
    func assumed() {
        let cases = [0.03, 0.05, 0.085, 0.15].map { noise in
            ComparisonForecast.Case(
                noise: noise...noise, pairs: nil, blocks: 128, rules: [power(nil, noise, noise / 2)],
                passes: noise < 0.1 ? 1 : 0.73,
                advice: noise < 0.1
                    ? []
                    : [
                        .limit(rule: "median(response_time) <= +5%", atLeast: 0.07), .time(.seconds(120)),
                        .blocks(96), .operations(1), .quieterHost,
                    ])
        }
        #expect(
            text(ComparisonForecast(source: .assumed, cases: cases)) == """
                what regress can show  by the noise between blocks (σ_d), which is assumed until a gate has recorded
                    it here
                    σ_d     unchanged passes   smallest change shown
                    0.03    > 99 %             1.5 % with 128 blocks
                    0.05    > 99 %             2.5 % with 128 blocks
                    0.085   > 99 %             4.25 % with 128 blocks
                    0.15    73 %               7.5 % with 128 blocks
                    median(response_time) <= +5%: σ_d 0.085, shows a change of 4.25 %
                      change   pass     violation   undecided
                      +0 %     > 99 %   < 1 %       < 1 %
                      +2.5 %   70 %     < 1 %       30 %
                      +15 %    < 1 %    > 99 %      < 1 %
                note: where σ_d is 0.15, an unchanged revision passes 'regress' in 73 % of gates that 'baseline'
                      does not end before; for 95 % tolerate +7 % in 'median(response_time) <= +5%', or give the
                      stage 2 min, or measure 96 blocks, or compare at most 1 operation, or use a quieter host

                """)
    }
}
