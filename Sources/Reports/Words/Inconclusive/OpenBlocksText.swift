import GateModel

extension Inconclusive.OpenBlocks {
    var text: String {
        switch self {
        case .undecided(let blocks, let most, let least):
            "undecided after \(blocks) of at most \(most) blocks"
                + (least.map { ", at least \($0) needed" } ?? "")
        case .few(let count, let least): "\(count) blocks, at least \(least) needed"
        case .fewFresh(let count, let least): "undecided after \(count) blocks, at least \(least) needed"
        case .fewProcessPairs(let count, let least): "\(count) process pairs, at least \(least) needed"
        case .unequal(let count, let other, let operation): "\(count) blocks, and \(other) of '\(operation)'"
        case .fewRequests(let count, let least):
            "\(count) requests a side, a mean needs \(least): few slow ones may make most of it"
        case .lostPass(let first, let blocks, let since):
            "within the limit after \(first) blocks, and no longer shown by all \(blocks)"
                + (since.map(\.text) ?? "")
        case .leftOpen(let blocks):
            "the limit lies between what \(blocks) blocks leave open; move it away from what was measured, or "
                + "measure on a quieter host"
        case .close(let change, let blocks, let lower, let upper, let limit):
            "\(changeText(change)) after \(blocks) blocks\(between(lower, upper)), and the limit is "
                + "\(changeText(limit)); move the limit away from it, or make the candidate better"
        case .noisy(let blocks, let shown, let limit, let host):
            "\(noise(blocks, shown)), and the limit is \(changeText(limit))\(busyness(host)); tolerate at least "
                + "\(roundedUp(shown)), or use more pairs a block, or a quieter host"
        case .means(let blocks, let shown, let host): noise(blocks, shown) + busyness(host)
        }
    }

    private func noise(_ blocks: Int, _ shown: Double) -> String {
        "undecided after \(blocks) blocks; with this noise they show a change of \(percentText(shown))"
    }

    private func busyness(_ host: HostConditions?) -> String {
        host?.disturbance.map { "; the host: \($0)" } ?? ""
    }

    private func between(_ lower: Double?, _ upper: Double?) -> String {
        switch (lower, upper) {
        case (let lower?, let upper?): ", between \(changeText(lower)) and \(changeText(upper))"
        case (let lower?, nil): ", at least \(changeText(lower))"
        case (nil, let upper?): ", at most \(changeText(upper))"
        case (nil, nil): ""
        }
    }
}

extension Inconclusive.LostPass {
    fileprivate var text: String {
        switch self {
        case .beyond(let change):
            ": they show \(changeText(change)), beyond it; the first were lucky, or something changed meanwhile"
        case .open(let detail): "; \(detail.text)"
        }
    }
}

/// In whole percent, so that a tolerance of as much is enough.
func roundedUp(_ share: Double) -> String { "\(significant((share * 100).rounded(.up))) %" }
