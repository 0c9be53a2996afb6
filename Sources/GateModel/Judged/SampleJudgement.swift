/// What numbers came to that somebody had already, judged without a pipeline.
package struct SampleJudgement: Hashable, Sendable {
    /// The benchmark's name in its report; nil where there was only one series without a name.
    package let name: String?
    /// `≤ +5 %`, `p95 <= 50ms`
    package let limit: String
    package let verdict: Verdict
    /// What the estimate and its bounds are.
    package let scale: Judgement.Scale
    /// Blocks, samples, or operations that the verdict rests on.
    package var count: Int?
    package var estimate: Double?
    /// Nil is an infinite bound, or none.
    package var lower: Double?
    package var upper: Double?
    /// What the verdict rests on.
    package var basis: SampleSize?
    package var notes: [Note]

    package init(
        name: String?, limit: String, verdict: Verdict, scale: Judgement.Scale, count: Int? = nil,
        estimate: Double? = nil, lower: Double? = nil, upper: Double? = nil, basis: SampleSize? = nil,
        notes: [Note] = []
    ) {
        self.name = name
        self.limit = limit
        self.verdict = verdict
        self.scale = scale
        self.count = count
        self.estimate = estimate
        self.lower = lower
        self.upper = upper
        self.basis = basis
        self.notes = notes
    }
}
