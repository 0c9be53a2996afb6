import Statistics
import Testing

@Suite("LeakTest")
struct LeakTestTests {
    @Test("simulated leaks come out with the same verdict, operations, slope, bounds and floors")
    func leakCases() throws {
        let rows = try DataFile.rows("leak_cases.csv")
        try #require(rows.count == 10)
        let test = try LeakTest(limit: 1)
        for row in rows {
            let finding = try test.decide(DataFile.numbers(row[9]))
            #expect(String(describing: finding.verdict) == row[2], "\(row[0])")
            #expect(String(finding.operations) == row[3], "\(row[0])")
            #expect(isClose(finding.slope, try DataFile.number(row[4]), within: 1e-6), "\(row[0])")
            #expect(finding.floors == (try DataFile.numbers(row[8])), "\(row[0])")

            // The table's bounds are the two-sided 90 % ones of the slope of the floors, per window.
            let perWindow = Double(finding.operations) * 2 / 3 / 10
            let slope = try TheilSenSlope(finding.floors, alpha: 0.05)
            #expect(isClose(slope.lower / perWindow, try DataFile.number(row[5]), within: 1e-6))
            #expect(isClose(slope.upper / perWindow, try DataFile.number(row[6]), within: 1e-6))
        }
    }

    @Test("a steady climb is a leak, its bounds at its slope")
    func climb() throws {
        // 20 a reading, a reading every 10 operations: 2 an operation.
        let readings = (0..<60).map { (place: Int) -> Double in 1000 + 20 * Double(place) }
        let finding = try LeakTest(limit: 1).judge(readings)
        #expect(finding.verdict == .leak)
        #expect(finding.operations == 600)
        #expect(isClose(finding.slope, 2, within: 1e-12))
        #expect(isClose(finding.lower, 2, within: 1e-12))
        #expect(isClose(finding.upper, 2, within: 1e-12))
        // Windows of four, from reading 20 on.
        #expect(finding.floors == [1400, 1480, 1560, 1640, 1720, 1800, 1880, 1960, 2040, 2120])
    }

    @Test("level memory is clean")
    func level() throws {
        let finding = try LeakTest(limit: 1).judge([Double](repeating: 500, count: 60))
        #expect(finding.verdict == .clean)
        #expect(finding.slope == 0)
    }

    /// Sixty readings, of which the last forty have these floors, four readings a window.
    private func readings(floors: [Double]) -> [Double] {
        [Double](repeating: 0, count: 20) + floors.flatMap { [$0, $0 + 5, $0 + 3, $0 + 9] }
    }

    @Test(
        "a climb that has slowed below four fifths is no leak",
        arguments: [
            // From 800 a window to 600, and to 680: 0.75 and 0.85 of it.
            (600, .undecided(nextOperations: 1200)), (680, .leak),
        ] as [(Double, LeakFinding.Verdict)])
    func slowing(second: Double, verdict: LeakFinding.Verdict) throws {
        let floors =
            [0, 800, 1600, 2400, 3200]
            + (1...5).map { (place: Int) -> Double in 3200 + second * Double(place) }
        #expect(try LeakTest(limit: 1).judge(readings(floors: floors)).verdict == verdict)
    }

    @Test("the second half alone must show the leak")
    func secondHalfOfLeak() throws {
        // Both lower bounds are above 40 a window, but the second half's slope is 40 exactly.
        let floors: [Double] = [0, 46, 94, 148, 196, 250, 291, 327, 366, 416]
        let finding = try LeakTest(limit: 1).judge(readings(floors: floors))
        #expect(finding.lower > 1)
        #expect(finding.verdict == .undecided(nextOperations: 1200))
    }

    @Test("the second half alone must be clean")
    func secondHalfOfClean() throws {
        // Sen's upper bound is 37.5 a window, but the second half climbs by 41.6.
        let floors: [Double] = [1000, 952, 932, 892, 900, 912, 953, 1003, 1039, 1078]
        let finding = try LeakTest(limit: 1).judge(readings(floors: floors))
        #expect(finding.upper == 37.5 / 40)
        #expect(finding.verdict == .undecided(nextOperations: 1200))
    }

    @Test("the cap ends the doubling")
    func cap() throws {
        #expect(try LeakTest(limit: 1).stages == [600, 1200, 2400, 4800])
        #expect(try LeakTest(limit: 1, maximumOperations: 2000).stages == [600, 1200, 2000])
        #expect(try LeakTest(limit: 1, maximumOperations: 600).stages == [600])
        #expect(try LeakTest(limit: 1, maximumOperations: 300).stages == [300])
        #expect(try LeakTest(limit: 1, maximumOperations: 9600).stages == [600, 1200, 2400, 4800])

        let atTheLimit = (0..<200).map { 10 * Double($0) }
        let finding = try LeakTest(limit: 1, maximumOperations: 2000).decide(atTheLimit)
        #expect(finding.verdict == .inconclusive)
        #expect(finding.operations == 2000)
    }

    @Test("growth at the limit to the last digit is neither shown", arguments: [0.1, 0.7, 1.1, 3])
    func atTheLimit(limit: Double) throws {
        // Windows of 40 operations: floors of whole numbers 40 · limit apart.
        let readings = (0..<60).map { 81_344 + (40 * limit).rounded() * Double($0 / 4) }
        let finding = try LeakTest(limit: limit, maximumOperations: 600).judge(readings)
        #expect(finding.verdict == .inconclusive)
    }

    @Test("readings that do not divide the stages still end")
    func uneven() throws {
        // 600 / 7 = 85 readings, 595 operations.
        let finding = try LeakTest(limit: 1, operationsPerReading: 7, maximumOperations: 600)
            .decide((0..<85).map { 7 * Double($0) })
        #expect(finding.verdict == .inconclusive)
        #expect(finding.operations == 595)
    }

    @Test("readings beyond full windows count as warm-up, so that the last ones are judged")
    func remainder() throws {
        // 34 readings less 11 leave 23: ten windows of two, from reading 14 on.
        let finding = try LeakTest(limit: 1).judge((0..<34).map(Double.init))
        #expect(finding.floors == [14, 16, 18, 20, 22, 24, 26, 28, 30, 32])
    }

    @Test("too few readings, and readings that are no numbers, are refused")
    func refused() throws {
        let test = try LeakTest(limit: 1)
        #expect(throws: StatisticsError.tooFew(needed: 14, found: 13)) {
            try test.judge([Double](repeating: 1, count: 13))
        }
        #expect(throws: StatisticsError.notFinite(index: 0)) {
            try test.judge([.nan] + [Double](repeating: 1, count: 59))
        }
        #expect(throws: StatisticsError.tooFew(needed: 60, found: 20)) {
            try test.decide([Double](repeating: 1, count: 20))
        }
        #expect(throws: StatisticsError.outOfRange(.limit, value: .infinity)) {
            try LeakTest(limit: .infinity)
        }
        #expect(throws: StatisticsError.outOfRange(.operations, value: 0)) {
            try LeakTest(limit: 1, operationsPerReading: 0)
        }
        #expect(throws: StatisticsError.outOfRange(.operations, value: 5)) {
            try LeakTest(limit: 1, maximumOperations: 5)
        }
    }

    /// By ranks of 45 slopes from above, per window of 40 operations; at .0125 / 2^7 there is no such rank, and
    /// Student's bound is left: 101.1 + 6.46 · 45.4 / 3.
    @Test(
        "each further attempt has a wider bound above, and the same below",
        arguments: [(1, 110), (2, 113.333), (4, 120), (8, 198.938)])
    func attempts(attempt: Int, upper: Double) throws {
        let floors: [Double] = [0, 130, 190, 340, 390, 520, 570, 730, 790, 910]
        let found = try LeakTest(limit: 1, attempt: attempt).judge(readings(floors: floors))
        #expect(abs(found.upper - upper / 40) < 1e-4)
        #expect(try found.lower == LeakTest(limit: 1).judge(readings(floors: floors)).lower)
    }
}
