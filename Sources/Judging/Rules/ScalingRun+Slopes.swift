import GateModel
import Glibc
import Statistics

extension ScalingRun {
    /// At least so much more data at the whole than at the smallest size, or slopes say nothing.
    private static let leastGrowth = 2.0

    /// How much data there was at each size, as a share of the whole: the geometric mean over everything that was counted
    /// and that grows, or the scale itself where nothing is counted.
    ///
    /// What is as much at every scale, such as a table of countries, is no part of the size.
    var shares: Shares {
        guard let whole = sizes.last, sizes.map(\.scale) == DataScale.allCases else {
            return .none(Inconclusive(.noSamples, "not measured at 1/4, 1/2 and 1 of the data"))
        }
        let names = whole.counts.map(\.name)
        guard !names.isEmpty else { return .of(sizes.map(\.scale.rawValue)) }
        var growing: [[Double]] = []
        for name in names {
            let counted = sizes.compactMap { size in size.counts.first { $0.name == name }?.counted }
            guard counted.count == sizes.count else {
                return .none(Inconclusive(.notEvaluated, "\(name) were not counted at every size"))
            }
            if Set(counted).count > 1 { growing.append(counted.map(Double.init)) }
        }
        guard !growing.isEmpty, growing.allSatisfy({ $0.allSatisfy { $0 > 0 } }) else { return notScaled }
        let shares = sizes.indices.map { index in
            exp(growing.reduce(0) { $0 + log($1[index] / $1[$1.count - 1]) } / Double(growing.count))
        }
        let isGrowing = zip(shares, shares.dropFirst()).allSatisfy { $0 < $1 }
        return isGrowing && shares[0] * Self.leastGrowth <= 1 ? .of(shares) : notScaled
    }

    /// A size in shares of the whole.
    func share(of amount: Rule.DataAmount) -> Share {
        guard let counted = sizes.last?.counts.first(where: { $0.name == amount.name })?.counted, counted > 0
        else { return .none(Inconclusive(.notEvaluated, "\(amount.name) were not counted")) }
        guard amount.rows > counted else {
            return .none(
                Inconclusive(
                    .notEvaluated, "there are \(counted) \(amount.name) already, 'at' is for more than that"))
        }
        return .of(Double(amount.rows) / Double(counted))
    }

    enum Share {
        case of(Double)
        /// Why there is none.
        case none(Inconclusive)
    }

    enum Shares {
        case of([Double])
        /// Why the sizes are none.
        case none(Inconclusive)
    }

    private var notScaled: Shares {
        let counts = (sizes.last?.counts ?? []).map { count in
            Inconclusive.ScaledCount(
                name: count.name,
                counted: sizes.compactMap { size in size.counts.first { $0.name == count.name }?.counted })
        }
        return .none(Inconclusive(.dataNotScaled, .data(.notScaled(counts: counts))))
    }

    /// What a smaller data set lacks of what was declared for the whole.
    func shortfall(of declared: [Service.Count]) -> Inconclusive? {
        for size in sizes {
            for count in declared {
                guard let found = size.counts.first(where: { $0.name == count.name }) else {
                    return Inconclusive(
                        .notEvaluated, .data(.uncounted(name: count.name, place: .scale(size.scale))))
                }
                let needed = DataCount(
                    name: found.name, side: .candidate, counted: found.counted,
                    atLeast: size.scale.share(of: count.atLeast))
                guard needed.isShort else { continue }
                return Inconclusive(
                    .dataSetTooSmall, .data(.short(count: needed, scale: size.scale)))
            }
        }
        return nil
    }
}

extension ScaledCosts {
    /// What a block's operation cost at each size: of a count the mean, of anything else the median.
    func costs(of unit: MetricUnit) throws(StatisticsError) -> [[Double]] {
        try blocks.map { block throws(StatisticsError) in
            try block.sizes.map { observed throws(StatisticsError) in
                let values = observed.compactMap(\.value)
                return unit == .count ? try mean(values) : try median(values)
            }
        }
    }

    /// Why they decide nothing, if a single observation is missing, or is nothing.
    func flaw(_ sizes: [DataSize]) -> Inconclusive? {
        guard let each = blocks.first?.sizes.first?.count, each > 0 else {
            return Inconclusive(.noSamples, "nothing was measured at 1/4, 1/2 and 1 of the data")
        }
        for (index, size) in sizes.enumerated() {
            let all = blocks.flatMap { $0.sizes.indices.contains(index) ? $0.sizes[index] : [] }
            if let flaw = all.flaw(.scale(size.scale)) { return flaw }
            if let block = blocks.firstIndex(where: {
                $0.sizes.count != sizes.count || $0.sizes[index].count != each
            }) {
                return Inconclusive(
                    .tooFewSamples,
                    "block \(block + 1) has not \(each) observations at \(size.scale.fraction) of the data")
            }
        }
        return nil
    }
}
