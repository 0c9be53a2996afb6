import GateModel

extension Inconclusive.OpenPairs {
    var text: String {
        switch self {
        case .inputs(let open, let all, let blocks, let most):
            "\(open) of \(all) inputs undecided after \(blocks) of at most \(most) blocks"
        case .rareInput(let name, let blocks, let all, let least):
            "\(name) was drawn in \(blocks) of \(all) blocks, each input is needed in \(least): give fewer "
                + "'values' or more 'pairs'"
        case .undecidedInputs(let open, let all, let name, let detail):
            "\(open) of \(all) inputs undecided, such as \(name): \(detail.text)"
        case .fewStarts(let count, let least):
            "within the limit, after \(count) of the \(least) starts that few slow ones are seen in"
        case .slowStarts(let starts): starts.text
        case .countsDiffer(let times):
            "the baseline gave another count for the same input \(times) times; use a limit without '+'"
        case .unconfirmedCounts(let count):
            "\(count) counts differ, but the same input counted otherwise when it was repeated; use a limit "
                + "with '<=' or '>='"
        case .chance(let worse, let all):
            "\(worse) of \(all) pairs beyond the limit, which chance may be and may not"
        }
    }
}
