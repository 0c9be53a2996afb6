import JSON

extension Inconclusive {
    /// Why a share of samples leaves a limit open.
    package enum OpenShare: Hashable, Sendable, TaggedCodable {
        /// `3 of 400 beyond the limit; even without any, 59 are needed: take more samples`
        case few(beyond: Int, of: Int, least: Int)
        /// `3 of 400 beyond the limit, where at most 2 would pass and from 9 on it would be a violation`; nil: no number would.
        case close(beyond: Int, of: Int, passing: Int?, violating: Int?, mayGrow: Bool)
        /// `3 of 400 beyond the limit after 40 blocks, and the limit allows 1 %; …`; nil where even none would be too few.
        case closeOfBlocks(beyond: Int, of: Int, blocks: Int, allowed: Double?)
        /// `1 % … 7 % of a process's requests are beyond the limit`
        case ofProcesses(least: Double, most: Double)
        /// `no slow request among 400 of the candidate, and these are too few to show +1 %`
        case noSlowRequest(requests: Int, limit: Double)
        /// `9 and 2 slow of 400 a side show at most +3 %, the limit is +1 %`
        case slowRequests(candidate: Int, baseline: Int, of: Int, upper: Double?, limit: Double)

        private enum CodingKeys: String, CodingKey {
            case few, close
            case closeOfBlocks = "close-of-blocks"
            case ofProcesses = "of-processes"
            case noSlowRequest = "no-slow-request"
            case slowRequests = "slow-requests"
        }
    }
}
