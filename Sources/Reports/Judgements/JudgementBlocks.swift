import GateModel

/// Everything in some results that is not a pass, worst first.
struct JudgementBlocks {
    let blocks: [JudgementBlock]

    /// What blocks before what only observes, violations before inconclusive ones; among violations first
    /// those without a measure (a broken promise, a limit of zero), then by how far beyond the limit.
    init(_ results: [StageResult]) {
        let told = results.flatMap(\.shownJudgements)
        let violations = told.filter { $0.verdict == .violation }
            .enumerated().map {
                (index: $0.offset, closeness: $0.element.closeness ?? .infinity, $0.element)
            }
            .sorted { ($1.closeness, $0.index) < ($0.closeness, $1.index) }
            .map { JudgementBlock(judgement: $0.2, same: []) }
        let all = violations + JudgementBlocks.inconclusive(told)
        blocks = JudgementBlocks.drawnOnce(
            all.filter(\.judgement.blocks) + all.filter { !$0.judgement.blocks })
    }

    /// All judgements of memory rest on the same series: it is drawn where its floors are known, or else with the first.
    private static func drawnOnce(_ blocks: [JudgementBlock]) -> [JudgementBlock] {
        var blocks = blocks
        let chosen =
            blocks.firstIndex { $0.judgement.numbers.memory?.floors != nil }
            ?? blocks.firstIndex { $0.judgement.numbers.memory != nil }
        if let chosen { blocks[chosen].isDrawn = true }
        return blocks
    }

    /// What ended a stage makes all its rules inconclusive at once; that is one block.
    private static func inconclusive(_ judgements: [Judgement]) -> [JudgementBlock] {
        var groups: [(reason: Reason, judgements: [Judgement])] = []
        for judgement in judgements {
            guard case .inconclusive(let why) = judgement.verdict else { continue }
            let reason = Reason(stage: judgement.stage, blocks: judgement.blocks, why: why)
            if let index = groups.firstIndex(where: { $0.reason == reason }) {
                groups[index].judgements.append(judgement)
            } else {
                groups.append((reason, [judgement]))
            }
        }
        return groups.map {
            JudgementBlock(judgement: $0.judgements[0], same: Array($0.judgements.dropFirst()))
        }
    }

    private struct Reason: Equatable {
        let stage: StageName
        let blocks: Bool
        let why: Inconclusive
    }
}
