import GateModel

extension Inconclusive.BaselineShortfall {
    var text: String {
        switch self {
        case .noisy(let blocks, let pairs, let shown, let tolerated):
            "\(budget(blocks, pairs)), the most there may be, show a change of \(percentText(shown)) with this noise, "
                + "and the rule tolerates \(percentText(tolerated)); tolerate at least \(roundedUp(shown)), or use a "
                + "quieter host"
        case .recordedNoise(let blocks, let pairs, let shown):
            "with the recorded noise \(budget(blocks, pairs)) show a change of \(percentText(shown))"
        case .noisierThanRecorded(let blocks, let recorded):
            "\(blocks) blocks differ by more than the \(recorded) that earlier gates recorded"
        case .slowed(let change, let isControlled):
            "the baseline itself took \(percentText(change)) longer beside the candidate than beside itself"
                + (isControlled ? ", before and right afterwards" : " in stage 'baseline'")
        case .fewAnswered(let count, let least):
            "\(count) blocks in which the baseline answered, at least \(least) needed"
        }
    }

    private func budget(_ blocks: Int, _ pairs: Int) -> String {
        "\(blocks) blocks of \(counted(pairs, "pair"))"
    }
}
