import GateModel
import Statistics

extension RuleJudging {
    /// A pass needs every process group to be clean by all of its readings, a violation two that leak.
    func growthOutcome(
        _ condition: Rule.Condition, _ metric: Metric.BuiltIn, _ memory: [MemoryGroup],
        _ numbers: Judgement.Numbers
    ) throws(StatisticsError) -> RuleOutcome {
        guard case .memory(let settings) = stage.kind,
            let demand = GrowthDemand(
                .growth, Metric(metric), condition, settings, attempt: run.common.attempt)
        else { return RuleOutcome(Inconclusive(.notEvaluated, "growth has an upper limit only"), numbers) }
        let judged = memory.filter { !$0.isAlone }
        let candidates = judged.filter(\.isCandidate)
        let baselines = judged.filter { !$0.isCandidate }
        if demand.isRelative, baselines.count < candidates.count {
            let unequal = Inconclusive.MemoryShortfall.unequalProcesses(
                candidate: candidates.count, baseline: baselines.count)
            return RuleOutcome(Inconclusive(.tooFewSamples, .memory(unequal)), numbers)
        }
        var groups: [JudgedGrowth] = []
        for (index, group) in candidates.enumerated() {
            let reference = demand.isRelative ? baselines[index] : nil
            guard let found = demand.finding(group, beyond: reference) else {
                let few = Inconclusive.MemoryShortfall.fewOperations(
                    count: demand.performed(group, beyond: reference),
                    of: demand.operations.least(group.load), process: nil)
                return RuleOutcome(Inconclusive(.tooFewSamples, .memory(few)), numbers)
            }
            groups.append(
                JudgedGrowth(
                    number: index + 1, group: group, found: found,
                    isLeak: demand.isLeak(found, group, beyond: reference),
                    mayLeak: demand.mayLeak(group, beyond: reference),
                    hasEnough: demand.hasEnough(group, beyond: reference),
                    performed: demand.performed(group, beyond: reference), unit: numbers.scale.unit))
        }
        let shown = shown(groups, demand, numbers, metric)
        let verdict = groups.verdict(demand, of: stage.operations)
        return RuleOutcome(
            verdict, shown,
            groups.compactMap(\.plateau) + notes(demand, memory, unit: numbers.scale.unit)
                + (verdict == .pass ? attemptNotes : []))
    }

    /// The numbers of the group that is the least clean.
    private func shown(
        _ groups: [JudgedGrowth], _ demand: GrowthDemand, _ numbers: Judgement.Numbers,
        _ metric: Metric.BuiltIn
    ) -> Judgement.Numbers {
        var numbers = numbers
        numbers.bounds = [demand.limit]
        guard let worst = groups.max(by: { $0.found.turning.pass < $1.found.turning.pass }) else {
            return numbers
        }
        let bounds = worst.found.bounds
        numbers.distributions = Distributions(
            numbers.scale, candidate: bounds.increments, bounds: [demand.limit])
        let turning = groups.turning(demand, of: stage.operations)
        numbers.flip = .at([
            VerdictThreshold(
                isUpper: true, terms: .value(numbers.scale),
                pass: turning.pass.isFinite ? turning.pass : nil,
                violation: turning.violation.isFinite ? turning.violation : nil)
        ])
        numbers.estimate = bounds.slope
        numbers.lower = bounds.lower
        numbers.upper = bounds.upper
        let longest = groups.map(\.performed).max() ?? 0
        numbers.samples =
            groups.count == 1
            ? .operations(count: longest)
            : .longestProcess(processes: groups.count, operations: longest)
        if metric == .memory { numbers.memory = MemorySeries(worst.group, .resident, bounds) }
        return numbers
    }

    /// How the baseline grows by itself, and after a violation each operation alone.
    private func notes(
        _ demand: GrowthDemand, _ memory: [MemoryGroup], unit: MetricUnit
    ) -> [Note] {
        var notes: [Note] = []
        let baselines = memory.filter { !$0.isAlone && !$0.isCandidate }
        if let longest = baselines.max(by: { $0.readings.count < $1.readings.count }),
            let slope = longest.slope(demand.metric)
        {
            notes.append(
                .baselineGrowth(perOperation: slope, unit: unit, isBeyond: demand.isRelative))
        } else {
            notes.append(.baselineGrowthUnknown)
        }
        let alone = memory.compactMap { group -> Note.OperationGrowth? in
            guard group.isCandidate, case .alone(let operation) = group.load,
                let slope = group.slope(demand.metric)
            else { return nil }
            return Note.OperationGrowth(operation: operation, perOperation: slope)
        }
        if !alone.isEmpty { notes.append(.growthAlone(operations: alone, unit: unit)) }
        return notes
    }
}

/// One process group of the candidate, and what it shows of growth.
private struct JudgedGrowth {
    /// From 1 on, in the order measured.
    let number: Int
    let group: MemoryGroup
    let found: GrowthFinding
    let isLeak: Bool
    let mayLeak: Bool
    let hasEnough: Bool
    let performed: Int
    let unit: MetricUnit

    var process: Note.GrowingProcess { Note.GrowingProcess(number: number, load: group.load) }

    var rise: Inconclusive.Rise {
        Inconclusive.Rise(
            process: process, more: found.rise, operations: found.operations,
            largestStep: found.largestStep, unit: unit)
    }

    var plateau: Note? {
        guard case .plateau(let from) = found.verdict else { return nil }
        return .plateau(process: process, after: from, of: performed)
    }
}

extension [JudgedGrowth] {
    fileprivate func verdict(_ demand: GrowthDemand, of operations: [String]) -> Verdict {
        let leaks = filter(\.isLeak)
        if leaks.count > 1 { return .violation }
        if let short = first(where: { !$0.hasEnough }) {
            let few = Inconclusive.MemoryShortfall.fewOperations(
                count: short.performed, of: demand.operations.least(short.group.load),
                process: short.process)
            return .inconclusive(Inconclusive(.tooFewSamples, .memory(few)))
        }
        if let leak = leaks.first {
            // A stage that was ended before its second process may still find one there.
            let isComplete = count >= GrowthOperations.processes
            return .inconclusive(
                Inconclusive(
                    isComplete ? .notRepeatable : .tooFewSamples,
                    .memory(.oneLeak(rise: leak.rise, processes: count))))
        }
        if let leak = first(where: { $0.found.verdict == .leak }) {
            let more = Swift.max(demand.operations.whole, GrowthOperations.leastOfAll + 1)
            return .inconclusive(
                Inconclusive(.tooFewSamples, .memory(.shortLeak(rise: leak.rise, least: more))))
        }
        if let open = first(where: { !$0.found.isClean }) {
            return .inconclusive(
                Inconclusive(
                    open.found.undecidedReason(demand.limit),
                    .memory(.openGrowth(rise: open.rise, operations: open.performed))))
        }
        return missing(of: operations).map { .inconclusive(Inconclusive(.tooFewSamples, .memory($0))) }
            ?? .pass
    }

    /// The processes that a pass lacks.
    private func missing(of operations: [String]) -> Inconclusive.MemoryShortfall? {
        let whole = count(where: \.group.isWholeMix)
        guard whole >= GrowthOperations.processes else {
            return .fewWholeMixes(count: whole, least: GrowthOperations.processes)
        }
        let emphasised = Set(
            flatMap { judged -> [String] in
                guard case .emphasising(let names) = judged.group.load else { return [] }
                return names
            })
        guard operations.count > 1, let name = operations.first(where: { !emphasised.contains($0) }) else {
            return nil
        }
        return .notEmphasised(operation: name)
    }

    /// At which limits the verdict would be another one, with these groups.
    fileprivate func turning(_ demand: GrowthDemand, of operations: [String]) -> TurningLimits {
        let isComplete = allSatisfy(\.hasEnough) && missing(of: operations) == nil
        let leaks = filter(\.mayLeak).map(\.found.turning.violation).sorted(by: >)
        let violation = leaks.count > 1 ? leaks[1] : -.infinity
        let pass = reduce(-.infinity) { Swift.max($0, $1.found.turning.pass) }
        return TurningLimits(pass: isComplete ? pass : .infinity, violation: violation)
    }
}

extension MemoryGroup {
    /// Of the floors of all readings, in the metric's unit per operation; nil where there are too few.
    fileprivate func slope(_ metric: Metric.BuiltIn) -> Double? {
        do throws(StatisticsError) {
            return try GrowthTest(limit: 0, operationsPerReading: operationsPerReading)
                .judge(growthReadings(metric)).bounds.slope
        } catch {
            return nil
        }
    }
}

extension Judgement.Scale {
    fileprivate var unit: MetricUnit {
        switch self {
        case .unit(let unit), .perOperation(let unit): unit
        case .ratio, .number, .exponent: .plain
        }
    }
}
