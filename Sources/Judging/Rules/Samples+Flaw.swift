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
                return Inconclusive(.noSamples, "nothing was observed on the \(side.rawValue)'s side")
            }
            if let flaw = observed.flaw("on the \(side.rawValue)'s side") { return flaw }
            let expected = blockSize ?? first[sides[0]].count
            for (index, block) in blocks.enumerated()
            where isImported == true || varies ? block[side].isEmpty : block[side].count != expected {
                return Inconclusive(
                    .tooFewSamples,
                    "block \(index + 1) has \(block[side].count) observations "
                        + "on the \(side.rawValue)'s side, \(expected) expected")
            }
        }
        return nil
    }
}

extension [Observed] {
    /// Why they decide nothing, if one of them is no number; `place` says where they were observed.
    func flaw(_ place: String) -> Inconclusive? {
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
            let detail = "\(failures.count) of \(count) \(place) failed, the first with: \(first)"
            return Inconclusive(.failedOperations, detail)
        }
        if silent > 0 {
            return Inconclusive(.sourceSilent, "\(silent) of \(count) \(place) came without the metric")
        }
        if notNumbers > 0 {
            return Inconclusive(.notANumber, "\(notNumbers) of \(count) \(place) are no finite numbers")
        }
        return nil
    }
}
