import GateModel

extension Samples {
    /// Why these samples decide nothing, if a single observation is missing: a missing number is never a good
    /// one.
    ///
    /// - Parameter blockSize: How many observations a block has on each side; nil: as many as the first
    /// block.
    /// - Parameter varies: Whether blocks may have different numbers of observations, but none.
    func flaw(on sides: [Side], blockSize: Int?, varies: Bool = false) -> Inconclusive? {
        for side in sides {
            let observed = observed(side)
            guard let first = blocks.first, !observed.isEmpty else {
                return Inconclusive(.noSamples, .observed(.nothing(side: side)))
            }
            if let flaw = observed.flaw(.side(side)) { return flaw }
            let expected = blockSize ?? first[sides[0]].count
            for (index, block) in blocks.enumerated()
            where isImported == true || varies ? block[side].isEmpty : block[side].count != expected {
                return Inconclusive(
                    .tooFewSamples,
                    .observed(
                        .unevenBlock(
                            number: index + 1, observed: block[side].count, side: side, expected: expected)))
            }
        }
        return nil
    }
}

extension [Observed] {
    /// Why they decide nothing, if one of them is no number.
    func flaw(_ place: Inconclusive.Place) -> Inconclusive? {
        var failures: [String] = []
        var silent = 0
        var notNumbers = 0
        for one in self {
            switch one {
            case .value(let number): notNumbers += number.isFinite ? 0 : 1
            case .failed(let kind): failures.append(kind)
            case .silent: silent += 1
            case .notANumber: notNumbers += 1
            }
        }
        if let first = failures.first {
            return Inconclusive(
                .failedOperations,
                .observed(
                    .failed(count: failures.count, of: count, place: place, first: OutsideText(first))))
        }
        if silent > 0 {
            return Inconclusive(
                .sourceSilent, .observed(.silent(count: silent, of: count, place: place)))
        }
        if notNumbers > 0 {
            return Inconclusive(
                .notANumber, .observed(.notNumbers(count: notNumbers, of: count, place: place)))
        }
        return nil
    }
}
