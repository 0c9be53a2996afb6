import JSON

extension Inconclusive {
    /// What keeps observations from deciding anything: one that is missing is never a good one.
    package enum ObservationFlaw: Hashable, Sendable, TaggedCodable {
        /// `'response_time' was not measured`
        case notMeasured(metric: String)
        /// `nothing was observed on the candidate's side`
        case nothing(side: Side)
        /// `3 of 400 on the candidate's side failed, the first with: status 500`
        case failed(count: Int, of: Int, place: Place, first: OutsideText)
        /// `3 of 400 in a window came without the metric`
        case silent(count: Int, of: Int, place: Place)
        /// `3 of 400 at 1/4 of the data are no finite numbers`
        case notNumbers(count: Int, of: Int, place: Place)
        /// `block 3 has 2 observations on the candidate's side, 10 expected`
        case unevenBlock(number: Int, observed: Int, side: Side, expected: Int)
        /// `the candidate still got faster at the end of the warm-up in 13 of 24 blocks`
        case unsettled(side: Side, blocks: Int, of: Int)
        /// `3 of 400 failed; without them the limit is not shown to be broken, and with them as the slowest it is: …`
        case failuresDecide(count: Int, of: Int)

        private enum CodingKeys: String, CodingKey {
            case nothing, failed, silent, unsettled
            case notMeasured = "not-measured"
            case notNumbers = "not-numbers"
            case unevenBlock = "uneven-block"
            case failuresDecide = "failures-decide"
        }
    }
}
