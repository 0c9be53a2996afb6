import GateModel
import JSON

extension Judgement {
    /// The verdict with its estimate, interval, limit and samples alone.
    var withoutExplanation: Judgement {
        let brief = Numbers(
            scale: numbers.scale, estimate: numbers.estimate, lower: numbers.lower, upper: numbers.upper,
            samples: numbers.samples)
        return Judgement(
            id: id, stage: stage, position: position, operation: operation, demand: demand,
            verdict: verdict, blocks: blocks, numbers: brief, notes: notes)
    }
}

extension Judgement.Numbers {
    /// What an entry adds to the numbers of a verdict so that they can be drawn and doubted; entries of versions before
    /// have none of it. Deciles and tails are made again from the evidence.
    var explanation: KeyValuePairs<String, JSONValue?> {
        [
            "baseline": baseline.map { .string(sides.text($0)) },
            "candidate": candidate.map { .string(sides.text($0)) },
            "bounds": bounds.map { .texts($0.map(sides.text)) },
            "distributions": distributions?.json,
            "block_ratios": blockRatios?.json,
            "confidence": confidence.map { .string($0.decimalText) },
            "flip": flip?.json,
            "evidence": evidence?.json,
            "memory": memory?.json,
        ]
    }

    mutating func takeExplanation(_ fields: inout JSONFields) throws(StatementError) {
        if let spread = try fields.optionalObject("distributions") {
            distributions = try Distributions(spread)
        }
        if let spread = try fields.optionalObject("block_ratios") { blockRatios = try Distributions(spread) }
        let plain = Judgement.Scale.number
        confidence = try fields.optionalParsed("confidence", plain.wanted, plain.number)
        baseline = try fields.optionalParsed("baseline", sides.wanted, sides.number)
        candidate = try fields.optionalParsed("candidate", sides.wanted, sides.number)
        bounds = try fields.optionalNumbers("bounds", sides)
        if let turns = try fields.optionalObject("flip") { flip = try Flip(turns) }
        if let wealth = try fields.optionalObject("evidence") { evidence = try MarginEvidence(wealth) }
        if let series = try fields.optionalObject("memory") { memory = try MemorySeries(series) }
    }

    /// How both sides and the bounds are written: of a ratio they are in the metric's own unit.
    private var sides: Judgement.Scale { distributions?.scale ?? (scale == .ratio ? .number : scale) }
}

extension Distributions {
    fileprivate var json: JSONValue {
        .object(of: [
            "scale": .string(scale.word), "low": .string(scale.text(low)), "high": .string(scale.text(high)),
            "baseline": baseline?.json, "candidate": candidate?.json,
        ])
    }

    fileprivate init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        let scale = try fields.parsed("scale", "a known scale") { Judgement.Scale(word: $0) }
        let low = try fields.parsed("low", scale.wanted, scale.number)
        let high = try fields.parsed("high", scale.wanted, scale.number)
        guard low.isFinite, high.isFinite, low <= high else {
            throw .malformed(fields.path("high"), wanted: "a number from 'low' on")
        }
        var sides: [Spread?] = []
        for key in ["baseline", "candidate"] {
            let side = try fields.optionalObject(key)
            if let side { sides.append(try Spread(side)) } else { sides.append(nil) }
        }
        self.init(scale: scale, low: low, high: high, baseline: sides[0], candidate: sides[1])
        try fields.end()
    }
}

extension Distributions.Spread {
    fileprivate var json: JSONValue {
        [
            "below": .integer(below), "bins": .array(bins.map { .integer($0) }), "above": .integer(above),
        ]
    }

    fileprivate init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        let bins = try fields.wholes("bins")
        let (below, above) = (try fields.whole("below"), try fields.whole("above"))
        guard Distributions.Spread.areCounts(below: below, bins: bins, above: above) else {
            throw .malformed(fields.path("bins"), wanted: "1 to \(Distributions.mostBins) counts")
        }
        self.init(below: below, bins: bins, above: above)
        try fields.end()
    }
}

extension Flip {
    fileprivate var json: JSONValue {
        switch self {
        case .at(let points): ["limits": .array(points.map(\.json))]
        case .never(let why): ["never": .coded(why)]
        }
    }

    fileprivate init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        if fields.has("never") {
            self = .never(try fields.coded("never"))
        } else {
            var points: [TurningPoint] = []
            for point in try fields.objects("limits") { points.append(try TurningPoint(point)) }
            self = .at(points)
        }
        try fields.end()
    }
}

extension TurningPoint {
    fileprivate var json: JSONValue {
        .object(of: [
            "bound": .string(isUpper ? "upper" : "lower"),
            "terms": .string(terms.word),
            "scale": terms.isPlain ? nil : .string(terms.scale.word),
            "pass": pass.map { .string(terms.scale.text($0)) },
            "violation": violation.map { .string(terms.scale.text($0)) },
        ])
    }

    fileprivate init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        let isUpper = try fields.parsed("bound", "'upper' or 'lower'") { word in
            ["upper": true, "lower": false][word]
        }
        let word = try fields.text("terms")
        let scale = try fields.optionalParsed("scale", "a known scale") { Judgement.Scale(word: $0) }
        guard let terms = Terms(word: word, scale) else {
            throw .malformed(fields.path("terms"), wanted: "'change', or 'amount' or 'value' with a scale")
        }
        let numbers = terms.scale
        self.init(
            isUpper: isUpper, terms: terms,
            pass: try fields.optionalParsed("pass", numbers.wanted, numbers.number),
            violation: try fields.optionalParsed("violation", numbers.wanted, numbers.number))
        try fields.end()
    }
}

extension TurningPoint.Terms {
    fileprivate init?(word: String, _ scale: Judgement.Scale?) {
        switch (word, scale) {
        case ("change", nil): self = .change
        case ("amount", .unit(let unit)): self = .amount(unit)
        case ("value", let scale?): self = .value(scale)
        default: return nil
        }
    }

    fileprivate var word: String {
        switch self {
        case .change: "change"
        case .amount: "amount"
        case .value: "value"
        }
    }

    fileprivate var isPlain: Bool { self == .change }

    fileprivate var scale: Judgement.Scale {
        switch self {
        case .change: .number
        case .amount(let unit): .unit(unit)
        case .value(let scale): scale
        }
    }
}

extension MarginEvidence {
    fileprivate var json: JSONValue {
        [
            "violation": .string(logViolation.decimalText), "pass": .string(logPass.decimalText),
            "margins": .integer(margins),
        ]
    }

    fileprivate init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        let scale = Judgement.Scale.number
        self.init(
            logViolation: try fields.parsed("violation", scale.wanted, scale.number),
            logPass: try fields.parsed("pass", scale.wanted, scale.number),
            margins: try fields.whole("margins"))
        try fields.end()
    }
}
