import Testing

@testable import Statistics

struct OneSidedEvidenceTests {
    @Test("without late starts it is the anytime evidence of one side")
    func same() throws {
        let margins = [0.3, -0.1, 0.5, 0.2, 0, 0.9]
        var both = AnytimeEvidence()
        var one = OneSidedEvidence()
        for margin in margins {
            try both.add(margin)
            try one.add(margin)
        }
        #expect(abs(one.logEvidence - both.logViolation) < 1e-12)
    }

    @Test("so many margins that are all alike are evidence", arguments: [(0.05, 7), (0.025, 8)])
    func least(alpha: Double, count: Int) throws {
        #expect(try OneSidedEvidence.leastMargins(alpha: alpha) == count)
    }

    @Test("at the start the evidence is 1, also with stakes that wait")
    func start() {
        #expect(abs(OneSidedEvidence().logEvidence) < 1e-12)
        #expect(abs(OneSidedEvidence(lateStarts: 39).logEvidence) < 1e-12)
    }

    @Test("with late starts a change is found that the whole series does not show")
    func late() throws {
        var whole = OneSidedEvidence()
        var late = OneSidedEvidence(lateStarts: 39)
        for margin in Array(repeating: -1.0, count: 25) + Array(repeating: 1.0, count: 15) {
            try whole.add(margin)
            try late.add(margin)
        }
        #expect(whole.logEvidence < 0)
        #expect(late.logEvidence > 3)
    }

    @Test("what is unknown counts against")
    func unknown() throws {
        var evidence = OneSidedEvidence()
        for _ in 0..<8 { try evidence.add(1) }
        let before = evidence.logEvidence
        evidence.addUnknown()
        #expect(evidence.logEvidence < before)
        #expect(throws: StatisticsError.notFinite(index: 8)) { try evidence.add(.nan) }
    }

    /// Ville: at most 5 % of series whose margins are symmetric around 0 ever reach 20, with late starts too.
    @Test("the level holds whenever one looks")
    func level() throws {
        var generator = SeededGenerator(seed: 1, stream: "one-sided evidence")
        var wrong = 0
        for _ in 0..<1000 {
            var evidence = OneSidedEvidence(lateStarts: 39)
            var reached = false
            for _ in 0..<40 {
                try evidence.add(Double.random(in: -1...1, using: &generator))
                reached = reached || evidence.logEvidence >= 2.9957
            }
            if reached { wrong += 1 }
        }
        #expect(wrong <= 50)
    }
}
