/// What operations cost at 1/4, 1/2 and 1 of the declared data: all that a rule about `exponent` reads.
package struct ScalingRun: Hashable, Sendable, Codable {
    /// In ascending order.
    package let sizes: [DataSize]
    /// One for each metric and operation.
    package var costs: [ScaledCosts]
    /// Operations that were still getting faster when the warm-up had to end; blocks in which they were, at any size.
    package var unsettled: [Unsettled]

    package init(sizes: [DataSize], costs: [ScaledCosts] = [], unsettled: [Unsettled] = []) {
        self.sizes = sizes
        self.costs = costs
        self.unsettled = unsettled
    }

    package func costs(of metric: String, on operation: String?) -> ScaledCosts? {
        costs.first { $0.metric == metric && $0.operation == operation }
    }
}

/// How much data there was at one scale, after the candidate's migrations.
package struct DataSize: Hashable, Sendable, Codable {
    package let scale: DataScale
    /// What the pipeline's `count` showed of the candidate's side; empty where it declares none.
    package let counts: [DataCount]

    package init(scale: DataScale, counts: [DataCount]) {
        self.scale = scale
        self.counts = counts
    }
}

/// What one operation cost, in one metric, on data of several sizes.
package struct ScaledCosts: Hashable, Sendable, Codable {
    package let metric: String
    package let operation: String
    package var blocks: [ScaledBlock]

    package init(metric: String, operation: String, blocks: [ScaledBlock] = []) {
        self.metric = metric
        self.operation = operation
        self.blocks = blocks
    }
}

/// The observations of one group of fresh processes, one process for each size, in the order of the sizes.
package struct ScaledBlock: Hashable, Sendable, Codable {
    package var sizes: [[Observed]]

    package init(sizes: [[Observed]]) {
        self.sizes = sizes
    }
}
