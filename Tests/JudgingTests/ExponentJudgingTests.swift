import GateModel
import Glibc
import Testing

@testable import Judging

@Suite struct ExponentJudgingTests {
    private let linear = rule(.exponent, responseTime, atMost(1.1))

    /// Members and a table that never grows, at 1/4, 1/2 and 1.
    private func sizes(_ members: [Int] = [1250, 2500, 5000]) -> [DataSize] {
        zip(DataScale.allCases, members).map { scale, counted in
            DataSize(
                scale: scale,
                counts: [
                    DataCount(
                        name: "members", side: .candidate, counted: counted, atLeast: scale.share(of: 5000)),
                    DataCount(name: "countries", side: .candidate, counted: 200, atLeast: 0),
                ])
        }
    }

    /// Blocks of one observation at each size.
    private func scaling(
        _ metric: Metric, _ blocks: [[Observed]], sizes: [DataSize]? = nil, unsettled: Int = 0
    ) -> ScalingRun {
        ScalingRun(
            sizes: sizes ?? self.sizes(),
            costs: [
                ScaledCosts(
                    metric: metric.name, operation: "search",
                    blocks: blocks.map { block in ScaledBlock(sizes: block.map { [$0] }) })
            ],
            unsettled: unsettled == 0
                ? [] : [Unsettled(operation: "search", side: .candidate, blocks: unsettled)])
    }

    private func judged(_ rule: Rule, _ scaling: ScalingRun?) throws -> Judgement {
        try JudgingTests.judged(rule, scale(1), StageRun(.scale(ScaleRun(scaling: scaling))))
    }

    private func times(_ costs: [Double], _ blocks: Int = 8) -> [[Observed]] {
        // A little apart, as real blocks are.
        (0..<blocks).map { block in costs.map { .value($0 * (1 + 0.001 * Double(block))) } }
    }

    @Test("a cost in proportion to the data is within n^1.1, shown by eight blocks")
    func proportional() throws {
        let judgement = try judged(linear, scaling(responseTime, times([0.001, 0.002, 0.004])))
        #expect(judgement.verdict == .pass)
        #expect(judgement.numbers.scale == .exponent)
        #expect(judgement.numbers.estimate.map { $0.isClose(to: 1) } == true)
        #expect(judgement.numbers.upper.map { abs($0 - 1) < 1e-5 } == true)
        #expect(judgement.numbers.samples == .scaledBlocks(count: 8, sizes: 3, each: 1))
        #expect(judgement.saidLimit == "<= n^1.1")
        #expect(judgement.said == ["1 ms, 2.01 ms, 4.01 ms at 0.25, 0.5, 1 of the data"])
    }

    @Test(
        "a cost that grows with the square is a violation, and so is one beyond any limit that it is beyond")
    func quadratic() throws {
        let squared = scaling(responseTime, times([0.001, 0.004, 0.016]))
        let judgement = try judged(linear, squared)
        #expect(judgement.verdict == .violation)
        #expect(judgement.numbers.estimate.map { $0.isClose(to: 2) } == true)
        guard case .at(let points) = judgement.numbers.flip else {
            Issue.record("no turning point")
            return
        }
        #expect(points.map(\.terms) == [.value(.exponent)])
        #expect(try judged(rule(.exponent, responseTime, atMost(2.1)), squared).verdict == .pass)
        #expect(try judged(rule(.exponent, responseTime, .range(1.5, 2.5)), squared).verdict == .pass)
        #expect(try judged(rule(.exponent, responseTime, .range(0, 1)), squared).verdict == .violation)
    }

    @Test("seven blocks show nothing yet, forty undecided ones never will")
    func undecided() throws {
        #expect(
            try judged(linear, scaling(responseTime, times([0.001, 0.002, 0.004], 7))).verdict.inWords
                == inconclusive(.tooFewSamples, "undecided after 7 of at most 40 blocks, at least 8 needed"))
        // Beyond, within, within, beyond, each time a little farther: at every look the ranks of both sides add up alike.
        let wild = (0..<40).map { block -> [Observed] in
            let distance = 0.1 + 0.01 * Double(block)
            let slope = [0, 3].contains(block % 4) ? 1.1 + distance : 1.1 - distance
            return [0, 1, 2].map { .value(0.001 * exp2(slope * $0)) }
        }
        let noisy = try judged(linear, scaling(responseTime, wild))
        #expect(
            noisy.verdict.inWords
                == inconclusive(
                    .tooClose,
                    "the limit lies between what 40 blocks leave open; move it away from what was measured, or measure "
                        + "on a quieter host"))
    }

    @Test("the size is what was counted, and what never grows is no part of it")
    func counted() throws {
        // Four times the cost on sixteen times the members: a half, whatever PAWL_SCALE said.
        let sizes = sizes([1250, 5000, 20_000])
        let judgement = try judged(
            rule(.exponent, responseTime, .range(0.4, 0.6)),
            scaling(responseTime, times([0.001, 0.002, 0.004]), sizes: sizes))
        #expect(judgement.verdict == .pass)
        #expect(judgement.numbers.estimate.map { $0.isClose(to: 0.5) } == true)
        #expect(judgement.said == ["1 ms, 2.01 ms, 4.01 ms at 0.0625, 0.25, 1 of the data"])
    }

    @Test("where nothing is counted the size is the scale")
    func uncounted() throws {
        let sizes = DataScale.allCases.map { DataSize(scale: $0, counts: []) }
        let judgement = try judged(linear, scaling(responseTime, times([1, 2, 4]), sizes: sizes))
        #expect(judgement.numbers.estimate.map { $0.isClose(to: 1) } == true)
    }

    @Test(
        "data that is not smaller shows nothing",
        arguments: [[5000, 5000, 5000], [4900, 4950, 5000], [2500, 1250, 5000]])
    func notScaled(members: [Int]) throws {
        let judgement = try judged(
            linear, scaling(responseTime, times([0.001, 0.002, 0.004]), sizes: sizes(members)))
        let numbers = members.map(String.init).joined(separator: ", ")
        #expect(
            judgement.verdict.inWords
                == inconclusive(
                    .dataNotScaled,
                    "at 1/4, 1/2 and 1 of the data there are members \(numbers); countries 200, 200, 200: "
                        + "'seed' has to make as much as PAWL_SCALE says"))
    }

    @Test("a declared count is proven at each size")
    func shortfall() throws {
        let stage = stage(scale(1), [linear])
        let declared = Service.Count(name: "members", run: .shell("./count"), atLeast: 6000)
        let counts = Side.allCases.map {
            DataCount(name: "members", side: $0, counted: 6000, atLeast: 6000)
        }
        func judged(_ members: [Int]) -> Verdict {
            let scaling = scaling(responseTime, times([0.001, 0.002, 0.004]), sizes: sizes(members))
            let run = StageRun(.scale(ScaleRun(scaling: scaling)), common: StageRun.Common(counts: counts))
            return judge(run, of: stage, in: pipeline(stage, counts: [declared]), after: []).verdict
        }
        // A quarter of 6000 is 1500.
        #expect(
            judged([1499, 3000, 6000]).inWords
                == inconclusive(
                    .dataSetTooSmall,
                    "at 1/4 of the data, members: 1499 counted on the candidate's side, at least 1500 needed")
        )
        #expect(judged([1500, 3000, 6000]) == .pass)
    }

    @Test(
        "a single observation that is missing decides nothing",
        arguments: [
            (
                Observed.failed("status 500"), Inconclusive.Reason.failedOperations,
                "1 of 8 at 1/2 of the data failed, the first with: status 500"
            ),
            (.silent, .sourceSilent, "1 of 8 at 1/2 of the data came without the metric"),
            (.notANumber, .notANumber, "1 of 8 at 1/2 of the data are no finite numbers"),
            (
                .value(0), .noCost,
                "it cost nothing at 1/2 of the data, and nothing grows with no power"
            ),
        ])
    func missing(observed: Observed, reason: Inconclusive.Reason, detail: String) throws {
        var blocks = times([0.001, 0.002, 0.004])
        blocks[3][1] = observed
        #expect(
            try judged(linear, scaling(responseTime, blocks)).verdict.inWords == inconclusive(reason, detail))
    }

    @Test func withoutEvidenceThereIsNoPass() throws {
        #expect(
            try judged(linear, nil).verdict.inWords
                == inconclusive(
                    .noSamples, "'response_time' was not measured at 1/4, 1/2 and 1 of the data"))
        #expect(try judged(linear, scaling(responseTime, [])).verdict.reason == .noSamples)
        var short = scaling(responseTime, times([0.001, 0.002, 0.004]))
        short.costs[0].blocks[7].sizes.removeLast()
        #expect(try judged(linear, short).verdict.reason == .tooFewSamples)
        let warming = scaling(responseTime, times([0.001, 0.002, 0.004]), unsettled: 5)
        #expect(try judged(linear, warming).verdict.reason == .notSettled)
        #expect(
            try judged(rule(.exponent, responseTime, fivePercent), scaling(responseTime, times([1, 2, 4])))
                .verdict.reason == .notEvaluated)
    }

    @Test(
        "of a count that is the same in every block the limit itself is allowed",
        arguments: [
            (0, [6, 6, 6], Verdict.pass), (1, [5, 10, 20], .pass), (0.99, [5, 10, 20], .violation),
        ] as [(Double, [Double], Verdict)])
    func exact(limit: Double, counts: [Double], verdict: Verdict) throws {
        let blocks = (0..<8).map { _ in counts.map { Observed.value($0) } }
        let judgement = try judged(rule(.exponent, queries, atMost(limit)), scaling(queries, blocks))
        #expect(judgement.verdict == verdict)
    }
}
