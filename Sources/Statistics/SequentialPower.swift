import Glibc

/// How often a sequential test of normal block margins passes, is violated, and stays undecided: a seeded simulation.
///
/// Only the blocks' mean margin in their own deviations matters. The signed-rank sums are kept up block by block as counts of
/// pairs whose sum is above 0 (Tukey), so that ten thousand series take some hundredths of a second.
package struct SequentialPower: Sendable {
    private let passSide: [GroupSequentialDesign.Look]
    private let violationSide: [GroupSequentialDesign.Look]
    private let most: Int

    /// Shares of the simulated series; they add up to 1.
    package struct Shares: Equatable, Sendable {
        package let pass: Double
        package let violation: Double
        package var inconclusive: Double { max(0, 1 - pass - violation) }
        /// Until it was decided, on average.
        package let blocks: Double
    }

    /// - Parameter blocks: After so many it ends undecided, if the test itself does not before.
    package init(_ test: SequentialRatioTest, atMost blocks: Int? = nil) {
        let most = min(blocks ?? Int.max, test.looks.last ?? 0)
        self.most = most
        passSide = test.passSide.filter { $0.blocks <= most }
        violationSide = Array(test.violationSide.prefix(passSide.count))
    }

    /// Series are drawn by the thousand, until a hundred of them were no pass, or all of them are drawn.
    ///
    /// An unchanged revision of which 5 % are tolerated has the mean −ln 1.05 / .085 = −0.57 at a deviation of .085.
    ///
    /// - Parameter mean: Of the margins, in deviations; below 0 is within the limit.
    package func shares(mean: Double, draws: Int = 2000, seed: UInt64 = 1) -> Shares {
        var generator = SeededGenerator(seed: seed, stream: "sequential power")
        var (passes, violations, blocks, drawn) = (0, 0, 0, 0)
        var margins = [Double](repeating: 0, count: max(1, most))
        while drawn < draws {
            drawn += 1
            let end = decide(mean, &margins, &generator)
            blocks += end.blocks
            switch end.verdict {
            case .pass: passes += 1
            case .violation: violations += 1
            case .inconclusive: break
            }
            if drawn.isMultiple(of: 1000), drawn - passes >= 100 { break }
        }
        let count = Double(max(1, drawn))
        return Shares(
            pass: Double(passes) / count, violation: Double(violations) / count,
            blocks: Double(blocks) / count)
    }

    private func decide(
        _ mean: Double, _ margins: inout [Double], _ generator: inout SeededGenerator
    ) -> (verdict: SequentialOutcome.Verdict, blocks: Int) {
        var positive = 0
        var measured = 0
        for look in passSide.indices {
            let due = passSide[look].blocks
            while measured < due {
                let margin = mean + generator.standardNormal()
                margins[measured] = margin
                measured += 1
                for index in 0..<measured where margins[index] + margin > 0 { positive += 1 }
            }
            let negative = due * (due + 1) / 2 - positive
            if negative <= violationSide[look].criticalValue { return (.violation, due) }
            if positive <= passSide[look].criticalValue { return (.pass, due) }
        }
        return (.inconclusive, measured)
    }
}

extension SeededGenerator {
    /// Of mean 0 and deviation 1 (Box and Muller).
    fileprivate mutating func standardNormal() -> Double {
        let radius = (Double(next() >> 11) + 0.5) * 0x1p-53
        let angle = (Double(next() >> 11) + 0.5) * 0x1p-53
        return (-2 * log(radius)).squareRoot() * cos(2 * Double.pi * angle)
    }
}
