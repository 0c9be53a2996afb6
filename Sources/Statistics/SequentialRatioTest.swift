import Glibc

/// The group-sequential signed-rank test of block margins: shown worse than the limit, shown within it, or
/// neither.
///
/// A margin is a block's log ratio minus the tolerated one, so that 0 is the limit and above it is worse.
/// Feed all margins so far at each look, or give a whole series to ``decide(_:)``. The first verdict
/// is final.
package struct SequentialRatioTest: Sendable {
    private enum State {
        /// The index among the looks of the one that is due.
        case waiting(look: Int)
        case decided(SequentialOutcome)
    }

    let violationSide: [GroupSequentialDesign.Look]
    let passSide: [GroupSequentialDesign.Look]
    private var state = State.waiting(look: 0)

    /// `judgements` is how many rules and operations the stage judges: the violation side tests at
    /// alpha / judgements, the pass side at alpha, because a stage passes only where every rule does.
    ///
    /// - Parameters:
    ///   - plannedBlocks: See ``GroupSequentialDesign``.
    ///   - firstLook: Before that many blocks nothing is decided.
    ///   - attempt: Which attempt at the same pair of revisions this is, from 1 on: the pass side of attempt k tests at
    ///     alpha / 2^(k − 1), so that trying again and again does not make a pass more likely than 2·alpha.
    package init(
        maximumBlocks: Int, plannedBlocks: Int? = nil, alpha: Double, judgements: Int = 1, attempt: Int = 1,
        firstLook: Int = 8
    ) throws(StatisticsError) {
        guard judgements >= 1 else { throw .outOfRange(.judgements, value: Double(judgements)) }
        guard attempt >= 1 else { throw .outOfRange(.judgements, value: Double(attempt)) }
        let design = { (alpha: Double) throws(StatisticsError) in
            try GroupSequentialDesign(
                maximumBlocks: maximumBlocks, plannedBlocks: plannedBlocks, alpha: alpha,
                firstLook: firstLook
            ).looks
        }
        passSide = try design(alpha / pow(2, Double(attempt - 1)))
        violationSide = judgements == 1 && attempt == 1 ? passSide : try design(alpha / Double(judgements))
    }

    /// The numbers of blocks at which to look.
    package var looks: [Int] { passSide.map(\.blocks) }

    package var outcome: SequentialOutcome? {
        guard case .decided(let outcome) = state else { return nil }
        return outcome
    }

    /// The number of blocks at which the next look is due; nil once there is an outcome.
    package var nextLook: Int? {
        guard case .waiting(let look) = state else { return nil }
        return passSide[look].blocks
    }

    /// Takes the look that is due and returns the outcome if this look decides, otherwise nil.
    ///
    /// `margins` are all margins so far, from the first block on. Once there is an outcome, it is returned
    /// whatever comes in.
    ///
    /// - Throws: ``StatisticsError/notALook(blocks:expected:)`` at another number of blocks, or
    ///   ``StatisticsError/notFinite(index:)``; the test then stands where it stood.
    @discardableResult
    package mutating func look(at margins: [Double]) throws(StatisticsError) -> SequentialOutcome? {
        guard case .waiting(let look) = state else { return outcome }
        let due = passSide[look].blocks
        guard margins.count == due else { throw .notALook(blocks: margins.count, expected: due) }

        if let verdict = try verdict(at: look, on: margins) {
            let averages = WalshAverages(margins)
            state = .decided(
                SequentialOutcome(
                    verdict: verdict,
                    stoppedAt: due,
                    estimate: averages.median,
                    lower: averages.lower(critical: violationSide[look].criticalValue),
                    upper: averages.upper(critical: passSide[look].criticalValue)))
        } else {
            state = .waiting(look: look + 1)
        }
        return outcome
    }

    /// Looks at a whole series as if it had grown block by block; margins after the deciding look are
    /// not used.
    ///
    /// - Throws: ``StatisticsError/tooFew(needed:found:)`` if the series ends undecided before the last look.
    package func decide(_ margins: [Double]) throws(StatisticsError) -> SequentialOutcome {
        var test = self
        while true {
            switch test.state {
            case .decided(let outcome):
                return outcome
            case .waiting(let look):
                let due = passSide[look].blocks
                guard due <= margins.count else { throw .tooFew(needed: due, found: margins.count) }
                try test.look(at: Array(margins.prefix(due)))
            }
        }
    }

    /// Whether margins would be a pass at the last look that they reach, whatever earlier looks said.
    ///
    /// False before the first look.
    package func passes(_ margins: [Double]) throws(StatisticsError) -> Bool {
        guard let look = passSide.last(where: { $0.blocks <= margins.count }) else { return false }
        let sums = try WilcoxonStatistic(Array(margins.prefix(look.blocks)))
        return sums.positive <= Double(look.criticalValue)
    }

    private func verdict(
        at look: Int, on margins: [Double]
    ) throws(StatisticsError) -> SequentialOutcome.Verdict? {
        let sums = try WilcoxonStatistic(margins)
        if sums.negative <= Double(violationSide[look].criticalValue) { return .violation }
        if sums.positive <= Double(passSide[look].criticalValue) { return .pass }
        return look == passSide.count - 1 ? .inconclusive : nil
    }
}
