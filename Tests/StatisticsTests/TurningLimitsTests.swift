import Testing

@testable import Statistics

@Suite("TurningLimits")
struct TurningLimitsTests {
    @Test("the first look that decides is final, whatever the limit")
    func looks() {
        // At −1 the first look finds a violation, so the second, which would pass it from −2 on, is not asked. At 1 the
        // first look is undecided and the second passes; at 3 the first passes.
        let limits = TurningLimits(of: [
            TurningLimits(pass: 2, violation: 0), TurningLimits(pass: -2, violation: -4),
        ])
        #expect(limits == TurningLimits(pass: 0, violation: 0))
        // A violation at the second look, below 1, counts where the first did not pass: below 2.
        let later = TurningLimits(of: [
            TurningLimits(pass: 2, violation: -5), TurningLimits(pass: 4, violation: 1),
        ])
        #expect(later == TurningLimits(pass: 2, violation: 1))
    }

    @Test("without a look no limit passes and none is violated")
    func none() {
        #expect(TurningLimits(of: []) == TurningLimits(pass: .infinity, violation: -.infinity))
    }

    /// Eight blocks of at most 40, critical value 0: all Walsh averages on one side, which is all blocks.
    @Test("at one look a series turns at its smallest and its largest block")
    func firstLook() throws {
        let ratios = [0.03, -0.02, 0.05, 0.01, 0.04, 0.02, -0.01, 0.00]
        let test = try SequentialRatioTest(maximumBlocks: 40, alpha: 0.05)
        let limits = test.turningLimits(blocks: 8) { (ratios[$0] + ratios[$1]) / 2 }
        #expect(limits == TurningLimits(pass: 0.05, violation: -0.02))
    }

    @Test(
        "a series judged a little beside where it turns has the other verdict",
        arguments: 0..<30 as Range<UInt64>)
    func agreesWithTheTest(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let ratios = (0..<40).map { _ in Double(generator.next() >> 11) * 0x1p-53 - 0.5 }
        let test = try SequentialRatioTest(maximumBlocks: 40, alpha: 0.05, judgements: 3)
        let limits = test.turningLimits(blocks: 40) { (ratios[$0] + ratios[$1]) / 2 }
        func verdict(_ limit: Double) throws -> SequentialOutcome.Verdict {
            try test.decide(ratios.map { $0 - limit }).verdict
        }
        #expect(try verdict(limits.pass + 1e-9) == .pass)
        #expect(try verdict(limits.pass - 1e-9) != .pass)
        #expect(try verdict(limits.violation - 1e-9) == .violation)
        #expect(try verdict(limits.violation + 1e-9) != .violation)
        #expect(limits.violation <= limits.pass)
    }

    @Test(
        "a leak test turns where its bounds are",
        arguments: [(5000.0, 0.0), (900.0, 3000.0), (-200.0, 700.0)])
    func leak(slope: Double, noise: Double) throws {
        var generator = SeededGenerator(seed: 7)
        let readings = (0..<480).map { index in
            50e6 + slope * 10 * Double(index) + noise * 100 * Double(generator.next() >> 11) * 0x1p-53
        }
        let limits = try LeakTest(limit: 0).turningLimits(readings)
        func verdict(_ limit: Double) throws -> LeakFinding.Verdict {
            try LeakTest(limit: limit).decide(readings).verdict
        }
        #expect(try verdict(limits.pass + 0.01) == .clean)
        #expect(try verdict(limits.pass - 0.01) != .clean)
        guard limits.violation.isFinite else { return }
        #expect(try verdict(limits.violation - 0.01) == .leak)
        #expect(try verdict(limits.violation + 0.01) != .leak)
    }
}
