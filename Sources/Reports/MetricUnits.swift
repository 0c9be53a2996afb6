import GateModel

/// The units of metrics by their names, to read the numbers of a finding.
struct MetricUnits {
    private let units: [String: MetricUnit]

    init(_ metrics: [Metric]) {
        units = Dictionary(metrics.map { ($0.name, $0.unit) }, uniquingKeysWith: { first, _ in first })
    }

    /// The unit of `baseline` and `candidate`; nil for a ratio of a metric that is not known here.
    func unit(of judgement: Judgement) -> MetricUnit? {
        switch judgement.finding.scale {
        case .unit(let unit), .perOperation(let unit): unit
        case .number: .plain
        case .exponent: nil
        case .ratio: judgement.metric.flatMap { units[$0] }
        }
    }
}
