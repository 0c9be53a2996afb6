import GateModel
import Statistics
import Testing

@testable import Judging

/// Random samples that every rule passes, then one observation taken away: no rule passes any more.
struct MissingObservationPropertyTests {
    private static let statistics: [Statistic?] = [
        nil, .mean, .median, .min, .max, .quantile(0.5), .quantile(0.95), .quantile(0.99),
    ]

    private static let conditions: [Rule.Condition] = [
        atMost(1e9), .range(0, 1e9), .compare(.greaterOrEqual, .absolute(0), or: nil), fivePercent,
        .compare(.lessOrEqual, .relativeShare(0.5), or: .relativeAmount(100)),
        .compare(.greaterOrEqual, .relativeShare(-0.9), or: nil),
        .compare(.lessOrEqual, .relativeAmount(0), or: nil),
    ]

    private static let missing: [Observed?] = [
        nil, .failed("reset"), .silent, .notANumber, .value(.infinity),
    ]

    @Test("no rule passes when any observation is missing", arguments: UInt64(1)...12)
    func missingObservation(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed, stream: "missing observation")
        let kind: Stage.Kind = Bool.random(using: &generator) ? regress(pairs: 3) : .baseline(cycles: 5)
        let metric = try #require([responseTime, queries, throughput].randomElement(using: &generator))
        let pairs = metric == throughput ? 1 : 3
        let whole = Samples(
            metric: metric.name, operation: "search",
            blocks: (0..<Int.random(in: 8...40, using: &generator)).map { _ in
                let values = (0..<pairs).map { _ in
                    Observed.value(Double(Int.random(in: 1...9, using: &generator)))
                }
                return Block(baseline: values, candidate: values)
            })
        var broken = whole
        let block = Int.random(in: broken.blocks.indices, using: &generator)
        let place = Int.random(in: 0..<pairs, using: &generator)
        let side = try #require(Side.allCases.randomElement(using: &generator))
        let hole = try #require(Self.missing.randomElement(using: &generator))
        broken.blocks[block].replace(place, on: side, with: hole)

        let name = kind.name
        var passed = 0
        for statistic in Self.statistics {
            for condition in Self.conditions {
                let rule = rule(statistic, metric, condition, onInconclusive: .lean)
                if try judged(rule, kind, run(name, whole)).verdict == .pass { passed += 1 }
                let verdict = try judged(rule, kind, run(name, broken)).verdict
                #expect(
                    verdict.word == "inconclusive", "\(rule.condition) in \(name), \(side) \(block):\(place)")
            }
        }
        // The whole samples pass some, or the property would say nothing.
        #expect(passed >= 10)
    }
}

extension Block {
    fileprivate mutating func replace(_ place: Int, on side: Side, with hole: Observed?) {
        var observed = self[side]
        if let hole { observed[place] = hole } else { observed.remove(at: place) }
        self =
            side == .baseline
            ? Block(baseline: observed, candidate: candidate) : Block(baseline: baseline, candidate: observed)
    }
}
