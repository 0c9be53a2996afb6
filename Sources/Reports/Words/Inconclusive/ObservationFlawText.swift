import GateModel

extension Inconclusive.ObservationFlaw {
    var text: String {
        switch self {
        case .notMeasured(let metric): "'\(metric)' was not measured"
        case .nothing(let side): "nothing was observed on the \(side.rawValue)'s side"
        case .failed(let count, let all, let place, let first):
            "\(count) of \(all) \(place.text) failed, the first with: \(first)"
        case .silent(let count, let all, let place):
            "\(count) of \(all) \(place.text) came without the metric"
        case .notNumbers(let count, let all, let place):
            "\(count) of \(all) \(place.text) are no finite numbers"
        case .unevenBlock(let number, let observed, let side, let expected):
            "block \(number) has \(observed) observations on the \(side.rawValue)'s side, \(expected) expected"
        case .unsettled(let side, let blocks, let all):
            "the \(side.rawValue) still got faster at the end of the warm-up in \(blocks) of \(all) blocks"
        case .failuresDecide(let count, let all):
            "\(count) of \(all) failed; without them the limit is not shown to be broken, and with them as "
                + "the slowest it is: mend what fails, or move the limit"
        }
    }
}

extension Inconclusive.DataShortfall {
    var text: String {
        switch self {
        case .short(let count, let scale):
            (scale.map { "at \($0.fraction) of the data, " } ?? "") + count.shortfallText
        case .uncounted(let name, let place): "\(name) were not counted \(place.text)"
        case .notScaled(let counts):
            "at 1/4, 1/2 and 1 of the data there are "
                + counts.map { "\($0.name) " + listed($0.counted) { "\($0)" } }.joined(separator: "; ")
                + ": 'seed' has to make as much as PAWL_SCALE says"
        }
    }
}
