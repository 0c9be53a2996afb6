import Glibc

/// The exact binomial test of "at most this share fails" over windows that come one after the other.
///
/// A violation may be found after any window, a pass only in the end. The windows are clusters: what fails in bursts counts
/// by its design effect. The violation side spends its level by the rule of Bonferroni, so the level holds whatever the
/// looks have in common: half of it on all windows so far, at looks that lie ever further apart, and half on the last 3,
/// 6, 12, … windows by themselves, so that a fault that begins late does not drown in what was good before it.
package struct WindowedShareTest: Sendable {
    /// The share that may fail.
    package let proportion: Double
    /// One-sided level of a pass.
    package let alpha: Double
    private let violationAlpha: Double
    let plannedWindows: Int
    /// Of the windows so far: at how many to look.
    private let looks: Set<Int>
    /// Of the last windows: how many.
    private let lengths: [Int]

    /// Fewer do not show how much windows differ.
    package static let leastWindows = 5

    /// - Parameters:
    ///   - proportion: At 0 any failure is a violation, from 1 on none is.
    ///   - judgements: Among how many the level of a violation is shared.
    ///   - attempt: Which one at the same pair of revisions, from 1 on: a pass has half the level with each.
    ///   - plannedWindows: All that are declared.
    package init(
        proportion: Double, alpha: Double, judgements: Int = 1, attempt: Int = 1, plannedWindows: Int
    ) throws(StatisticsError) {
        guard proportion.isFinite else { throw .outOfRange(.proportion, value: proportion) }
        guard alpha > 0, alpha < 0.5 else { throw .outOfRange(.alpha, value: alpha) }
        guard judgements >= 1 else { throw .outOfRange(.judgements, value: Double(judgements)) }
        guard plannedWindows >= 1 else { throw .outOfRange(.blocks, value: Double(plannedWindows)) }
        self.proportion = proportion
        guard attempt >= 1 else { throw .outOfRange(.judgements, value: Double(attempt)) }
        self.alpha = alpha / pow(2, Double(attempt - 1))
        self.plannedWindows = plannedWindows
        violationAlpha = alpha / Double(judgements)
        looks = Set(Self.looks(upTo: plannedWindows))
        lengths = Array(sequence(first: Self.firstLook) { $0 * 2 }.prefix { $0 < plannedWindows })
    }

    /// Two windows in a row may be one and the same mishap.
    private static let firstLook = 3

    /// `3 4 6 8 12 16 24 32 40` of 40
    static func looks(upTo planned: Int) -> [Int] {
        var looks = [firstLook, firstLook + 1]
        while let last = looks.last, last < planned { looks.append(looks[looks.count - 2] * 2) }
        return looks.filter { $0 < planned } + [max(firstLook, planned)]
    }

    /// Whether the windows so far, in their order, show that more fails.
    package func isViolated(by windows: [WindowCount]) -> Bool {
        guard proportion > 0 else { return windows.failures > 0 }
        guard proportion < 1 else { return false }
        return windows.indices.contains { isViolated(at: Array(windows[...$0])) }
    }

    private func isViolated(at windows: [WindowCount]) -> Bool {
        let share = violationAlpha / (lengths.isEmpty ? 1 : 2)
        if looks.contains(windows.count), exceeds(windows, from: 0, share / Double(looks.count)) {
            return true
        }
        for length in lengths where windows.count > length {
            let step = max(1, length / 2)
            guard windows.count.isMultiple(of: step) else { continue }
            let tests = max(1, (plannedWindows - length) / step)
            if exceeds(windows, from: windows.count - length, share / Double(lengths.count * tests)) {
                return true
            }
        }
        return false
    }

    /// Whether more fails from a window on. What was well before it shows how unevenly it does at any time; just before it the
    /// same fault may have begun.
    private func exceeds(_ all: [WindowCount], from start: Int, _ level: Double) -> Bool {
        let windows = Array(all[start...])
        let before = Array(all[..<max(0, start - windows.count)])
        let effect = max(windows.designEffect, before.designEffect)
        func isShown(_ allowance: Double) -> Bool {
            let trials = Int(Double(windows.requests) / effect / allowance)
            let failures = min(trials, Int(Double(windows.failures) / effect / allowance))
            // Below the limit nothing is shown, and its tail is long to add up.
            guard Double(failures) > Double(trials) * proportion else { return false }
            let failing = BinomialDistribution(trials: trials, probability: proportion)
            return failing.logAtLeast(failures) <= log(level)
        }
        return isShown(1) && isShown(Self.allowance(windows: all.count, level))
    }

    /// By what a design effect that was estimated from so many windows has to be multiplied, so that a test of this level
    /// keeps it: the square of Student's quantile over the normal one (Korn and Graubard, Survey Methodology 24, 1998).
    ///
    ///     40 windows, .05 → 1.05; 5 windows, .05 → 1.68
    static func allowance(windows: Int, _ level: Double) -> Double {
        let student = StudentDistribution.upperQuantile(level, degreesOfFreedom: max(1, windows - 1))
        let normal = NormalDistribution.upperQuantile(level)
        return student * student / (normal * normal)
    }

    /// Whether all windows, in their order, show that no more fails; and the last third of them, by itself, does not look as
    /// if more did.
    package func isPassed(by windows: [WindowCount]) -> Bool {
        let windows = windows.map(\.atWorst)
        let last = Array(windows.suffix(Swift.max(1, windows.count / 3)))
        // A window that asked nothing shows nothing.
        guard windows.allSatisfy({ $0.requests > 0 }), last.requests > 0 else { return false }
        guard proportion > 0 else { return windows.failures == 0 }
        guard proportion < 1 else { return true }
        guard windows.count >= Self.leastWindows else { return false }
        guard Double(last.failures) <= proportion * Double(last.requests) else { return false }
        let effect = windows.designEffect(at: proportion) * Self.allowance(windows: windows.count, alpha)
        return isPassed(failures: windows.failures, of: windows.requests, effect)
    }

    /// P(at most as many) ≤ alpha, of numbers that need not be whole where they are worth less than they are.
    func isPassed(failures: Int, of requests: Int, _ effect: Double) -> Bool {
        let (trials, failing) = (Double(requests) / effect, Double(failures) / effect)
        guard failing < trials * proportion else { return false }
        return BetaFunction.regularized(
            1 - proportion, complement: proportion, trials - failing, failing + 1) <= alpha
    }
}
