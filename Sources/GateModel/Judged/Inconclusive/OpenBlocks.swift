import JSON

extension Inconclusive {
    /// Why blocks leave a limit open: there are too few, or it lies too close to what they show.
    package indirect enum OpenBlocks: Hashable, Sendable, TaggedCodable {
        /// `undecided after 8 of at most 40 blocks`, where fewer let nothing be shown `…, at least 8 needed`
        case undecided(blocks: Int, most: Int, least: Int?)
        /// `7 blocks, at least 8 needed`
        case few(count: Int, least: Int)
        /// `undecided after 4 blocks, at least 8 needed`: of stage `baseline`, whose recorded noise does not fit.
        case fewFresh(count: Int, least: Int)
        /// `7 process pairs, at least 8 needed`
        case fewProcessPairs(count: Int, least: Int)
        /// `12 blocks, and 8 of 'plain'`
        case unequal(count: Int, other: Int, operation: String)
        /// `120 requests a side, a mean needs 320: few slow ones may make most of it`
        case fewRequests(count: Int, least: Int)
        /// `within the limit after 12 blocks, and no longer shown by all 40`, and what all of them show.
        case lostPass(at: Int, blocks: Int, since: LostPass?)
        /// `the limit lies between what 40 blocks leave open; move it away from what was measured, …`
        case leftOpen(blocks: Int)
        /// `+4.2 % after 40 blocks, between +1 % and +7 %, and the limit is +5 %; …`: changes as shares.
        case close(change: Double, blocks: Int, lower: Double?, upper: Double?, limit: Double)
        /// `undecided after 40 blocks; with this noise they show a change of 9 %, and the limit is +5 %; the host: load 3 on 2 cores; …`
        case noisy(blocks: Int, shown: Double, limit: Double, host: HostConditions?)
        /// `undecided after 40 blocks; with this noise they show a change of 9 %`: of means.
        case means(blocks: Int, shown: Double, host: HostConditions?)

        private enum CodingKeys: String, CodingKey {
            case undecided, few, unequal, close, noisy, means
            case fewFresh = "few-fresh"
            case fewProcessPairs = "few-process-pairs"
            case fewRequests = "few-requests"
            case lostPass = "lost-pass"
            case leftOpen = "left-open"
        }
    }

    /// What all blocks show of a pass that the first of them showed.
    package indirect enum LostPass: Hashable, Sendable, TaggedCodable {
        /// `: they show +6 %, beyond it; the first were lucky, or something changed meanwhile`
        case beyond(change: Double)
        /// `; +4.2 % after 40 blocks …`
        case open(detail: Detail)

        private enum CodingKeys: String, CodingKey {
            case beyond, open
        }
    }
}
