import Statistics
import Testing

@Suite("SignEvidence")
struct SignEvidenceTests {
    @Test(
        "the probability is that of a fair coin",
        arguments: [
            (0, 0, 1), (0, 3, 1), (1, 0, 0.5), (2, 0, 0.25), (5, 0, 1.0 / 32), (7, 1, 9.0 / 256),
            (4, 1, 6.0 / 32),
        ] as [(Int, Int, Double)])
    func coin(more: Int, fewer: Int, chance: Double) {
        #expect(abs(SignEvidence(more: more, fewer: fewer).pValue - chance) < 1e-12)
    }

    /// With s for and none against: 2^(s+1) · ∫ θ^s from ½ to 1 = (2^(s+1) − 1) / (s + 1).
    @Test(
        "the evidence is the mean likelihood over all larger shares",
        arguments: [
            (0, 0, 1), (1, 0, 1.5), (2, 0, 7.0 / 3), (10, 0, 2047.0 / 11),
            // 2³ · ∫ θ(1 − θ) from ½ to 1 = 8 · (1/6 − 1/12)
            (1, 1, 2.0 / 3),
        ] as [(Int, Int, Double)])
    func mixture(more: Int, fewer: Int, evidence: Double) {
        #expect(abs(SignEvidence(more: more, fewer: fewer).evidence - evidence) < 1e-9 * evidence)
    }

    @Test("of a fair coin it is above 20 in at most one of twenty series, whenever one looks")
    func anytime() {
        var generator = SeededGenerator(seed: 3, stream: "signs")
        let found = (0..<2000).count { _ in
            var (more, fewer) = (0, 0)
            for _ in 0..<100 {
                if Bool.random(using: &generator) { more += 1 } else { fewer += 1 }
                if SignEvidence(more: more, fewer: fewer).evidence >= 20 { return true }
            }
            return false
        }
        // 5 % of 2000 are 100.
        #expect((1...100).contains(found))
    }
}
