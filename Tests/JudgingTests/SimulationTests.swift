import GateModel
import SimulatedGates
import Testing

/// What `regress` promises of one rule, over the noise models of machines that build and test: the numbers of issue 3 as
/// bounds, each with two standard errors of so many gates on top. `make bench` has the same with more gates.
@Suite(.serialized)
struct SimulationTests {
    /// 20 gates of each of the ten noise models.
    private func tally(_ how: Rule.OnInconclusive = .block, ratio: Double, gates: Int = 20) -> Tally {
        let gate = SimulatedGate(how)
        return NoiseModel.allCases.reduce(into: Tally()) { sum, noise in
            sum.add(gate.tally(noise, ratio: ratio, gates: gates, seed: 1))
        }
    }

    /// At most 0.5 % of 400 are 2; with 10,000 gates a model it is 0.04 %. By chance, at 0.5 %, there would be more than 5 in
    /// one of fifty such runs.
    @Test("an unchanged revision is not blocked, and a clear answer takes about half of the budget")
    func unchanged() {
        let found = tally(ratio: 1, gates: 40)
        #expect(found.gates == 400)
        #expect(found.violations <= 2)
        // 87.5 % of all; CV 50 % is too noisy for 40 blocks and passes every third time.
        #expect(found.passes >= 320)
        // 22.4 of 40 with many gates; ± 0.6 is one standard error.
        #expect((20.0...24.5).contains(found.meanBlocks))
    }

    /// 6 % of 200 are 12, and two standard errors √(200 · .06 · .94) · 2 = 6.7.
    @Test("a revision that is slower by exactly the tolerance is blocked about one time in twenty")
    func atTheLimit() {
        let found = tally(ratio: 1.05)
        #expect(found.gates == 200)
        // Never at all would be a test that cannot tell.
        #expect((1...18).contains(found.violations))
    }

    /// 85 % of 200 are 170, less two standard errors √(200 · .85 · .15) · 2 = 10.1; what +10 % must never do is pass.
    @Test("+10 % is shown")
    func slower() {
        let found = tally(ratio: 1.10)
        #expect(found.violations >= 160)
        // At .05 / M a side, a pass of what is one whole tolerance beyond is as rare as a false block: 1 in 200.
        #expect(found.passes <= 1)
    }

    /// 98 % of 200 are 196, less two standard errors √(200 · .98 · .02) · 2 = 4.
    @Test("+10 % is shown almost always where the estimate may decide in doubt")
    func slowerLeaning() {
        #expect(tally(.lean, ratio: 1.10).violations >= 192)
    }

    /// Ten operations whose processes differ by σ_d .085: with a stage `baseline` that had to pass against itself an unchanged
    /// revision passed in 48 %.
    @Test(
        "an unchanged revision passes the whole gate, and one operation that is slower does not",
        arguments: 1...4)
    func wholeGate(seed: UInt64) {
        let gate = SimulatedWholeGate(.lognormal10, operations: 10, blockDeviation: 0.085)
        #expect(gate.run(ratio: 1, seed: seed).verdict == .pass)
        #expect(gate.run(ratio: 1.20, seed: seed).verdict == .violation)
    }

    /// The same where three gates recorded the noise before: four blocks against itself instead of ten, but where these differ by
    /// more than chance lets one gate in twenty, or leave doubt whether so much noise can be coped with.
    @Test(
        "with recorded noise four blocks are enough, an unchanged revision passes, and one operation that is slower does not"
    )
    func recordedNoise() {
        let gate = SimulatedWholeGate(.lognormal10, operations: 10, blockDeviation: 0.085)
        let unchanged = (1...6).map { gate.run(ratio: 1, seed: $0, after: 3) }
        #expect(unchanged.allSatisfy { $0.verdict == .pass })
        #expect(unchanged.count { $0.baselineBlocks == 4 } >= 4)
        #expect((1...3).allSatisfy { gate.run(ratio: 1.20, seed: $0, after: 3).verdict == .violation })
    }

    /// The processes of a host that became restless differ by ten times as much: F(4, 14 and more) is about a hundred.
    @Test("noise that has grown since is measured anew", arguments: 1...4)
    func grownNoise(seed: UInt64) {
        let gate = SimulatedWholeGate(.lognormal10, operations: 2, blockDeviation: 0.2)
        let found = gate.run(ratio: 1, seed: seed, after: 2, earlierDeviation: 0.02)
        #expect(found.baselineBlocks >= 10)
    }
}
