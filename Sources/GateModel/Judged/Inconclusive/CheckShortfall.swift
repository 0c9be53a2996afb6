import JSON

extension Inconclusive {
    /// Why a check shows nothing of the candidate.
    package enum CheckShortfall: Hashable, Sendable, TaggedCodable {
        /// `the baseline fails it too: exit 1; …`
        case baselineFails(end: ScriptEnd)
        /// `3 cases fail on the baseline too; …`
        case casesFailOnBoth(count: Int)
        /// `it failed on the candidate, and passed when it was run once more: …`
        case passedAgain
        /// `3 cases failed on the candidate, and passed when they were run once more: …`
        case casesPassedAgain(count: Int)
        /// `no report on the candidate's side: it wrote nothing to PAWL_OUT`
        case noReport(side: Side, why: OutsideText)
        /// `no case was run on the candidate's side`
        case noCases(side: Side)
        /// `on the candidate's side the report has no failed case, and the command ended with exit 1`
        case contradiction(side: Side, failed: Int, end: ScriptEnd)
        /// `1200 cases fail on the baseline, too many to tell which fail on the candidate only`
        case tooManyFail(count: Int)

        private enum CodingKeys: String, CodingKey {
            case contradiction
            case baselineFails = "baseline-fails"
            case casesFailOnBoth = "cases-fail-on-both"
            case passedAgain = "passed-again"
            case casesPassedAgain = "cases-passed-again"
            case noReport = "no-report"
            case noCases = "no-cases"
            case tooManyFail = "too-many-fail"
        }
    }
}
