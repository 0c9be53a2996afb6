package import GateModel
import Statistics

/// What stage `memory` demands by itself: no operation takes longer the older its process gets, unless the baseline does
/// the same (statistics.md, "Leaks").
///
/// One judgement an operation that the stage asks often enough by its settings, or that it asked often enough; one that does
/// not block for all others together. None where no process was asked.
func ageJudgements(
    _ groups: [MemoryGroup], of stage: Stage, in pipeline: Pipeline, _ shortfall: MissingEvidence
) -> [Judgement] {
    guard groups.contains(where: { $0.isCandidate && $0.isWholeMix && $0.ages != nil }) else { return [] }
    var judgements: [Judgement] = []
    var rare: [String] = []
    for operation in stage.operations {
        let judging = AgeJudging(groups, operation)
        guard judging.isKnown || stage.promisesAges(of: operation, in: pipeline) else {
            rare.append(operation)
            continue
        }
        let outcome = judging.outcome
        let verdict = shortfall.verdict(outcome.verdict)
        judgements.append(
            Judgement(
                id: "memory/age/\(operation)", stage: stage.name, position: stage.position,
                operation: operation,
                demand: .stage(.ageing(operation: operation, tolerated: AgeJudging.tolerated)),
                verdict: verdict, blocks: true, numbers: outcome.explained(verdict), notes: outcome.notes))
    }
    return judgements + (rare.isEmpty ? [] : [seldomAsked(rare, stage, shortfall)])
}

/// That operations are too rare in a short stage for their age to be judged: told, so that it is no silent pass, and no
/// reason to stop a gate that was declared so short.
private func seldomAsked(_ operations: [String], _ stage: Stage, _ shortfall: MissingEvidence) -> Judgement {
    let named = operations.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
    let others = operations.count > 3 ? " and \(operations.count - 3) more" : ""
    let detail =
        "\(named)\(others): too few requests to tell a young process from an old one; raise 'max_operations', or the "
        + "operation's weight"
    return Judgement(
        id: "memory/ages", stage: stage.name, position: stage.position, operation: nil,
        demand: .stage(.knownAges(atLeast: AgeJudging.leastTimes)),
        verdict: shortfall.verdict(.inconclusive(Inconclusive(.tooFewSamples, detail))), blocks: false,
        numbers: Judgement.Numbers(scale: .number, flip: .never(.noLimit)))
}

extension Stage {
    /// Whether the least number of operations in a process lets the operation be asked often enough, which chance then
    /// misses less than once in ten thousand processes.
    fileprivate func promisesAges(of operation: String, in pipeline: Pipeline) -> Bool {
        guard case .memory(let settings) = kind else { return false }
        let growth = GrowthOperations(settings)
        let asksOfGrowth = rules.contains { GrowthDemand($0, settings) != nil }
        let all = Double(asksOfGrowth ? growth.whole : min(GrowthOperations.leastOfAll, growth.most))
        // The last quarter is old, the first third behind the warm-up is young.
        let seen = min(all / 4, all / 3 - 30) * share(of: operation, pipeline.operations)
        return seen >= AgeJudging.promisedTimes
    }

    /// Of the load; operations without a declared weight weigh the same.
    private func share(of operation: String, _ declared: [DeclaredOperation]) -> Double {
        let weights = operations.map { name in declared.first { $0.name == name }?.weight ?? 1 }
        let own = declared.first { $0.name == operation }?.weight ?? 1
        return Double(own) / Double(max(1, weights.reduce(0, +)))
    }
}

/// Whether the candidate's processes seem to slow down with age, so that the baseline has to be as old to compare.
package func slowsWithAge(_ memory: [MemoryGroup], _ operations: [String]) -> Bool {
    operations.contains { AgeJudging(memory, $0).isSlowing }
}

/// One operation's response times in young processes and in the same processes when they were old.
///
/// A noisy host slows down now and then; that it does so in the old age of every process of the candidate, and in none of the
/// baseline's between them, is what chance does not do.
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

    /// One process alone can be slow or fast by chance.
    private static let leastBaselines = 2

    /// A process of the baseline has to have had this share of the candidate's operations to be compared with it.
    private static let asOld = 0.75

    /// Fewer requests of either age are not compared.
    static let leastTimes = 8

    /// So many are expected where that many are sure to come.
    static let promisedTimes = 24.0

    private let candidates: [Aging]
    private let baselines: [Aging]
    /// The candidate's processes with all operations, those with too few requests of this one among them.
    private let processes: Int

    init(_ groups: [MemoryGroup], _ operation: String) {
        let mix = groups.filter(\.isWholeMix)
        processes = mix.count(where: \.isCandidate)
        let agings = mix.compactMap { group -> Aging? in
            guard let age = group.ages?.first(where: { $0.operation == operation }) else { return nil }
            return Aging(age, isCandidate: group.isCandidate, operations: group.operations ?? 0)
        }
        candidates = agings.filter(\.isCandidate)
        baselines = agings.filter { !$0.isCandidate }
    }

    /// Whether any process of the candidate was asked often enough.
    var isKnown: Bool { !candidates.isEmpty }

    /// Whether every process of the candidate got slower, and there are enough of them.
    var isSlowing: Bool {
        candidates.count >= MemoryLevel.leastProcesses && candidates.allSatisfy(\.isSlower)
    }

    var outcome: RuleOutcome {
        var numbers = Judgement.Numbers(scale: .ratio, flip: .never(.notOfARule))
        let ratio = typical(candidates)
        numbers.estimate = ratio
        numbers.samples = .processes(count: candidates.count)
        guard candidates.count >= MemoryLevel.leastProcesses else {
            return RuleOutcome(Inconclusive(.tooFewSamples, shortfall), numbers)
        }
        guard isSlowing, let ratio else { return RuleOutcome(.pass, numbers) }
        let slower = Note.ages(young: candidates.map(\.young), old: candidates.map(\.old))
        guard !baselines.isEmpty else {
            let detail =
                "\(significant(ratio)) times as long in old processes, and of the baseline nobody knows"
            return RuleOutcome(Inconclusive(.noSamples, detail), numbers, [slower])
        }
        let asOld = baselines.filter { Double($0.operations) >= Self.asOld * Double(oldest) }
        guard let own = typical(asOld) else {
            let detail = "no process of the baseline got as old as the candidate's"
            return RuleOutcome(Inconclusive(.tooFewSamples, detail), numbers, [slower])
        }
        guard asOld.count >= Self.leastBaselines else {
            let detail =
                "\(significant(ratio)) times as long in old processes, and \(asOld.count) of \(Self.leastBaselines) "
                + "processes of the baseline to compare with"
            return RuleOutcome(Inconclusive(.tooFewSamples, detail), numbers, [slower])
        }
        let notes = [slower, .baselineAges(times: own)]
        let ofBaseline = asOld.map(\.ratio).sorted()
        if let least = candidates.map(\.ratio).min(),
            least > ofBaseline[asOld.count - 1] * Self.beyondBaseline
        {
            return RuleOutcome(.violation, numbers, notes)
        }
        // Where the baseline's processes disagree, the slow one may have been the host's doing.
        guard ratio > ofBaseline[0] * Self.beyondBaseline else { return RuleOutcome(.pass, numbers, notes) }
        let detail =
            "\(significant(ratio)) times as long in old processes, and single ones of both sides do not differ"
        return RuleOutcome(Inconclusive(.notSteady, detail), numbers, notes)
    }

    private var oldest: Int { candidates.map(\.operations).max() ?? 0 }

    /// Which processes are missing, or of which too little is known.
    private var shortfall: String {
        let least = MemoryLevel.leastProcesses
        guard processes >= least else { return "\(processes) of \(least) processes" }
        return
            "asked \(AgeJudging.leastTimes) times or more, young and old, in \(candidates.count) of \(processes) "
            + "processes, and \(least) are needed; raise 'max_operations', or the operation's weight"
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
