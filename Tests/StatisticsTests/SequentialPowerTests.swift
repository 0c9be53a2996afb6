import Testing

@testable import Statistics

@Suite struct SequentialPowerTests {
    private func power(
        _ mean: Double, blocks: Int = 40, judgements: Int = 1, atMost: Int? = nil
    ) throws -> SequentialPower.Shares {
        let test = try SequentialRatioTest(maximumBlocks: blocks, alpha: 0.05, judgements: judgements)
        return SequentialPower(test, atMost: atMost).shares(mean: mean, draws: 4000)
    }

    /// The table of statistics.md for normal margins and at most forty blocks; of 4000 series a share is known to .016.
    @Test(
        "agrees with the exact table of the design",
        arguments: [
            (0.25, 0.39, 34.9), (0.4, 0.74, 29.2), (0.6, 0.96, 21.5), (1, 1, 13.3), (2, 1, 8.7),
        ])
    func table(ratio: Double, share: Double, blocks: Double) throws {
        let slower = try power(ratio)
        #expect(abs(slower.violation - share) <= 0.03)
        #expect(abs(slower.blocks - blocks) <= 0.7)
        let within = try power(-ratio)
        #expect(abs(within.pass - share) <= 0.03)
        #expect(within.violation <= 0.005)
    }

    @Test("at the limit each side errs about once in twenty, and shares add up to one")
    func atTheLimit() throws {
        let shares = try power(0)
        #expect((0.035...0.062).contains(shares.pass))
        #expect((0.035...0.062).contains(shares.violation))
        #expect(abs(shares.pass + shares.violation + shares.inconclusive - 1) < 1e-12)
    }

    @Test("the more are judged together, the rarer is a violation, and no pass")
    func judgements() throws {
        let (alone, among) = (try power(0), try power(0, judgements: 10))
        #expect(among.violation < alone.violation / 4)
        #expect(abs(among.pass - alone.pass) <= 0.01)
    }

    @Test("what time ends is undecided")
    func ended() throws {
        let shares = try power(-0.4, blocks: 128, atMost: 20)
        #expect(shares.blocks <= 20)
        #expect(shares.inconclusive > 0.5)
        #expect(try power(-5, blocks: 40, atMost: 4) == .init(pass: 0, violation: 0, blocks: 0))
    }
}
