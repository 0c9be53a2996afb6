import GateModel

extension Judgement {
    /// The numbers behind the verdict, as rows of label, value, bar and remark:
    /// `candidate  47.2 ms  ├──────────▂▄█▇▄▂─┤  2 above the bar`.
    var numberRows: [NumberRow] {
        let bars = bars
        var rows = comparedNumbers ?? plainNumbers
        for index in rows.indices {
            let bar: DistributionBar? =
                switch rows[index].label {
                case "baseline": bars.baseline
                case "samples": nil
                case "change" where numbers.blockRatios != nil: ratioBar
                default: bars.candidate
                }
            guard let bar else { continue }
            rows[index].bar = bar
            rows[index].remark = joined(rows[index].remark, bar.outside)
        }
        return rows
    }

    /// The unit of both levels; nil where they are no metric's.
    var unit: MetricUnit? { sideUnit ?? numbers.distributions?.scale.unit }

    /// As the demand has it.
    var sideUnit: MetricUnit? {
        switch numbers.scale {
        case .unit(let unit), .perOperation(let unit): unit
        case .number: .plain
        case .exponent: nil
        case .ratio: demand.rule?.unit
        }
    }

    /// Both levels, and below them the change that was judged, which says what it is of.
    private var comparedNumbers: [NumberRow]? {
        guard let unit, let levels = ComparedLevels(numbers), let ratios = numbers.blockRatios
        else { return nil }
        let what = statisticName.map { "\($0) of all, " } ?? ""
        let implied = levels.observed == nil ? "" : "the baseline's times the change"
        let blocks = "typical of \(counted(ratios.candidate?.count ?? 0, "block"))"
        return [
            NumberRow("baseline", unit.text(levels.baseline), what + samples),
            NumberRow("candidate", (implied.isEmpty ? "" : "≈ ") + unit.text(levels.candidate), implied),
            NumberRow("change", change, joined(blocks, equivalence ?? interval)),
        ]
    }

    private var plainNumbers: [NumberRow] {
        let baseline = unit.flatMap { unit in numbers.baseline.map(unit.text) }
        let candidate = unit.flatMap { unit in numbers.candidate.map(unit.text) }
        switch (baseline, candidate) {
        case (let baseline?, let candidate?):
            return [
                NumberRow("baseline", baseline, samples),
                NumberRow("candidate", candidate, joined(change, interval)),
            ]
        case (let baseline?, nil): return [NumberRow("baseline", baseline, joined(change, interval, samples))]
        case (nil, let candidate?):
            return [NumberRow("candidate", candidate, joined(change, interval, samples))]
        case (nil, nil): break
        }
        if !change.isEmpty { return [NumberRow("change", change, joined(interval, samples))] }
        if case .perOperation(let unit) = numbers.scale, let slope = numbers.estimate {
            return [NumberRow("candidate", "\(unit.text(slope))/op", joined(interval, samples))]
        }
        if numbers.scale == .exponent, let exponent = numbers.estimate {
            return [NumberRow("candidate", exponentText(exponent), joined(interval, samples))]
        }
        return samples.isEmpty ? [] : [NumberRow("samples", samples)]
    }

    private var samples: String { numbers.samples?.text ?? "" }

    private var change: String {
        guard numbers.scale == .ratio, let ratio = numbers.estimate else { return "" }
        return changeText(ratio - 1)
    }

    private var interval: String {
        switch (numbers.lower.map(bound), numbers.upper.map(bound)) {
        case (let lower?, let upper?): "interval \(lower) … \(upper)"
        case (let lower?, nil): "interval \(lower) and more"
        case (nil, let upper?): "interval \(upper) and less"
        case (nil, nil): ""
        }
    }

    private func bound(_ value: Double) -> String { numbers.scale.text(value) }

    private func joined(_ parts: String...) -> String { parts.filter { !$0.isEmpty }.joined(separator: ", ") }
}

/// One line of numbers in a block.
struct NumberRow {
    let label: String
    let value: String
    var bar: DistributionBar?
    var remark: String

    init(_ label: String, _ value: String, _ remark: String = "") {
        self.label = label
        self.value = value
        self.remark = remark
    }
}

extension Judgement.Scale {
    fileprivate var unit: MetricUnit? {
        switch self {
        case .unit(let unit), .perOperation(let unit): unit
        case .ratio, .number, .exponent: nil
        }
    }
}
