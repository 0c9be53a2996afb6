import Glibc
import Statistics
import Testing

@Suite("DriftDetector")
struct DriftDetectorTests {
    @Test("the reference series come out with the same levels and alarm")
    func referenceCases() throws {
        let rows = try DataFile.rows("edetector_cases.csv")
        try #require(rows.count == 3)
        for row in rows {
            var detector = DriftDetector()
            let series = try DataFile.numbers(row[6])
            try #require(series.count == 60)
            for z in series {
                try detector.add(standardised: z)
                let column = [10: 3, 30: 4, 60: 5][detector.releases]
                if let column {
                    // The table's z have nine decimals, and λ and sixty releases multiply what they lack.
                    let expected = try DataFile.number(row[column])
                    #expect(isClose(exp(detector.logLevel) / expected, 1, within: 1e-7), "\(row[0])")
                }
            }
            // The table counts from 0, the detector from 1.
            #expect(detector.alarm.map { String($0 - 1) } ?? "" == row[2])
        }
    }

    @Test("each e-value multiplies the level and one more")
    func evidence() throws {
        var detector = DriftDetector(bets: 1)
        #expect(detector.logLevel == -.infinity)
        for evidence in [2.0, 3, 0.5] { try detector.add(logEvidence: log(evidence)) }
        // ((0 + 1)·2 + 1)·3 = 9; (9 + 1)·0.5 = 5.
        #expect(isClose(exp(detector.logLevel), 5, within: 1e-12))
        #expect(detector.alarm == nil)
        try detector.add(logEvidence: log(166.7))
        // 6·166.7 = 1000.2
        #expect(detector.alarm == 4)
    }

    @Test("an e-value of nothing ends what was gathered, and the next begins anew")
    func nothing() throws {
        var detector = DriftDetector(bets: 1)
        try detector.add(logEvidence: log(900))
        try detector.add(logEvidence: -.infinity)
        try detector.add(logEvidence: log(7))
        #expect(isClose(exp(detector.logLevel), 7, within: 1e-12))
    }

    @Test("a level beyond every double stays a number")
    func noOverflow() throws {
        var detector = DriftDetector()
        for _ in 1...1000 { try detector.add(standardised: 100) }
        // λ = 2 leads: 1000·(200 − 2) in logarithms, less ln 4 for the mean.
        #expect(isClose(detector.logLevel, 198_000 - log(4), within: 1e-6))
        #expect(detector.alarm == 1)
    }

    @Test("the alarm stays where it was first raised")
    func alarmStays() throws {
        var detector = DriftDetector(bets: 1)
        try detector.add(logEvidence: log(2000))
        try detector.add(logEvidence: log(0.001))
        #expect(detector.alarm == 1)
    }

    @Test("a release that is no number is refused, and changes nothing", arguments: [Double.nan, .infinity])
    func refused(value: Double) throws {
        var detector = DriftDetector()
        let before = detector
        #expect(throws: StatisticsError.self) { try detector.add(standardised: value) }
        #expect(throws: StatisticsError.self) { try detector.add(symmetric: value) }
        #expect(throws: StatisticsError.self) { try detector.add(logEvidence: value) }
        #expect(detector == before)
    }

    @Test("one false alarm in a thousand releases at most, at the limit itself")
    func falseAlarms() throws {
        var generator = SeededGenerator(seed: 3)
        var releases = 0
        var alarms = 0
        while releases < 100_000 {
            var detector = DriftDetector()
            while detector.alarm == nil, releases < 100_000 {
                // Twelve uniform numbers, less 6: mean 0, variance 1, close enough to normal.
                let z = (0..<12).reduce(-6.0) { sum, _ in sum + Double(generator.next() >> 11) * 0x1p-53 }
                try detector.add(standardised: z)
                releases += 1
            }
            if detector.alarm != nil { alarms += 1 }
        }
        #expect(alarms <= 100)
    }
}
