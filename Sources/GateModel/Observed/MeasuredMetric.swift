/// One metric of one side of a stage, in numbers: of an operation, or of the service as a whole.
package struct MeasuredMetric: Hashable, Sendable {
    package let stage: StageName
    package let metric: String
    package let unit: MetricUnit
    package let operation: String?
    /// In the unit's base, over all values; nil where there are none.
    package let median: Double?
    package let mean: Double?
    /// Nil below 20 values, where it would only be the largest.
    package let p95: Double?
    package let blocks: Int
    package let values: Int
    /// Failed, silent, or no number.
    package let missing: Int
    /// What a comparison by such blocks can show; nil for what is not compared by intervals.
    package let assessment: Assessment?

    package init(
        stage: StageName, metric: String, unit: MetricUnit, operation: String?, median: Double?,
        mean: Double?, p95: Double?, blocks: Int, values: Int, missing: Int, assessment: Assessment?
    ) {
        self.stage = stage
        self.metric = metric
        self.unit = unit
        self.operation = operation
        self.median = median
        self.mean = mean
        self.p95 = p95
        self.blocks = blocks
        self.values = values
        self.missing = missing
        self.assessment = assessment
    }
}
