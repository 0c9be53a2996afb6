import JSON

extension Inconclusive {
    /// What was seen, as data; `Reports` makes the words, and every case has its own as an example.
    ///
    /// Numbers are in base units, or shares of one.
    package indirect enum Detail: Hashable, Sendable, TaggedCodable {
        /// What a tool, a service or the system said, or a sentence that has no data.
        case said(text: OutsideText)
        /// `'search': block 3 has 2 observations …`: what is said of something that has a name.
        case about(name: String, detail: Detail)
        case data(DataShortfall)
        case observed(ObservationFlaw)
        case blocks(OpenBlocks)
        case share(OpenShare)
        case pairs(OpenPairs)
        case baseline(BaselineShortfall)
        case windows(OpenWindows)
        case memory(MemoryShortfall)
        case report(ReportFlaw)
        case check(CheckShortfall)
        /// `requests that were not sent: 3; requests that were sent more than 100 ms late: 9`
        case load(doubts: [LoadSummary.Doubt])
        /// `not judged, since 'regress/p95' was violated and ended the stage; mend that first`
        case endedAt(judgement: String)
        /// `no rule that could block was decided; 'regress/p95': too few samples: …`
        case nothingDecided(first: UndecidedJudgement?)
        /// `it is what stage 'compat' observed`
        case foreign(stage: StageName)
        /// `help was not asked: it cannot be told which program the command runs; …`
        case helpNotAsked

        private enum CodingKeys: String, CodingKey {
            case helpNotAsked = "help-not-asked"
            case said, about, data, observed, blocks, share, pairs, baseline, windows, memory, report, check,
                load,
                foreign
            case endedAt = "ended-at"
            case nothingDecided = "nothing-decided"
        }

        private enum DataCodingKeys: String, CodingKey { case _0 = "why" }
        private enum ObservedCodingKeys: String, CodingKey { case _0 = "why" }
        private enum BlocksCodingKeys: String, CodingKey { case _0 = "why" }
        private enum ShareCodingKeys: String, CodingKey { case _0 = "why" }
        private enum PairsCodingKeys: String, CodingKey { case _0 = "why" }
        private enum BaselineCodingKeys: String, CodingKey { case _0 = "why" }
        private enum WindowsCodingKeys: String, CodingKey { case _0 = "why" }
        private enum MemoryCodingKeys: String, CodingKey { case _0 = "why" }
        private enum ReportCodingKeys: String, CodingKey { case _0 = "why" }
        private enum CheckCodingKeys: String, CodingKey { case _0 = "why" }
    }

    /// The first judgement of a stage that could have blocked.
    package struct UndecidedJudgement: Hashable, Sendable, Codable {
        package let id: String
        package let why: Inconclusive

        package init(id: String, why: Inconclusive) {
            self.id = id
            self.why = why
        }
    }

    /// Where something was observed.
    package enum Place: Hashable, Sendable, TaggedCodable {
        /// `on the candidate's side`
        case side(Side)
        /// `at 1/4 of the data`
        case scale(DataScale)
        /// `in a window`
        case window
        /// `after the deploy`
        case afterDeploy

        private enum CodingKeys: String, CodingKey {
            case side, scale, window
            case afterDeploy = "after-deploy"
        }

        private enum SideCodingKeys: String, CodingKey { case _0 = "side" }
        private enum ScaleCodingKeys: String, CodingKey { case _0 = "scale" }
    }
}

extension Inconclusive.Detail {
    /// What was said; nil of data.
    package var said: OutsideText? {
        if case .said(let text) = self { text } else { nil }
    }
}
