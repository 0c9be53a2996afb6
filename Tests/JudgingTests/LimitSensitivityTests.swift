import GateModel
import Statistics
import Testing

@testable import Judging

/// Where a verdict is said to turn, it turns: the same observations judged at a limit a little beside it.
struct LimitSensitivityTests {
    /// Judges at another limit, in the terms of the point: the condition is made from the moved limit.
    private func turns(
        _ point: VerdictThreshold, within nudge: Double, _ sourceLocation: SourceLocation = #_sourceLocation,
        _ verdict: (Double) throws -> Verdict
    ) throws {
        let looser = point.isUpper ? nudge : -nudge
        if let pass = point.pass {
            #expect(try verdict(pass + looser) == .pass, sourceLocation: sourceLocation)
            #expect(try verdict(pass - looser) != .pass, sourceLocation: sourceLocation)
        }
        if let violation = point.violation {
            #expect(try verdict(violation - looser) == .violation, sourceLocation: sourceLocation)
            #expect(try verdict(violation + looser) != .violation, sourceLocation: sourceLocation)
        }
    }

    private func point(_ judgement: Judgement) throws -> VerdictThreshold {
        guard case .at(let points) = judgement.numbers.flip, points.count == 1 else {
            Issue.record("no single turning point: \(String(describing: judgement.numbers.flip))")
            throw TurningPointMissing()
        }
        return points[0]
    }

    private struct TurningPointMissing: Error {}

    private func draws(_ seed: UInt64, _ count: Int) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in Double(generator.next() >> 11) * 0x1p-53 }
    }

    private func blocks(_ count: Int, middle: Double, seed: UInt64) -> StageRun {
        let levels = draws(seed, count).map { 0.008 + 0.004 * $0 }
        let ratios = draws(seed + 1, count).map { middle + 0.16 * ($0 - 0.5) }
        return run(.regress, pairs(responseTime, levels, zip(levels, ratios).map { $0 * $1 }))
    }

    @Test(
        "a comparison with a share turns where it says",
        arguments: [(1.0, 40), (1.05, 40), (1.1, 40), (1.03, 16), (1.2, 8)])
    func share(middle: Double, count: Int) throws {
        let run = blocks(count, middle: middle, seed: 3)
        func judgement(_ share: Double) throws -> Judgement {
            try judged(
                rule(.median, responseTime, .compare(.lessOrEqual, .relativeShare(share), or: nil)),
                regress(), run)
        }
        let point = try point(judgement(0.05))
        #expect(point.terms == .change)
        #expect(point.isUpper)
        try turns(point, within: 1e-7) { try judgement($0).verdict }
    }

    @Test("so does one with an amount, with a floor, and with a limit below", arguments: [0.98, 1.06, 1.12])
    func otherLimits(middle: Double) throws {
        let run = blocks(40, middle: middle, seed: 11)
        func judgement(_ condition: Rule.Condition) throws -> Judgement {
            try judged(rule(.median, responseTime, condition), regress(), run)
        }
        func amount(_ more: Double) -> Rule.Condition {
            .compare(.lessOrEqual, .relativeAmount(more), or: nil)
        }
        let amountPoint = try point(judgement(amount(0.0005)))
        #expect(amountPoint.terms == .amount(.time))
        try turns(amountPoint, within: 1e-9) { try judgement(amount($0)).verdict }

        // 0.0008 of 0.008 … 0.012 is 10 … 6.7 %: the floor is in force, 5 % stays.
        func floored(_ more: Double) -> Rule.Condition {
            .compare(.lessOrEqual, .relativeShare(0.05), or: .relativeAmount(more))
        }
        let floorPoint = try point(judgement(floored(0.0008)))
        #expect(floorPoint.terms == .amount(.time))
        try turns(floorPoint, within: 1e-9) { try judgement(floored($0)).verdict }

        // 0.0001 is about 1 %: the share is in force, and the floor stays.
        func shared(_ share: Double) -> Rule.Condition {
            .compare(.lessOrEqual, .relativeShare(share), or: .relativeAmount(0.0001))
        }
        let sharePoint = try point(judgement(shared(0.05)))
        #expect(sharePoint.terms == .change)
        try turns(sharePoint, within: 1e-7) { try judgement(shared($0)).verdict }

        func atLeast(_ share: Double) -> Rule.Condition {
            .compare(.greaterOrEqual, .relativeShare(share), or: nil)
        }
        let lower = try point(judgement(atLeast(-0.05)))
        #expect(!lower.isUpper)
        try turns(lower, within: 1e-7) { try judgement(atLeast($0)).verdict }
    }

    @Test("leaning, there is nothing in between", arguments: [1.0, 1.06, 1.12])
    func leaning(middle: Double) throws {
        let run = blocks(40, middle: middle, seed: 5)
        func judgement(_ share: Double) throws -> Judgement {
            let condition = Rule.Condition.compare(.lessOrEqual, .relativeShare(share), or: nil)
            return try judged(rule(.median, responseTime, condition, onInconclusive: .lean), regress(), run)
        }
        let point = try point(judgement(0.05))
        #expect(point.pass == point.violation)
        try turns(point, within: 1e-6) { try judgement($0).verdict }
    }

    @Test("fewer than eight blocks turn nowhere, and say so")
    func tooFew() throws {
        let judgement = try judged(
            rule(.median, responseTime, fivePercent), regress(), run(.regress, ratios(repeated([1], 7))))
        #expect(judgement.numbers.flip == .never(.undecided(.tooFewSamples)))
        // The median of equal ratios.
        #expect(try #require(judgement.numbers.estimate).isClose(to: 1))
    }

    @Test("the bars, the limit in force and the evidence stand in the numbers")
    func finding() throws {
        let numbers = try judged(
            rule(.median, responseTime, fivePercent), regress(),
            run(.regress, ratios([1.06, 1.07, 1.08, 1.09, 1.1, 1.11, 1.12, 1.13]))
        ).numbers
        // 10 ms + 5 %
        #expect(try #require(numbers.bounds?.first).isClose(to: 0.0105))
        #expect(numbers.distributions?.baseline?.bins.reduce(0, +) == 8)
        #expect(numbers.distributions?.candidate?.bins.reduce(0, +) == 8)
        let evidence = try #require(numbers.evidence)
        #expect(evidence.margins == 8)
        // Eight of eight beyond the limit: the gamblers on "beyond" win, the others lose.
        #expect(evidence.logViolation > 1)
        #expect(evidence.logPass < 0)
    }

    @Test("exact counts turn at the worst pair")
    func counts() throws {
        func judgement(_ more: Double) throws -> Judgement {
            try judged(
                rule(.mean, queries, .compare(.lessOrEqual, .relativeAmount(more), or: nil)), regress(),
                run(.regress, pairs(queries, repeated([6, 2], 4), [9] + repeated([2], 7))))
        }
        // 6 → 9
        let point = try point(judgement(0))
        #expect(point == VerdictThreshold(isUpper: true, terms: .amount(.count), pass: 3, violation: 3))
        #expect(try judgement(3).verdict == .pass)
        #expect(try judgement(2).verdict == .violation)
    }

    @Test("no share of nothing allows something")
    func countsOfZero() throws {
        let judgement = try judged(
            rule(.mean, queries, fivePercent), regress(),
            run(.regress, pairs(queries, repeated([0], 8), [1] + repeated([0], 7))))
        #expect(
            try point(judgement)
                == VerdictThreshold(isUpper: true, terms: .change, pass: nil, violation: nil))
        #expect(judgement.verdict == .violation)
    }

    @Test("a percentile turns at samples", arguments: [0.010, 0.0165, 0.030])
    func percentile(limit: Double) throws {
        let observed = draws(2, 200).map { Observed.value(0.005 + 0.02 * $0) }
        func judgement(_ bound: Double) throws -> Judgement {
            try judged(
                rule(.quantile(0.9), responseTime, atMost(bound)), scale(200),
                run(.scale, single(responseTime, observed)))
        }
        let found = try judgement(limit)
        let point = try point(found)
        try turns(point, within: 1e-9) { try judgement($0).verdict }
        // The interval of the percentile is the same two samples.
        #expect(found.numbers.lower == point.violation)
        #expect(found.numbers.upper == point.pass)
        #expect(found.numbers.distributions?.baseline == nil)
        #expect(found.numbers.distributions?.candidate?.bins.count == 20)
    }

    @Test("a share of errors turns at its confidence bounds", arguments: [0, 3, 40])
    func errorShare(failed: Int) throws {
        let observed = repeated([Observed.value(1)], failed) + repeated([.value(0)], 300 - failed)
        func judgement(_ bound: Double) throws -> Judgement {
            try judged(
                rule(nil, errors, atMost(bound)), scale(300), run(.scale, single(errors, observed)))
        }
        try turns(point(judgement(0.02)), within: 1e-7) { try judgement($0).verdict }
    }

    @Test("'errors == 0' cannot be tighter, and where one failed it turns at a share that is tested")
    func noErrors() throws {
        func judgement(_ failed: Int) throws -> Judgement {
            let observed = repeated([Observed.value(1)], failed) + repeated([.value(0)], 100 - failed)
            return try judged(
                rule(nil, errors, atMost(0)), scale(100), run(.scale, single(errors, observed)))
        }
        #expect(try judgement(0).numbers.flip == .never(.undecided(nil)))
        // Clopper and Pearson, 1 of 100: .000513 and .0466.
        let point = try point(judgement(1))
        #expect(abs(try #require(point.pass) - 0.0466) < 1e-4)
        #expect(abs(try #require(point.violation) - 0.000513) < 1e-6)
    }

    @Test("a mean over blocks turns where it says, above and below", arguments: [0.009, 0.0118, 0.015])
    func mean(limit: Double) throws {
        let run = wide(blocks(40, middle: 1.15, seed: 21))
        func judgement(_ condition: Rule.Condition) throws -> Judgement {
            try judged(rule(.mean, responseTime, condition), regress(pairs: 8), run)
        }
        try turns(point(judgement(atMost(limit))), within: 1e-9) { try judgement(atMost($0)).verdict }
        func atLeast(_ bound: Double) -> Rule.Condition {
            .compare(.greaterOrEqual, .absolute(bound), or: nil)
        }
        let found = try judgement(atLeast(limit))
        try turns(point(found), within: 1e-9) { try judgement(atLeast($0)).verdict }
        // What blocks wager on is the typical one, not the mean.
        #expect(found.numbers.evidence == nil)
    }

    /// Each pair eight times, so that a mean has its 320 requests.
    private func wide(_ run: StageRun) -> StageRun {
        var run = run
        run.blocks.samples[0].blocks = run.blocks.samples[0].blocks.map { block in
            Block(baseline: repeated(block.baseline, 8), candidate: repeated(block.candidate, 8))
        }
        return run
    }

    @Test(
        "a comparison of means turns where it says, in percent and in the metric's unit",
        arguments: [(1.0, Rule.OnInconclusive.block), (1.05, .block), (1.1, .block), (1.05, .lean)])
    func means(middle: Double, onInconclusive: Rule.OnInconclusive) throws {
        let run = wide(blocks(40, middle: middle, seed: 31))
        func judgement(_ limit: Limit) throws -> Judgement {
            try judged(
                rule(
                    .mean, responseTime, .compare(.lessOrEqual, limit, or: nil),
                    onInconclusive: onInconclusive), regress(pairs: 8), run)
        }
        try turns(point(judgement(.relativeShare(0.05))), within: 1e-7) {
            try judgement(.relativeShare($0)).verdict
        }
        try turns(point(judgement(.relativeAmount(0.0005))), within: 1e-9) {
            try judgement(.relativeAmount($0)).verdict
        }
    }

    @Test("every sample by itself turns at the worst, and a range at both ends")
    func everySample() throws {
        let values = [12.0, 20, 15]
        let range = try judged(
            rule(nil, queries, .range(10, 18)), scale(3),
            run(.scale, single(queries, values.map { .value($0) })))
        #expect(range.verdict == .violation)
        #expect(
            range.numbers.flip
                == .at([
                    VerdictThreshold(isUpper: false, terms: .value(.unit(.count)), pass: 12, violation: 12),
                    VerdictThreshold(isUpper: true, terms: .value(.unit(.count)), pass: 20, violation: 20),
                ]))
        #expect(range.numbers.bounds == [10, 18])
    }

    private func memoryJudged(_ statistic: Statistic, _ limit: Double, _ peaks: [Double]) throws -> Judgement
    {
        let groups = peaks.map { peak in
            let noise = draws(UInt64(peak / 1e6), 480).map { 3000 * $0 }
            return MemoryGroup(
                source: "statm", operationsPerReading: 10,
                readings: noise.enumerated().map { 50e6 + 9000 * Double($0) + $1 }, peak: peak,
                idleBefore: 40e6,
                idleAfter: 45e6)
        }
        let kind = Stage.Kind.memory(
            Stage.Memory(atLeast: .seconds(5), maximumOperations: 4800, cleanup: nil))
        let run = StageRun(.memory(MemoryRun(groups: groups)))
        return try judged(rule(statistic, memory, atMost(limit)), kind, run)
    }

    @Test("memory turns at the worst process, and a pass needs three for what is steady")
    func memoryLevels() throws {
        let peak = try memoryJudged(.peak, 70e6, [60e6, 72e6])
        #expect(
            try point(peak)
                == VerdictThreshold(isUpper: true, terms: .value(.unit(.bytes)), pass: 72e6, violation: 72e6))
        #expect(peak.numbers.distributions?.candidate?.bins.reduce(0, +) == 2)
        let retained = try memoryJudged(.retained, 5e6, [60e6, 61e6])
        #expect(
            try point(retained)
                == VerdictThreshold(isUpper: true, terms: .value(.unit(.bytes)), pass: nil, violation: 5e6))
    }

    @Test("growth turns where all processes are clean, and where two leak", arguments: [500.0, 900, 1500])
    func growth(limit: Double) throws {
        let peaks = [60e6, 61e6, 62e6]
        let found = try memoryJudged(.growth, limit, peaks)
        let point = try point(found)
        #expect(point.terms == .value(.perOperation(.bytes)))
        try turns(point, within: 0.01) { try memoryJudged(.growth, $0, peaks).verdict }
        // Nine steps between ten windows.
        let bars = try #require(found.numbers.distributions)
        #expect(bars.scale == .perOperation(.bytes))
        #expect((bars.candidate.map { $0.below + $0.bins.reduce(0, +) + $0.above }) == 9)
    }

    private func watched(_ condition: Rule.Condition, _ marks: [Double?]) throws -> Judgement {
        let windows = marks.map { mark in
            WatchWindow(phase: .after, samples: [single(responseTime, mark.map { [.value($0)] } ?? [])])
        }
        let before = WatchWindow(phase: .before, samples: [single(responseTime, [.value(0.010)])])
        let settings = Stage.Watch(
            url: "http://127.0.0.1:8080", before: .seconds(10), after: .seconds(10 * marks.count),
            every: .seconds(10), sustained: Stage.Watch.Sustained(windows: 2, of: 3), onInconclusive: .hold)
        let run = StageRun(.watch([before] + windows))
        return try judged(rule(.median, responseTime, condition), .watch(settings), run)
    }

    @Test("a watch turns at the second worst of three windows")
    func watch() throws {
        let marks: [Double?] = [0.011, 0.015, 0.012, 0.020, 0.013]
        let found = try watched(atMost(0.014), marks)
        // The second worst: of 11, 15, 12 it is 12, of 15, 12, 20 it is 15, of 12, 20, 13 it is 13.
        #expect(
            try point(found)
                == VerdictThreshold(isUpper: true, terms: .value(.unit(.time)), pass: 0.015, violation: 0.015)
        )
        try turns(point(found), within: 1e-9) { try watched(atMost($0), marks).verdict }
        let relative = try point(watched(fivePercent, marks))
        #expect(relative.terms == .change)
        // 15 of 10 ms
        #expect(try #require(relative.pass).isClose(to: 0.5))
        #expect(found.numbers.evidence?.margins == 5)
        #expect(found.numbers.distributions?.baseline?.bins.reduce(0, +) == 1)
    }

    @Test("windows without a value leave a limit undecided, not passed")
    func watchWithGaps() throws {
        let marks: [Double?] = [0.011, nil, 0.012, 0.010, 0.010]
        // Of 11, ? and 12 the second worst is 11 if the unknown one was good, 12 if it was bad.
        let found = try point(watched(atMost(0.020), marks))
        #expect(
            found
                == VerdictThreshold(isUpper: true, terms: .value(.unit(.time)), pass: 0.012, violation: 0.011)
        )
        try turns(found, within: 1e-9) { try watched(atMost($0), marks).verdict }
    }

    @Test("what a stage without evidence says is about the evidence")
    func shortfall() throws {
        let ended = Inconclusive(.serviceDied, "exit 1")
        let judgement = try judged(
            rule(.median, responseTime, fivePercent), regress(),
            run(.regress, ratios(repeated([1], 8)), failure: ended))
        #expect(judgement.numbers.flip == .never(.undecided(.serviceDied)))
        let silent = try judged(rule(.median, responseTime, fivePercent), regress(), run(.regress))
        #expect(silent.numbers.flip == .never(.undecided(.noSamples)))
        #expect(silent.numbers.distributions == nil)
    }

    @Test("the baseline against itself passes from the change on that its noise lets show")
    func baseline() throws {
        let baseline = stage(.baseline(cycles: 5))
        let regress = stage(regress(pairs: 1, blocks: 40), [rule(.median, responseTime, fivePercent)])
        let samples = blocks(40, middle: 1, seed: 3).blocks.samples[0]
        let result = judge(
            run(.baseline, samples), of: baseline, in: pipeline(baseline, regress), after: [])
        let resolution = try #require(result.judgements.first { $0.id.hasPrefix("baseline/resolution") })
        let point = try point(resolution)
        #expect(point.violation == nil)
        // Uniform over ±8 %: a deviation of .046, exp(3.97 · .046 · √(1.1/40)) − 1 = .031 or so.
        #expect((0.02...0.045).contains(try #require(point.pass)))
        let steady = try #require(result.judgements.first { $0.id.hasPrefix("baseline/steadiness") })
        #expect(steady.numbers.flip == .never(.steadiness))
    }
}
