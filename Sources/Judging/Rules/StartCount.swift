package import GateModel
import Glibc

/// How many starts a pass of the typical start waits for, so that a few slow ones among them are seen.
///
/// Of n starts none is slow with probability (1 − s)^n where a share s of all starts is: .43 of 8, .01 of 44 for one in ten. So
/// many starts take five times as long as the fewest blocks that decide, so they are made where they are cheap; elsewhere a
/// pass says what they can show.
package enum StartCount {
    /// Without more slow ones on the candidate's side than on the baseline's. Where processes differ by 3 % and blocks have 25
    /// pairs, one in seventeen that are 30 % slower is not told from the others, and one in five such comparisons has a
    /// baseline's start that seems slow: .013 + .012 for one in ten.
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
    package static func affordable(_ run: StageRun) -> Int? {
        guard let costs = run.blockCosts, let pairs = run.samples.map(\.pairsOfBlocks).max(),
            run.plannedMaximum >= many
        else { return nil }
        let more = Double(many - RuleJudging.leastBlocks) * (costs.fixed + Double(pairs) * costs.pair)
        return more <= affordable ? many : nil
    }

    /// - Parameters:
    ///   - count: At least one, on either side.
    ///   - ratio: As a logarithm, what is nearly always told from the others.
    static func shown(_ count: Int, ratio: Double) -> ShownStarts {
        let share = 1 - pow(1 - confidence, 1 / Double(count))
        return ShownStarts(count: count, oneIn: max(1, Int(1 / share)), change: expm1(ratio))
    }
}
