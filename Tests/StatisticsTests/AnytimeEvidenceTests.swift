import Statistics
import Testing

@Suite("AnytimeEvidence")
struct AnytimeEvidenceTests {
    @Test("evidence on the decided cases agrees with the reference, at the end and at its height")
    func decisionCases() throws {
        for row in try DataFile.rows("decision_cases.csv") {
            let tolerated = try BlockRatios.toleratedLogRatio(tolerance: DataFile.number(row[3]))
            var evidence = AnytimeEvidence()
            var highest = (violation: -Double.infinity, pass: -Double.infinity)
            for ratio in try DataFile.numbers(row[24]) {
                try evidence.add(ratio - tolerated)
                highest.violation = max(highest.violation, evidence.logViolation)
                highest.pass = max(highest.pass, evidence.logPass)
            }
            #expect(isClose(evidence.logViolation, try DataFile.number(row[18]), within: 1e-8))
            #expect(isClose(evidence.logPass, try DataFile.number(row[19]), within: 1e-8))
            #expect(isClose(highest.violation, try DataFile.number(row[20]), within: 1e-8))
            #expect(isClose(highest.pass, try DataFile.number(row[21]), within: 1e-8))
        }
    }

    @Test("nothing seen, and margins of exactly zero, are no evidence")
    func none() throws {
        var evidence = AnytimeEvidence()
        #expect(evidence.logViolation == 0)
        try evidence.add(0)
        try evidence.add(0)
        #expect(evidence.logViolation == 0)
        #expect(evidence.logPass == 0)
    }

    @Test("a margin far beyond the others leaves both sides finite")
    func outlier() throws {
        var evidence = AnytimeEvidence()
        for margin in [1e-9, 1e-9, 1e9] { try evidence.add(margin) }
        #expect(evidence.logViolation.isFinite)
        #expect(evidence.logPass.isFinite)
    }

    @Test("a margin that is no number is refused and changes nothing")
    func notFinite() throws {
        var evidence = AnytimeEvidence()
        try evidence.add(1)
        let before = evidence.logViolation
        #expect(throws: StatisticsError.notFinite(index: 1)) { try evidence.add(.infinity) }
        #expect(evidence.logViolation == before)
    }

    @Test("at the limit, evidence above 20 is rarer than one series in twenty at any time")
    func coverage() throws {
        var generator = SeededGenerator(seed: 11)
        var alarms = 0
        for _ in 0..<400 {
            var evidence = AnytimeEvidence()
            var alarmed = false
            for margin in generator.symmetricValues(count: 40) {
                try evidence.add(margin)
                // ln 20
                if evidence.logViolation >= 2.9957322735539909 { alarmed = true }
            }
            if alarmed { alarms += 1 }
        }
        // At most 5 %: four standard errors are 4.4 %.
        #expect((1...37).contains(alarms))
    }
}
