import GateModel

/// A revision that takes part in a gate, with files and data of its own.
enum MeasuredRevision: String, Sendable {
    case baseline
    case candidate
    /// Stands on the baseline's side, where it is compared.
    case anchor

    static func all(of plan: Plan) -> [MeasuredRevision] {
        [.baseline, .candidate] + (plan.anchor == nil ? [] : [.anchor])
    }

    var side: Side { self == .candidate ? .candidate : .baseline }

    func revision(in plan: Plan) -> Revision {
        switch self {
        case .baseline: plan.baseline
        case .candidate: plan.candidate
        case .anchor: plan.anchor?.anchor ?? plan.baseline
        }
    }
}
