import GateModel
import SimulatedGates
import Statistics

/// How often rules of `regress` pass what they should not, and block what they should not, beside what statistics.md says of
/// the tests before.
enum WrongVerdictRates {
    struct Case {
        let name: String
        /// What came out wrongly before, in words; empty where nobody measured it.
        let before: String
        let verdict: (UInt64) -> Verdict
    }

    /// The name below the width of the longest, then the cells as in every table.
    private static func line(_ name: String, _ cells: [String]) -> String {
        row([name + String(repeating: " ", count: max(0, 78 - name.count))] + cells.map { "  " + $0 })
    }

    static func lines(_ effort: Effort) -> [String] { lines(cases, effort) }

    /// A row for each case, which share the time.
    static func lines(_ all: [Case], _ effort: Effort) -> [String] {
        let cases = effort.chosen(all, \.name)
        return [line("", ["before", "passed", "violation", "inconclusive", "gates"])]
            + cases.map { tried in
                let found = effort.part(1 / Double(cases.count)).each(tried.verdict)
                return line(
                    tried.name,
                    [
                        tried.before, found.share { $0 == .pass }, found.share { $0 == .violation },
                        found.share(where: \.isInconclusive), "\(found.count)",
                    ])
            }
    }

    static var cases: [Case] { means + tails + inputs + shares + counts + countsByChance }

    static let five = Rule.Condition.compare(.lessOrEqual, .relativeShare(0.05), or: nil)
    private static let onePoint = Rule.Condition.compare(.lessOrEqual, .relativeAmount(0.01), or: nil)

    private static var means: [Case] {
        let mean = SimulatedRule(.mean, five)
        let median = SimulatedRule(.median, five)
        let rare = SimulatedChange.rare(share: 0.01, factor: 20)
        return [
            Case(name: "median <= +5%, 1 % of requests 20 times", before: "") {
                median.verdict(.lognormal10, rare, seed: $0)
            },
            Case(name: "mean <= +5%, 1 % of requests 20 times", before: "passed 84 %") {
                mean.verdict(.lognormal10, rare, seed: $0)
            },
            Case(name: "mean <= +5%, the same on both sides", before: "") {
                mean.verdict(.lognormal10, .rareOnBoth(share: 0.01, factor: 20), seed: $0)
            },
            Case(name: "mean <= +5%, 1 % of requests 6 times: at the limit", before: "") {
                mean.verdict(.lognormal10, .rare(share: 0.01, factor: 6), seed: $0)
            },
        ]
            + [NoiseModel.lognormal10, .lognormal50, .heavyTails, .process, .mixture].flatMap { noise in
                [
                    Case(name: "mean <= +5%, all 5 % slower, \(noise.rawValue)", before: "5 % either") {
                        mean.verdict(noise, ratio: 1.05, seed: $0)
                    },
                    Case(name: "mean <= +5%, unchanged, \(noise.rawValue)", before: "") {
                        mean.verdict(noise, seed: $0)
                    },
                ]
            }
    }

    private static var tails: [Case] {
        let tail = SimulatedRule(.tail, onePoint, maximumBlocks: 60)
        let slow = SimulatedChange.rare(share: 0.03, factor: 5)
        let rules: [(String, SimulatedRule, String)] = [
            ("median <= +5%", SimulatedRule(.median, five, maximumBlocks: 60), "passed 72–99 %"),
            (
                "p95 <= +10%",
                SimulatedRule(
                    .quantile(0.95), .compare(.lessOrEqual, .relativeShare(0.1), or: nil), pairs: 100,
                    maximumBlocks: 24), "passed 72–99 %"
            ),
            ("tail <= +1%", tail, "caught 95 %"),
        ]
        return rules.map { name, rule, before in
            Case(name: "\(name), 3 % of requests five times", before: before) {
                rule.verdict(.lognormal10, slow, seed: $0)
            }
        } + [
            Case(name: "tail <= +1%, 1 % of requests five times: at the limit", before: "") {
                tail.verdict(.lognormal10, .rare(share: 0.01, factor: 5), seed: $0)
            }
        ]
            + [NoiseModel.lognormal10, .lognormal50, .heavyTails, .mixture].map { noise in
                Case(name: "tail <= +1%, unchanged, \(noise.rawValue)", before: "") {
                    tail.verdict(noise, seed: $0)
                }
            }
    }

    private static var inputs: [Case] {
        let worst = SimulatedRule(.worst, five, pairs: 40)
        let median = SimulatedRule(.median, five, pairs: 40)
        return [
            Case(name: "median <= +5%, one input of four 10 times", before: "reads +5.9 %") {
                median.verdict(.lognormal10, .oneInput(factor: 10), seed: $0)
            },
            Case(name: "worst <= +5%, one input of four 10 times", before: "") {
                worst.verdict(.lognormal10, .oneInput(factor: 10), seed: $0)
            },
            Case(name: "worst <= +5%, one input of four 5 % slower: at the limit", before: "") {
                worst.verdict(.lognormal10, .oneInput(factor: 1.05), seed: $0)
            },
            Case(name: "worst <= +5%, unchanged, four inputs", before: "") {
                // A factor of 1 still draws the inputs.
                worst.verdict(.lognormal10, .oneInput(factor: 1), seed: $0)
            },
        ]
    }

    private static var shares: [Case] {
        let between = 0.085 / 2.squareRoot()
        // ln p95 of requests of all processes together: √(.0998² + .0601²) · 1.6449 above ln 10 ms.
        let limit = 0.010 * exponential(1.644853627 * (0.0998 * 0.0998 + between * between).squareRoot())
        let p95 = SimulatedRule(
            .quantile(0.95), .compare(.lessOrEqual, .absolute(limit), or: nil), maximumBlocks: 96)
        let errors = SimulatedRule(
            nil, .compare(.lessOrEqual, .absolute(0.01), or: nil), of: Metric(.errors), maximumBlocks: 96)
        return [
            Case(name: "p95 at its limit, processes differ by 6 %", before: "15–17, 17–19 %") {
                p95.verdict(.lognormal10, seed: $0, blockDeviation: 0.085)
            },
            Case(name: "p95 at its limit, requests independent", before: "15–17, 17–19 %") {
                SimulatedRule(
                    .quantile(0.95),
                    .compare(.lessOrEqual, .absolute(0.010 * exponential(1.644853627 * 0.0998)), or: nil),
                    maximumBlocks: 96
                ).verdict(.lognormal10, seed: $0)
            },
            Case(name: "errors <= 1%, 1 % fail", before: "15–17, 17–19 %") { seed in
                var failing = SimulatedFailures(share: 0.01, seed: seed)
                return errors.verdict("errors", blocks: { failing.next() })
            },
            Case(name: "errors <= 1%, 1 % fail, all of one process in fifty half", before: "") { seed in
                var failing = SimulatedFailures(share: 0.5, ofProcesses: 0.02, seed: seed)
                return errors.verdict("errors", blocks: { failing.next() })
            },
            Case(name: "errors <= 1%, 0.2 % fail", before: "") { seed in
                var failing = SimulatedFailures(share: 0.002, seed: seed)
                return errors.verdict("errors", blocks: { failing.next() })
            },
        ]
    }

    private static var counts: [Case] {
        let rule = SimulatedRule(
            .mean, .compare(.lessOrEqual, .relativeAmount(0), or: nil), of: SimulatedCounts.metric, pairs: 25)
        return [(0.0, "unchanged"), (0.02, "2 % of answers one more"), (1, "all one more")].map {
            share, name in
            Case(name: "queries <= +0, 0.1 % by chance, \(name)", before: share == 0 ? "inconclusive" : "") {
                seed in
                var counts = SimulatedCounts(more: share, seed: seed)
                let baseline = counts.baselineRun(pairs: 25)
                return rule.verdict(
                    SimulatedCounts.metric.name, after: [baseline], blocks: { counts.next(pairs: 25) })
            }
        }
    }

    /// The baseline against itself happened to show no difference.
    private static var countsByChance: [Case] {
        let rule = SimulatedRule(
            .mean, .compare(.lessOrEqual, .relativeAmount(0), or: nil), of: SimulatedCounts.metric, pairs: 25,
            maximumBlocks: 128)
        return [(0.0, "unchanged"), (0.02, "2 % of answers one more"), (1, "all one more")].map {
            share, name in
            Case(
                name: "queries <= +0, 0.1 % by chance, unseen in A/A, \(name)",
                before: share == 0 ? "violation 9–21 %" : ""
            ) { seed in rule.verdict(SimulatedCounts(more: share, seed: seed), pairs: 25) }
        }
    }
}
