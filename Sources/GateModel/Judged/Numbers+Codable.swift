/// Numbers are text in ``scale``; those of either side and the limits are text in the metric's own unit.
extension Judgement.Numbers {
    private enum CodingKeys: CodingKey {
        case scale, estimate, lower, upper, baseline, candidate, samples, bounds, distributions, blockRatios
        case confidence, deciles, tail, starts, flip, evidence, memory
    }

    /// How both sides and the bounds are written: of a ratio they are in the metric's own unit.
    private var sides: Judgement.Scale { distributions?.scale ?? (scale == .ratio ? .number : scale) }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            scale: try fields.decode(Judgement.Scale.self, forKey: .scale),
            samples: try fields.decodeIfPresent(SampleSize.self, forKey: .samples),
            distributions: try fields.decodeIfPresent(Distributions.self, forKey: .distributions),
            blockRatios: try fields.decodeIfPresent(Distributions.self, forKey: .blockRatios),
            confidence: try fields.numberIfPresent(.number, forKey: .confidence),
            deciles: try fields.decodeIfPresent(Deciles.self, forKey: .deciles),
            tail: try fields.decodeIfPresent(TailShares.self, forKey: .tail),
            flip: try fields.decodeIfPresent(LimitSensitivity.self, forKey: .flip),
            evidence: try fields.decodeIfPresent(MarginEvidence.self, forKey: .evidence),
            memory: try fields.decodeIfPresent(MemorySeries.self, forKey: .memory))
        estimate = try fields.numberIfPresent(scale, forKey: .estimate)
        lower = try fields.numberIfPresent(scale, forKey: .lower)
        upper = try fields.numberIfPresent(scale, forKey: .upper)
        baseline = try fields.numberIfPresent(sides, forKey: .baseline)
        candidate = try fields.numberIfPresent(sides, forKey: .candidate)
        bounds = try fields.numbersIfPresent(sides, forKey: .bounds)
        starts = try fields.decodeIfPresent(ShownStarts.self, forKey: .starts)
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(scale, forKey: .scale)
        try fields.encodeIfPresent(estimate, scale, forKey: .estimate)
        try fields.encodeIfPresent(lower, scale, forKey: .lower)
        try fields.encodeIfPresent(upper, scale, forKey: .upper)
        try fields.encodeIfPresent(baseline, sides, forKey: .baseline)
        try fields.encodeIfPresent(candidate, sides, forKey: .candidate)
        try fields.encodeIfPresent(samples, forKey: .samples)
        try fields.encodeIfPresent(bounds, sides, forKey: .bounds)
        try fields.encodeIfPresent(distributions, forKey: .distributions)
        try fields.encodeIfPresent(blockRatios, forKey: .blockRatios)
        try fields.encodeIfPresent(confidence, .number, forKey: .confidence)
        try fields.encodeIfPresent(deciles, forKey: .deciles)
        try fields.encodeIfPresent(tail, forKey: .tail)
        try fields.encodeIfPresent(starts, forKey: .starts)
        try fields.encodeIfPresent(flip, forKey: .flip)
        try fields.encodeIfPresent(evidence, forKey: .evidence)
        try fields.encodeIfPresent(memory, forKey: .memory)
    }
}

extension Distributions {
    private enum CodingKeys: CodingKey {
        case scale, low, high, baseline, candidate
    }

    /// - Throws: `DecodingError` for edges that are no interval: a record may have been written by anyone.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let scale = try fields.decode(Judgement.Scale.self, forKey: .scale)
        let low = try fields.number(scale, forKey: .low)
        let high = try fields.number(scale, forKey: .high)
        guard low.isFinite, high.isFinite, low <= high else {
            throw DecodingError.dataCorruptedError(
                forKey: .high, in: fields, debugDescription: "expected a number from 'low' on")
        }
        self.init(
            scale: scale, low: low, high: high,
            baseline: try fields.decodeIfPresent(Spread.self, forKey: .baseline),
            candidate: try fields.decodeIfPresent(Spread.self, forKey: .candidate))
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(scale, forKey: .scale)
        try fields.encode(low, scale, forKey: .low)
        try fields.encode(high, scale, forKey: .high)
        try fields.encodeIfPresent(baseline, forKey: .baseline)
        try fields.encodeIfPresent(candidate, forKey: .candidate)
    }
}

extension VerdictThreshold {
    private enum CodingKeys: CodingKey {
        case isUpper, terms, pass, violation
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let terms = try fields.decode(Terms.self, forKey: .terms)
        self.init(
            isUpper: try fields.decode(Bool.self, forKey: .isUpper), terms: terms,
            pass: try fields.numberIfPresent(terms.scale, forKey: .pass),
            violation: try fields.numberIfPresent(terms.scale, forKey: .violation))
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(isUpper, forKey: .isUpper)
        try fields.encode(terms, forKey: .terms)
        try fields.encodeIfPresent(pass, terms.scale, forKey: .pass)
        try fields.encodeIfPresent(violation, terms.scale, forKey: .violation)
    }
}

extension VerdictThreshold.Terms {
    fileprivate var scale: Judgement.Scale {
        switch self {
        case .change: .number
        case .amount(let unit): .unit(unit)
        case .value(let scale): scale
        }
    }
}

extension MarginEvidence {
    private enum CodingKeys: CodingKey {
        case logViolation, logPass, margins
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            logViolation: try fields.number(.number, forKey: .logViolation),
            logPass: try fields.number(.number, forKey: .logPass),
            margins: try fields.decode(Int.self, forKey: .margins))
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(logViolation, .number, forKey: .logViolation)
        try fields.encode(logPass, .number, forKey: .logPass)
        try fields.encode(margins, forKey: .margins)
    }
}
