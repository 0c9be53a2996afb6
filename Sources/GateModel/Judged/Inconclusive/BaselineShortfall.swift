import JSON

extension Inconclusive {
    /// What the baseline beside itself does not show.
    package enum BaselineShortfall: Hashable, Sendable, TaggedCodable {
        /// `96 blocks of 200 pairs, the most there may be, show a change of 9 % with this noise, and the rule tolerates 5 %; …`
        case noisy(blocks: Int, pairs: Int, shown: Double, tolerated: Double)
        /// `with the recorded noise 96 blocks of 200 pairs show a change of 9 %`
        case recordedNoise(blocks: Int, pairs: Int, shown: Double)
        /// `4 blocks differ by more than the 24 that earlier gates recorded`
        case noisierThanRecorded(blocks: Int, recorded: Int)
        /// `the baseline itself took 31 % longer beside the candidate than beside itself in stage 'baseline'`
        case slowed(change: Double, isControlled: Bool)
        /// `7 blocks in which the baseline answered, at least 8 needed`
        case fewAnswered(count: Int, least: Int)

        private enum CodingKeys: String, CodingKey {
            case noisy, slowed
            case recordedNoise = "recorded-noise"
            case noisierThanRecorded = "noisier-than-recorded"
            case fewAnswered = "few-answered"
        }
    }
}
