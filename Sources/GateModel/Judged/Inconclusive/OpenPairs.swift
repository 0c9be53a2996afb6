import JSON

extension Inconclusive {
    /// Why inputs, starts or counts leave a limit open, each compared with its own.
    package indirect enum OpenPairs: Hashable, Sendable, TaggedCodable {
        /// `2 of 4 inputs undecided after 8 of at most 40 blocks`
        case inputs(open: Int, of: Int, blocks: Int, most: Int)
        /// `kind=c was drawn in 3 of 40 blocks, each input is needed in 8: give fewer 'values' or more 'pairs'`
        case rareInput(name: OutsideText, blocks: Int, of: Int, least: Int)
        /// `2 of 4 inputs undecided, such as kind=c: +4.2 % after 40 blocks …`
        case undecidedInputs(open: Int, of: Int, name: OutsideText, detail: Detail)
        /// `within the limit, after 12 of the 44 starts that few slow ones are seen in`
        case fewStarts(count: Int, least: Int)
        /// `in 12 of 60 blocks the candidate was 31 % worse than in the others, in 1 the baseline`
        case slowStarts(starts: Note.SlowStarts)
        /// `the baseline gave another count for the same input 3 times; use a limit without '+'`
        case countsDiffer(times: Int)
        /// `3 counts differ, but the same input counted otherwise when it was repeated; …`
        case unconfirmedCounts(count: Int)
        /// `3 of 400 pairs beyond the limit, which chance may be and may not`
        case chance(worse: Int, of: Int)

        private enum CodingKeys: String, CodingKey {
            case inputs, chance
            case rareInput = "rare-input"
            case undecidedInputs = "undecided-inputs"
            case fewStarts = "few-starts"
            case slowStarts = "slow-starts"
            case countsDiffer = "counts-differ"
            case unconfirmedCounts = "unconfirmed-counts"
        }
    }
}
