package import GateModel
import Statistics

/// What stage `memory` demands by itself: no operation takes longer the older its process gets, unless the baseline does
/// the same (statistics.md, "Leaks").
///
/// One judgement an operation; none where no process lived for long enough.
func ageJudgements(_ run: StageRun, of stage: Stage, _ shortfall: StageShortfall) -> [Judgement] {
    stage.operations.compactMap { operation in
        guard let outcome = AgeJudging(run, operation)?.outcome else { return nil }
        let verdict = shortfall.verdict(outcome.verdict)
        return Judgement(
            id: "memory/age/\(operation)", stage: stage.name,
            rule: "'\(operation)' takes no longer as its process gets older", position: stage.position,
            operation: operation, verdict: verdict, blocks: true,
            limit: "<= \(significant(AgeJudging.tolerated)) × as long as at first, or as the baseline",
            finding: outcome.explained(verdict), notes: outcome.notes)
    }
}

/// Whether the candidate's processes seem to slow down with age, so that the baseline has to be as old to compare.
package func slowsWithAge(_ memory: [MemoryGroup], _ operations: [String]) -> Bool {
    var run = StageRun(stage: .memory)
    run.memory = memory
    return operations.contains { AgeJudging(run, $0)?.isSlowing ?? false }
}

/// One operation's response times in young processes and in the same processes when they were old.
///
/// A noisy host slows down now and then; that it does so in the old age of every process, and never in the youth of the
/// next one, is what chance does not do.
private struct AgeJudging {
    /// An operation may take so many times as long as when its process was young. Host noise moves a process's medians by
    /// less nearly always, and would have to do it in all of them.
    static let tolerated = 1.5

    /// In seconds; less more is not worth a word.
    private static let leastMore = 0.000_05

    /// So many deviations of the rank sum test in every single process: .01 each, .01³ for three.
    private static let deviations = 2.326

    /// The candidate has to slow down by so many times as much as the baseline.
    private static let beyondBaseline = 1.25

    /// The baseline's process has to have lived for this share of the candidate's operations.
    private static let asOld = 0.75

    private let operation: String
    private let candidates: [Aging]
    private let baselines: [Aging]

    /// Nil where there are no times to compare.
    init?(_ run: StageRun, _ operation: String) {
        self.operation = operation
        let agings = run.memory.filter(\.isWholeMix).compactMap { group -> Aging? in
            guard let age = group.ages?.first(where: { $0.operation == operation }) else { return nil }
            return Aging(age, isCandidate: group.isCandidate, operations: group.operations ?? 0)
        }
        candidates = agings.filter(\.isCandidate)
        baselines = agings.filter { !$0.isCandidate }
        if candidates.isEmpty { return nil }
    }

    /// Whether every process of the candidate got slower, and there are enough of them.
    var isSlowing: Bool {
        candidates.count >= MemoryLevel.leastProcesses && candidates.allSatisfy(\.isSlower)
    }

    var outcome: RuleOutcome {
        var finding = Judgement.Finding(scale: .ratio, flip: .never("the limit is no rule's"))
        let ratio = typical(candidates)
        finding.estimate = ratio
        finding.samples = "\(candidates.count) processes"
        guard candidates.count >= MemoryLevel.leastProcesses else {
            let detail = "\(candidates.count) of \(MemoryLevel.leastProcesses) processes"
            return RuleOutcome(Inconclusive(.tooFewSamples, detail), finding)
        }
        guard isSlowing, let ratio else { return RuleOutcome(.pass, finding) }
        let times = candidates.map { "\(MetricUnit.time.text($0.young)) → \(MetricUnit.time.text($0.old))" }
        let slower = "young → old, median of each process: \(times.joined(separator: ", "))"
        guard let own = typical(baselines) else {
            let detail =
                "\(significant(ratio)) times as long in old processes, and of the baseline nobody knows"
            return RuleOutcome(Inconclusive(.noSamples, detail), finding, [slower])
        }
        let oldest = candidates.map(\.operations).max() ?? 0
        guard Double(baselines.map(\.operations).max() ?? 0) >= Self.asOld * Double(oldest) else {
            let detail = "the baseline's process did not get as old as the candidate's"
            return RuleOutcome(Inconclusive(.tooFewSamples, detail), finding, [slower])
        }
        let notes = [slower, "the baseline: \(significant(own)) times as long"]
        let least = candidates.map(\.ratio).min() ?? ratio
        return RuleOutcome(least > own * Self.beyondBaseline ? .violation : .pass, finding, notes)
    }

    private func typical(_ agings: [Aging]) -> Double? {
        agings.isEmpty ? nil : sortedQuantile(agings.map(\.ratio).sorted(), 0.5)
    }

    /// Of one process.
    private struct Aging {
        let isCandidate: Bool
        let operations: Int
        /// Median response times in seconds.
        let young: Double
        let old: Double
        private let deviations: Double

        /// Nil where there are too few times, or times that are none.
        init?(_ age: MemoryGroup.Age, isCandidate: Bool, operations: Int) {
            do throws(StatisticsError) {
                deviations = try RankSumTest(age.young, age.old).deviations
                young = try median(age.young)
                old = try median(age.old)
            } catch {
                return nil
            }
            guard young > 0 else { return nil }
            self.isCandidate = isCandidate
            self.operations = operations
        }

        var ratio: Double { old / young }

        var isSlower: Bool {
            ratio > AgeJudging.tolerated && old - young > AgeJudging.leastMore
                && deviations > AgeJudging.deviations
        }
    }
}
