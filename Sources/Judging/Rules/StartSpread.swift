import GateModel
import Glibc
import Statistics

/// Starts of the candidate that are much slower than its others, against those of the baseline.
///
/// A rule on the typical start passes where one start in five is 30 % slower, in 60 % of gates (statistics.md). So starts that
/// stand out are counted on both sides: of an unchanged revision as many are the baseline's as the candidate's.
struct StartSpread {
    /// A start stands out by at least this ratio to the middle of all.
    private static let leastRatio = 1.15

    /// And by so many deviations, which are taken alike of faster and of slower starts: those that are told, and those that are
    /// counted. Of these chance makes some on both sides, as many on one as on the other.
    private static let deviations = (told: 4.0, counted: 2.5)

    /// Of all rules and operations of a stage together.
    private static let alpha = 0.005

    /// A pass waits for more blocks while chance explains so many slower starts in at most one of four, or of three where starts are
    /// cheap (3 against 1 have .31); at the end it is none where chance explains them in at most one of twenty, or where starts are
    /// cheap in one of four, which several judgements share.
    private static let doubt = (waiting: 0.25, cheap: 0.35, last: 0.05, lastCheap: 0.25)

    private let count: Int
    /// Log ratios to the middle, of the starts that stand out as slower.
    private let slower: [Double]
    private let faster: Int
    private let middle: Double
    /// Of starts that break the limit.
    private let breaking: [Double]
    /// What breaks the limit and is told from the others in 95 %, as a log ratio to the middle.
    private let visible: Double
    /// The candidate's of these against the baseline's.
    private let evidence: SignEvidence

    /// - Parameters:
    ///   - logRatios: Of each block, candidate to baseline, on a scale where above 0 is worse.
    ///   - tolerated: On the same scale; a start within it breaks nothing.
    init(_ logRatios: [Double], tolerated: Double) throws(StatisticsError) {
        count = logRatios.count
        let middle = try median(logRatios)
        let deviation = try median(logRatios.map { abs($0 - middle) }) / 0.6744897501960817
        let least = max(log(Self.leastRatio), Self.deviations.told * deviation)
        let limit = max(log(Self.leastRatio), Self.deviations.counted * deviation, tolerated - middle)
        slower = logRatios.map { $0 - middle }.filter { $0 > least }
        faster = logRatios.count { middle - $0 > least }
        // By the same distance on both sides, so that of an unchanged revision either is as likely.
        breaking = logRatios.map { $0 - middle }.filter { $0 > limit }
        evidence = SignEvidence(
            more: breaking.count, fewer: logRatios.count { middle - $0 > limit })
        visible = limit + 1.645 * deviation
        self.middle = middle
    }

    /// Whether the candidate's starts are shown to be slower more often than the baseline's.
    ///
    /// - Parameter judgements: Among which the error is shared out.
    func isShown(among judgements: Int) -> Bool {
        evidence.evidence >= Double(judgements) / Self.alpha
    }

    /// Why a pass of the typical start is none yet, or none at all; nil where chance explains what stands out.
    ///
    /// - Parameters:
    ///   - least: How many starts it waits for, and for more while more of them are slow than the baseline's; nil: for none.
    ///   - judgements: Of the stage: of an unchanged revision, not one of them should be in doubt at the end.
    func doubt(isLast: Bool, least: Int?, among judgements: Int) -> Inconclusive? {
        if let least, !isLast {
            if count < least {
                return Inconclusive(.tooFewSamples, .pairs(.fewStarts(count: count, least: least)))
            }
            let isFew = count < StartCount.manyOfDoubt
            if evidence.more > evidence.fewer, isFew || evidence.pValue <= Self.doubt.cheap {
                return Inconclusive(.tooFewSamples, .pairs(.slowStarts(starts: counted)))
            }
        }
        let chance = evidence.pValue
        let last =
            least == nil
            ? Self.doubt.last : max(Self.doubt.last, Self.doubt.lastCheap / Double(max(1, judgements)))
        guard evidence.more > evidence.fewer + 1, chance <= (isLast ? last : Self.doubt.waiting) else {
            return nil
        }
        return Inconclusive(isLast ? .notSteady : .tooFewSamples, .pairs(.slowStarts(starts: counted)))
    }

    /// How much worse the slow starts are than the baseline, as a log ratio.
    var slowRatio: Double { middle + typical(breaking) }

    /// Those that are counted, on both sides.
    var counted: Note.SlowStarts { starts(breaking, evidence.fewer) }

    private func starts(_ slower: [Double], _ faster: Int) -> Note.SlowStarts {
        Note.SlowStarts(
            count: slower.count, of: count, change: expm1(typical(slower)), baseline: faster)
    }

    private func typical(_ slower: [Double]) -> Double {
        slower.isEmpty ? 0 : sortedQuantile(slower.sorted(), 0.5)
    }

    /// Those that stand out most; nil where none does, or as many are better.
    var standingOut: Note.SlowStarts? {
        slower.count > faster ? starts(slower, faster) : nil
    }

    /// What so many starts can show.
    var shown: ShownStarts { StartCount.shown(count, ratio: visible) }
}
