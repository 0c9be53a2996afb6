import GateModel

extension Judgement {
    /// The numbers behind the verdict, as rows of label, value and remark:
    /// `candidate  47.2 ms  +12.6 %, interval +9.8 % … +15.5 %`.
    func numbers(_ units: MetricUnits) -> [(label: String, value: String, remark: String)] {
        let unit = units.unit(of: self)
        let baseline = unit.flatMap { unit in finding.baseline.map(unit.text) }
        let candidate = unit.flatMap { unit in finding.candidate.map(unit.text) }
        let samples = finding.samples
        switch (baseline, candidate) {
        case (let baseline?, let candidate?):
            return [("baseline", baseline, samples), ("candidate", candidate, joined(change, interval))]
        case (let baseline?, nil): return [("baseline", baseline, joined(change, interval, samples))]
        case (nil, let candidate?): return [("candidate", candidate, joined(change, interval, samples))]
        case (nil, nil): break
        }
        if !change.isEmpty { return [("change", change, joined(interval, samples))] }
        if case .perOperation(let unit) = finding.scale, let slope = finding.estimate {
            return [("candidate", "\(unit.text(slope))/op", joined(interval, samples))]
        }
        return samples.isEmpty ? [] : [("samples", samples, "")]
    }

    private var change: String {
        guard finding.scale == .ratio, let ratio = finding.estimate else { return "" }
        return changeText(ratio - 1)
    }

    private var interval: String {
        switch (finding.lower.map(bound), finding.upper.map(bound)) {
        case (let lower?, let upper?): "interval \(lower) … \(upper)"
        case (let lower?, nil): "interval \(lower) and more"
        case (nil, let upper?): "interval \(upper) and less"
        case (nil, nil): ""
        }
    }

    private func bound(_ value: Double) -> String {
        switch finding.scale {
        case .ratio: changeText(value - 1)
        case .unit(let unit): unit.text(value)
        case .perOperation(let unit): "\(unit.text(value))/op"
        case .number: significant(value)
        }
    }

    private func joined(_ parts: String...) -> String { parts.filter { !$0.isEmpty }.joined(separator: ", ") }
}
