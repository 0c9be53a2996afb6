/// What stage `scale` observes of the candidate.
package struct ScaleRun: Hashable, Sendable, Codable {
    /// Nil where no rule needs a load, or none came to an end.
    package var load: LoadRun?
    /// Where a rule is about cost against the size of the data.
    package var scaling: ScalingRun?
    /// Nil where the gate itself had started the service.
    package var oneSided: ComparisonSource?

    package init(
        load: LoadRun? = nil, scaling: ScalingRun? = nil, oneSided: ComparisonSource? = nil
    ) {
        self.load = load
        self.scaling = scaling
        self.oneSided = oneSided
    }
}

/// What a load has shown of a service.
package struct LoadRun: Hashable, Sendable, Codable {
    package let samples: [Samples]
    package let summary: LoadSummary
    /// What made the requests, where it was not Pawl itself: `locust 2.47.0, 2 workers`.
    package let engine: String?

    package init(samples: [Samples], summary: LoadSummary, engine: String? = nil) {
        self.samples = samples
        self.summary = summary
        self.engine = engine
    }
}
