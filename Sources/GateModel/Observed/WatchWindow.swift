/// What was seen of the deployed environment during one window.
package struct WatchWindow: Hashable, Sendable, Codable {
    package let phase: Phase
    /// One-sided: the observations stand under `candidate`.
    package var samples: [Samples]

    package init(phase: Phase, samples: [Samples]) {
        self.phase = phase
        self.samples = samples
    }

    package enum Phase: String, Hashable, Sendable, Codable {
        case before
        case after
    }
}
