import Statistics
import Testing

@Suite("GrowthTest")
struct GrowthTestTests {
    /// 4800 operations, a reading every ten, limit 1 an operation.
    private func judged(_ readings: Int = 480, _ level: (Double) -> Double) throws -> GrowthFinding {
        try GrowthTest(limit: 1).judge((1...readings).map { 1000 + level(10 * Double($0)) })
    }

    @Test("a steady climb is a leak, level memory is clean")
    func plain() throws {
        let leak = try judged { 2 * $0 }
        #expect(leak.verdict == .leak)
        #expect(leak.bounds.operations == 4800)
        // From the first of twenty windows of 160 operations to the last.
        #expect((leak.operations, leak.rise, leak.largestStep) == (3040, 6080, 320))
        #expect(leak.turning == TurningLimits(pass: 2, violation: 2))
        #expect(try judged { _ in 0 }.verdict == .clean)
    }

    @Test("a leak that begins late is not clean, however late", arguments: [700.0, 2000, 3500, 4300])
    func late(from: Double) throws {
        #expect(try judged { 50 * max(0, $0 - from) }.isClean == false)
    }

    @Test(
        "steps are not clean, be there only one behind the warm-up",
        arguments: [(20_000.0, 800.0), (8000, 1600), (8000, 2500), (8000, 4000)])
    func steps(size: Double, every: Double) throws {
        #expect(try judged { size * ($0 / every).rounded(.down) }.verdict == .undecided)
    }

    @Test("growth that ends is a plateau when it has ended for long enough", arguments: [2000.0, 2500, 2800])
    func plateau(end: Double) throws {
        let finding = try judged { 20 * min($0, end) }
        guard case .plateau(let from) = finding.verdict else {
            Issue.record("\(finding.verdict)")
            return
        }
        #expect((end - 160...end + 160).contains(Double(from)))
    }

    @Test("growth that ends near the end is neither a plateau nor a leak", arguments: [3600.0, 4200, 4400])
    func lateEnd(end: Double) throws {
        #expect(try judged { 20 * min($0, end) }.verdict == .undecided)
    }

    @Test("one step, and no other for as long again, is no plateau: the next may be as far away")
    func oneStep() throws {
        #expect(try judged { $0 > 3000 ? 8000 : 0 }.verdict == .undecided)
        // 2880 operations without one, after 320 with one.
        #expect(try judged { $0 > 1800 ? 8000 : 0 }.isClean)
    }

    @Test("memory that is released meanwhile hides no leak")
    func release() throws {
        let finding = try judged { 5 * $0 + 60_000 * max(0, 1 - $0 / 2500) }
        #expect(finding.rise < 0)
        #expect(finding.isClean == false)
    }

    @Test("growth beyond a reference's is judged by the difference")
    func reference() throws {
        let readings = (1...480).map { 1000 + 50 * Double($0) }
        let test = try GrowthTest(limit: 1)
        #expect(try test.judge(readings, beyond: readings.map { $0 + 3 }).verdict == .clean)
        #expect(try test.judge(readings, beyond: [Double](repeating: 9, count: 480)).verdict == .leak)
        #expect(throws: StatisticsError.tooFew(needed: 480, found: 479)) {
            try test.judge(readings, beyond: [Double](repeating: 9, count: 479))
        }
    }

    @Test("too few readings are refused")
    func few() throws {
        #expect(throws: StatisticsError.tooFew(needed: 14, found: 13)) {
            try GrowthTest(limit: 1).judge([Double](repeating: 1, count: 13))
        }
        #expect(try GrowthTest(limit: 1).judge([Double](repeating: 1, count: 14)).verdict == .clean)
    }

    @Test("a finding turns where its limits say", arguments: [0.5, 1, 3, 8])
    func turning(slope: Double) throws {
        var generator = SeededGenerator(seed: 11)
        let readings = (1...480).map {
            1000 + 10 * slope * Double($0) + 300 * Double(generator.next() >> 11) * 0x1p-53
        }
        let turning = try GrowthTest(limit: 1).judge(readings).turning
        func verdict(_ limit: Double) throws -> GrowthFinding { try GrowthTest(limit: limit).judge(readings) }
        #expect(try verdict(turning.pass + 1e-9).isClean)
        #expect(try verdict(turning.pass - 1e-9).isClean == false)
        #expect(try verdict(turning.violation - 1e-9).verdict == .leak)
        #expect(try verdict(turning.violation + 1e-9).verdict != .leak)
    }
}
