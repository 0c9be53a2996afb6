import JSON

extension Inconclusive {
    /// What the process groups of stage `memory` lack.
    package enum MemoryShortfall: Hashable, Sendable, TaggedCodable {
        /// `2 of 3 processes, at least 3 needed and all of them`
        case fewProcesses(known: Int, of: Int, least: Int)
        /// `3 processes of the candidate and 2 of the baseline`
        case unequalProcesses(candidate: Int, baseline: Int)
        /// `600 of 4800 operations`, of one that is named `process 2: …`
        case fewOperations(count: Int, of: Int, process: Note.GrowingProcess?)

        private enum CodingKeys: String, CodingKey {
            case fewProcesses = "few-processes"
            case unequalProcesses = "unequal-processes"
            case fewOperations = "few-operations"
        }
    }
}
