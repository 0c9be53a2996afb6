package import GateModel
import Glibc

/// How many starts a pass of the typical start waits for, so that a few slow ones among them are seen.
///
/// Of n starts none is slow with probability (1 − s)^n where a share s of all starts is: .43 of 8, .01 of 44 for one in ten. So
/// many starts take five times as long as the fewest blocks that decide, so they are made where they are cheap; elsewhere a
/// pass says what they can show.
package enum StartCount {
    /// Without more slow ones on the candidate's side than on the baseline's. With blocks of 25 pairs one start in ten that is 30 %
    /// slower passed in 1 % of 400 simulated gates where processes are alike, and in 6.5 % where they differ by 3 %: half of
    /// these at 44 starts, the rest mostly at the last look, which asks for more since (``StartSpread``).
    package static let many = 44

    /// With more of them, however few. Afterwards they have to be too many for chance.
    static let manyOfDoubt = 72

    /// Seconds; what is found by them is rare, so a gate does not get noticeably longer for it.
    static let affordable = 3.0

    /// In so many of all cases at least one start of the share that is told was among those that were measured.
    private static let confidence = 0.95

    /// What a comparison waits for, by what its own first blocks took; nil where the fewest that decide have to do.
    ///
    /// Nothing is judged yet when it is chosen, and it is recorded, so that the decision can be judged again.
    package static func affordable(_ run: SampledRun) -> Int? {
        guard let costs = run.blockCosts, let pairs = run.samples.map(\.pairsOfBlocks).max(),
            run.maximumBlocks >= many
        else { return nil }
        let more = Double(many - RuleJudging.leastBlocks) * (costs.fixed + Double(pairs) * costs.pair)
        return more <= affordable ? many : nil
    }

    /// - Parameters:
    ///   - count: At least one, on either side.
    ///   - ratio: As a logarithm, what is nearly always told from the others.
    static func shown(_ count: Int, ratio: Double) -> ShownStarts {
        ShownStarts(count: count, oneIn: rarestSeen(in: count), change: expm1(ratio))
    }

    /// What comes at least once in so many, 13 of 40, is nearly always among them; what is rarer may be missed.
    static func rarestSeen(in count: Int) -> Int {
        max(1, Int(1 / (1 - pow(1 - confidence, 1 / Double(count)))))
    }

    /// What so many samples may have missed.
    static func unseen(_ samples: Note.Unseen, in count: Int) -> Note {
        .unseen(by: samples, oneIn: rarestSeen(in: count), count: count)
    }
}
