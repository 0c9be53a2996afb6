import JSON

/// What a reader should know beside a verdict, as data; `Reports` makes the words.
///
/// Every case has its words as an example. Numbers are in base units, shares of one, or natural logarithms, as the names say.
package enum Note: Hashable, Sendable, TaggedCodable {
    // How a comparison was decided.

    /// `limit in force +5 %, decided at block 12`; no block where the test itself did not decide.
    case limitInForce(change: Double, block: Int?)
    /// `decided at block 12`
    case decided(block: Int)
    /// `leaning: the test itself did not decide`
    case leaning
    /// `attempt 2 at the same revisions: passes at a level of 2.5 %`
    case attempt(number: Int, level: Double)
    /// `what befalls fewer than one window in 13 may not have come in 40 windows`
    case unseen(by: Unseen, oneIn: Int, count: Int)
    /// `compared with 'plain' of the candidate`
    case comparedWith(operation: String)
    /// `one side only: compared with what entry 12 recorded of 3f2a91c; what changed …`
    case oneSideOnly(entry: Int, commit: ObjectID)

    // What the samples were.

    /// `3 of 400 failed, which 'errors' tolerates: as the slowest of all for a pass`
    case toleratedFailures(count: Int, of: Int)
    /// `5 users who wait: a stall keeps them from asking, …`
    case waitingUsers(count: Int)
    /// `above 20 ms, twice the baseline's median`: what counts as the tail.
    case tailThreshold(value: Double, unit: MetricUnit)
    /// `the worst of 4 inputs: kind=c, in 12 of 12 blocks`
    case worstInput(name: OutsideText, inputs: Int, blocks: Int, of: Int)
    /// `in 12 of 60 blocks the candidate was 31 % worse than in the others, in 1 the baseline: single starts …`
    case slowStarts(SlowStarts, shown: Bool)

    // Counts.

    /// `compared pair by pair, exactly`
    case comparedByPairs
    /// `compared by intervals: the baseline gave another count for the same input 3 times`
    case comparedByIntervals(differing: Int)
    /// `1 of 8 pairs beyond it, the worst: 6 → 7`
    case pairsBeyond(count: Int, of: Int, baseline: Double, candidate: Double, again: Bool)
    /// `3 of 400 pairs beyond the limit, 2 as far the other way; …`; the last is why they are counted by chance.
    case pairsByChance(worse: Int, better: Int, of: Int, chance: CountChance)

    // Cost against size, and windows.

    /// `1 ms, 2.01 ms, 4.01 ms at 0.25, 0.5, 1 of the data`
    case costs(values: [Double], unit: MetricUnit, shares: [Double])
    /// `the cost is not seen to grow by 10 %, so it has no power`
    case noGrowth(below: Double)
    /// `predicted for 4 times the data, fixed cost included`
    case predicted(times: Double)
    /// `windows after the deploy: x ? · (violated when 3 of the last 5 are)`
    case windows(verdicts: [Window], violated: Int, of: Int)
    /// `31 of 6000 beyond the limit; they come in bursts, and 132 tell as much`
    case beyondLimit(count: Int, of: Int, tellingAsMuch: Int?)

    // Memory.

    /// `4800 operations in 31.2 s; resident pages of 3 processes (statm), one every 20 operations …`
    case memoryReadings(MemoryReadings)
    /// `the kernel's peak of one process 24.1 MB (VmHWM), of its control group 30 MB, page cache included`
    case memoryPeak(process: Double?, group: Double?)
    /// `120 clean-ups gave back 2.1 MB each (median), 84 % of what had come since the one before`
    case cleanups(count: Int, typical: Double, share: Double?)
    /// `process 2 has a plateau: it stopped growing after 2400 of 4800 operations`; nobody's where there is one series.
    case plateau(process: GrowingProcess?, after: Int, of: Int)
    /// `the baseline by itself grows by 7 KB/op`; of a rule that compares it is part of the difference.
    case baselineGrowth(perOperation: Double, unit: MetricUnit, isBeyond: Bool)
    /// `the baseline's own growth was not measured`
    case baselineGrowthUnknown
    /// `each operation alone grows by: 'list' 9 KB/op, 'search' 0 B/op`
    case growthAlone(operations: [OperationGrowth], unit: MetricUnit)
    /// `young → old, median of each process: 1 ms → 3 ms, 1 ms → 4 ms`; seconds.
    case ages(young: [Double], old: [Double])
    /// `the baseline: 1 times as long`
    case baselineAges(times: Double)

    // The baseline, and releases.

    /// `40 blocks of 10 pairs would show a change of 3.1 %`
    case resolution(blocks: Int, pairs: Int, change: Double)
    /// `by 4 blocks, and 40 that entries 12 and 9 recorded`
    case recordedNoise(fresh: Int, recorded: Int, entries: [Int])
    /// `slower than in stage 'baseline', and so it is beside itself right afterwards (+31 %): the host has changed`
    case hostChanged(change: Double)
    /// `anchor 3f2a91c, 3 releases since; evidence of a drift 5.2, alarm at 1000`; the level is a logarithm, nil for none.
    case drift(anchor: ObjectID?, releases: Int, logLevel: Double?, alarm: Double)
    /// `shown to be better than the anchor`
    case betterThanAnchor

    // Promises and the deploy.

    /// The two values that break a promise. They may be data, so no entry of a log has them.
    case differing(baseline: OutsideText, candidate: OutsideText)
    /// `in 3 of 12 answers`
    case seen(count: Int, of: Int)
    /// `the same in 2 error cases: list/wrong-method, show/wrong-method`
    case alsoIn(operations: [String])
    /// `follows from 'compat/status-changed/list/wrong-method/405-404'`
    case followsFrom(judgement: String)
    /// What a difference means, by whoever found it.
    case meaning(text: OutsideText)
    /// `warning: header-changed etag: a → b`: a difference that breaks nothing.
    case difference(SeenDifference)
    /// `ended with exit 3`
    case ended(how: ScriptEnd)
    /// The end of what a command printed.
    case output(text: OutsideText)
    /// `'deployed' prints 3f2a91c…`
    case deployed(revision: ObjectID)
    /// `'deployed' names no revision: it printed nothing`
    case deployedUnknown(problem: OutsideText)

    // Checks.

    /// `the baseline ended with exit 0, the candidate with exit 1, and once more with exit 1`
    case checkEnds(baseline: ScriptEnd, candidate: ScriptEnd, again: ScriptEnd?)
    /// `12 cases passed and 1 failed on the candidate, 13 and 0 on the baseline`
    case checkCases(baseline: CheckedCases, candidate: CheckedCases)
    /// `2 cases fail on the baseline too: a, b`
    case casesFailOnBoth(names: [OutsideText], of: Int)
    /// `2 cases failed on the candidate, and not when it was run once more: a, b`
    case casesPassedAgain(names: [OutsideText], of: Int)
    /// `12 more cases fail only on the candidate`
    case casesNotListed(count: Int)

    // What the gate looks at by itself.

    /// `gone from the candidate's tree: 20260714-index, 20260720-cache`
    case changesLost(names: [OutsideText])
    /// `not as what runs has it, so that something else would be undone than was done: 20260714-index`
    case changesEdited(names: [OutsideText])
    /// `it is older than what runs`
    case lineage(relation: Lineage.Relation)

    // Benchmarks without a pipeline.

    /// `not measured side by side: a change of the host between the two counts as a change of the code`
    case notSideBySide
    /// `no process restarts between the blocks: the guarantee is weaker than a gate's`
    case noRestarts

    // For people to act on.

    case warning(Warning)
    case hint(Hint)
    /// Why the rule is there, in the file's own words.
    case because(text: OutsideText)

    private enum CodingKeys: String, CodingKey {
        case changesLost = "changes-lost"
        case changesEdited = "changes-edited"
        case lineage
        case limitInForce = "limit-in-force"
        case decided
        case leaning
        case attempt
        case unseen
        case comparedWith = "compared-with"
        case oneSideOnly = "one-side-only"
        case toleratedFailures = "tolerated-failures"
        case waitingUsers = "waiting-users"
        case tailThreshold = "tail-threshold"
        case worstInput = "worst-input"
        case slowStarts = "slow-starts"
        case comparedByPairs = "compared-by-pairs"
        case comparedByIntervals = "compared-by-intervals"
        case pairsBeyond = "pairs-beyond"
        case pairsByChance = "pairs-by-chance"
        case costs
        case noGrowth = "no-growth"
        case predicted
        case windows
        case beyondLimit = "beyond-limit"
        case memoryReadings = "memory-readings"
        case memoryPeak = "memory-peak"
        case cleanups
        case plateau
        case baselineGrowth = "baseline-growth"
        case baselineGrowthUnknown = "baseline-growth-unknown"
        case growthAlone = "growth-alone"
        case ages
        case baselineAges = "baseline-ages"
        case resolution
        case recordedNoise = "recorded-noise"
        case hostChanged = "host-changed"
        case drift
        case betterThanAnchor = "better-than-anchor"
        case differing
        case seen
        case alsoIn = "also-in"
        case followsFrom = "follows-from"
        case meaning
        case difference
        case ended
        case output
        case deployed
        case deployedUnknown = "deployed-unknown"
        case checkEnds = "check-ends"
        case checkCases = "check-cases"
        case casesFailOnBoth = "cases-fail-on-both"
        case casesPassedAgain = "cases-passed-again"
        case casesNotListed = "cases-not-listed"
        case notSideBySide = "not-side-by-side"
        case noRestarts = "no-restarts"
        case warning
        case hint
        case because
    }

    private enum SlowStartsCodingKeys: String, CodingKey {
        case _0 = "starts"
        case shown
    }

    private enum MemoryReadingsCodingKeys: String, CodingKey {
        case _0 = "readings"
    }

    private enum DifferenceCodingKeys: String, CodingKey {
        case _0 = "seen"
    }

    private enum WarningCodingKeys: String, CodingKey {
        case _0 = "of"
    }

    private enum HintCodingKeys: String, CodingKey {
        case _0 = "to"
    }
}
