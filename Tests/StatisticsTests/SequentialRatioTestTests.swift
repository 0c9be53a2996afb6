import Testing

@testable import Statistics

/// The reference tables say `block` for a violation.
func verdict(_ text: String) -> SequentialOutcome.Verdict? {
    text == "block" ? .violation : SequentialOutcome.Verdict(rawValue: text)
}

@Suite("SequentialRatioTest")
struct SequentialRatioTestTests {
    @Test("decided cases come out with the same verdict, stop, sums and interval")
    func decisionCases() throws {
        let rows = try DataFile.rows("decision_cases.csv")
        try #require(rows.count == 56)
        let tests = [
            20: try SequentialRatioTest(maximumBlocks: 20, alpha: 0.05),
            40: try SequentialRatioTest(maximumBlocks: 40, alpha: 0.05),
        ]
        for row in rows {
            let tolerated = try BlockRatios.toleratedLogRatio(tolerance: DataFile.number(row[3]))
            let margins = try DataFile.numbers(row[24]).map { $0 - tolerated }
            let test = try #require(Int(row[4]).flatMap { tests[$0] })
            let outcome = try test.decide(margins)
            #expect(outcome.verdict == verdict(row[6]), "case \(row[0])")
            #expect(String(outcome.stoppedAt) == row[7], "case \(row[0])")

            let sums = try WilcoxonStatistic(Array(margins.prefix(outcome.stoppedAt)))
            #expect(sums.positive == (try DataFile.number(row[8])), "case \(row[0])")
            #expect(sums.negative == (try DataFile.number(row[9])), "case \(row[0])")

            #expect(isClose(outcome.estimate + tolerated, try DataFile.number(row[10]), within: 1e-9))
            #expect(isClose(outcome.lower.map { $0 + tolerated }, try DataFile.number(row[11]), within: 1e-9))
            #expect(isClose(outcome.upper.map { $0 + tolerated }, try DataFile.number(row[12]), within: 1e-9))
        }
    }

    @Test("edge cases come out with the same verdict, stop and estimate")
    func edgeCases() throws {
        let rows = try DataFile.rows("decision_edge.csv")
        try #require(rows.count == 5)
        let tolerated = try BlockRatios.toleratedLogRatio(tolerance: 0.05)
        let test = try SequentialRatioTest(maximumBlocks: 40, alpha: 0.05)
        for row in rows {
            let outcome = try test.decide(DataFile.numbers(row[4]).map { $0 - tolerated })
            #expect(outcome.verdict == verdict(row[1]), "\(row[0])")
            #expect(String(outcome.stoppedAt) == row[2], "\(row[0])")
            #expect(isClose(outcome.estimate + tolerated, try DataFile.number(row[3]), within: 1e-9))
        }
    }

    @Test("look by look gives what the whole series gives, and the first verdict stays")
    func incremental() throws {
        // All 8 better: W+ = 0 ≤ 2.
        let better = (1...8).map { -Double($0) }
        var test = try SequentialRatioTest(maximumBlocks: 20, alpha: 0.05)
        #expect(test.looks == [8, 12, 16, 20])
        #expect(test.nextLook == 8)
        let outcome = try test.look(at: better)
        // The third smallest of the Walsh averages −8, −7.5, −7, −7, … and the third largest of −1, −1.5, −2,
        // −2, ….
        let expected = SequentialOutcome(verdict: .pass, stoppedAt: 8, estimate: -4.5, lower: -7, upper: -2)
        #expect(outcome == expected)
        #expect(test.nextLook == nil)
        #expect(try test.look(at: better + [100, 100, 100, 100]) == expected)
        #expect(test.outcome == expected)
    }

    @Test("an undecided look says when the next is due")
    func undecided() throws {
        let balanced = (0..<20).map { Double($0 + 1) * ($0.isMultiple(of: 2) ? 1 : -1) }
        var test = try SequentialRatioTest(maximumBlocks: 20, alpha: 0.05)
        for due in [8, 12, 16] {
            #expect(test.nextLook == due)
            #expect(try test.look(at: Array(balanced.prefix(due))) == nil)
        }
        #expect(try test.look(at: balanced)?.verdict == .inconclusive)
        #expect(test.outcome?.stoppedAt == 20)
    }

    @Test("between looks nothing is decided")
    func betweenLooks() throws {
        var test = try SequentialRatioTest(maximumBlocks: 20, alpha: 0.05)
        #expect(throws: StatisticsError.notALook(blocks: 9, expected: 8)) {
            try test.look(at: [1, 2, 3, 4, 5, 6, 7, 8, 9])
        }
        #expect(test.nextLook == 8)
        #expect(test.outcome == nil)
    }

    @Test("a margin that is no number leaves the test where it stood")
    func notFinite() throws {
        var test = try SequentialRatioTest(maximumBlocks: 20, alpha: 0.05)
        #expect(throws: StatisticsError.notFinite(index: 7)) {
            try test.look(at: [1, 2, 3, 4, 5, 6, 7, .nan])
        }
        #expect(test.nextLook == 8)
    }

    @Test("a series that ends undecided is too short")
    func tooShort() throws {
        let test = try SequentialRatioTest(maximumBlocks: 20, alpha: 0.05)
        #expect(throws: StatisticsError.tooFew(needed: 12, found: 11)) {
            try test.decide([1, -2, 3, -4, 5, -6, 7, -8, 9, -10, 11])
        }
    }

    @Test("with many judgements a violation needs more, a pass does not")
    func judgements() throws {
        // At 20 blocks: c = 2, 11, 29, 54 at 0.05, and −1, 1, 11, 27 at 0.05 / 20.
        let test = try SequentialRatioTest(maximumBlocks: 20, alpha: 0.05, judgements: 20)
        let worse = (1...20).map(Double.init)
        let violation = try test.decide(worse)
        #expect(violation.verdict == .violation)
        #expect(violation.stoppedAt == 12)
        // The second smallest of 1, 1.5, 2, 2, …; the twelfth largest of 12, 11.5, 11, 11, 10.5, 10.5, 10,
        // 10, 10, 9.5, 9.5, 9.5.
        #expect(violation.lower == 1.5)
        #expect(violation.upper == 9.5)

        let pass = try test.decide(worse.map { -$0 })
        #expect(pass.verdict == .pass)
        #expect(pass.stoppedAt == 8)
        #expect(pass.lower == nil)
        #expect(pass.upper == -2)
    }

    @Test("no judgement at all is refused")
    func noJudgement() {
        #expect(throws: StatisticsError.outOfRange(.judgements, value: 0)) {
            try SequentialRatioTest(maximumBlocks: 20, alpha: 0.05, judgements: 0)
        }
    }

    @Test("exactly at the limit, about one series in twenty is called a violation")
    func coverage() throws {
        var generator = SeededGenerator(seed: 7)
        let test = try SequentialRatioTest(maximumBlocks: 20, alpha: 0.05)
        var violations = 0
        var passes = 0
        for _ in 0..<1000 {
            switch try test.decide(generator.symmetricValues(count: 20)).verdict {
            case .violation: violations += 1
            case .pass: passes += 1
            case .inconclusive: break
            }
        }
        // At most 5 %: four standard errors are 2.8 %.
        #expect((25...78).contains(violations))
        #expect((25...78).contains(passes))
    }
}

extension SeededGenerator {
    /// Sums of two uniform values from −1 to 1.
    mutating func symmetricValues(count: Int) -> [Double] {
        (0..<count).map { _ in uniform() + uniform() }
    }

    private mutating func uniform() -> Double {
        Double(next() >> 11) / Double(1 << 52) - 1
    }
}
