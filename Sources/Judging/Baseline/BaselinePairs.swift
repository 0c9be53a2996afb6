package import GateModel

extension Pipeline {
    /// Pairs of requests a block and operation that stage `baseline` measures: as many as are usual, or as `regress` declares
    /// where these are fewer, or where a rule asks that many of a block or of the stage.
    ///
    /// The noise of blocks with another number of pairs follows from what blocks and single pairs scatter (``NoiseParts``), so
    /// more than that would only take longer.
    package var baselinePairs: Int {
        guard case .regress(let settings) = stage(.regress)?.kind, let declared = settings.pairs else {
            return Stage.Regress.usualPairs
        }
        let readsMore =
            stage(.regress)?.rules.contains(where: \.readsTails) == true
            || stage(.baseline)?.rules.contains(where: \.readsTails) == true
        return readsMore ? declared : min(declared, Stage.Regress.usualPairs)
    }
}

extension Rule {
    /// Whether it is about rare requests, of which few pairs show none.
    fileprivate var readsTails: Bool {
        switch statistic {
        case .quantile(let share): share != 0.5
        case .tail, .worst: true
        case nil: metric.source == .builtIn(.errors) && !forbidsAny
        case .mean: metric.source == .builtIn(.responseTime)
        case .median, .min, .max, .peak, .steady, .growth, .retained, .rate, .exponent, .warmup: false
        }
    }

    private var forbidsAny: Bool {
        if case .compare(.equal, .absolute(0), _) = condition { true } else { false }
    }
}
