/// What was observed of one metric, on one operation or on the service as a whole, in the order it was observed.
///
/// Warm-up is not among them. A failed operation is present as such, so that its absence is never mistaken for speed.
package struct Samples: Hashable, Sendable, Codable {
    package let metric: String
    /// Nil for a metric of the service as a whole.
    package let operation: String?
    package var blocks: [Block]
    /// Whether they come from runs of a command that measured by itself: its report decides how many observations a block
    /// has on either side. Nil stands for no.
    package var isImported: Bool?

    package init(metric: String, operation: String?, blocks: [Block] = []) {
        self.metric = metric
        self.operation = operation
        self.blocks = blocks
    }

    /// `warmup(response_time)`: one observation a block, the time that all requests of the warm-up took together.
    package static func warmUpName(of metric: String) -> String { "\(Statistic.warmup)(\(metric))" }

    package func observed(_ side: Side) -> [Observed] { blocks.flatMap { $0[side] } }
}

/// The observations of one process group: a fresh baseline process and a fresh candidate process, both warm.
///
/// `baseline[i]` and `candidate[i]` are a pair: the same input, one right after the other. Where only one side was
/// measured the other is empty.
package struct Block: Hashable, Sendable {
    package var baseline: [Observed]
    package var candidate: [Observed]

    package init(baseline: [Observed] = [], candidate: [Observed] = []) {
        self.baseline = baseline
        self.candidate = candidate
    }

    package subscript(side: Side) -> [Observed] {
        switch side {
        case .baseline: baseline
        case .candidate: candidate
        }
    }

    package mutating func append(_ observed: Observed, on side: Side) {
        switch side {
        case .baseline: baseline.append(observed)
        case .candidate: candidate.append(observed)
        }
    }
}

package enum Side: String, Hashable, Sendable, Codable, CaseIterable {
    case baseline
    case candidate
}
