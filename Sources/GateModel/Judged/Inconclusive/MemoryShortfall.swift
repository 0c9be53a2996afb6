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
        /// `2 of 3 processes with all operations`
        case fewWholeMixes(count: Int, least: Int)
        /// `no process with half of the load on 'search'`
        case notEmphasised(operation: String)
        /// `process 2: 40 MB more over 3040 operations (13.2 KB/op), up to 20 MB at once: a leak, but in one process of 3 only, …`
        case oneLeak(rise: Rise, processes: Int)
        /// `…: a leak, but it needs 601 operations to be called one`
        case shortLeak(rise: Rise, least: Int)
        /// `…: neither a leak nor its absence is shown by 4800 operations; …`
        case openGrowth(rise: Rise, operations: Int)

        private enum CodingKeys: String, CodingKey {
            case fewProcesses = "few-processes"
            case unequalProcesses = "unequal-processes"
            case fewOperations = "few-operations"
            case fewWholeMixes = "few-whole-mixes"
            case notEmphasised = "not-emphasised"
            case oneLeak = "one-leak"
            case shortLeak = "short-leak"
            case openGrowth = "open-growth"
        }
    }

    /// How much more one process has than in the beginning.
    package struct Rise: Hashable, Sendable, Codable {
        package let process: Note.GrowingProcess
        /// In the unit's base, over so many operations.
        package let more: Double
        package let operations: Int
        /// The most that came at once.
        package let largestStep: Double
        package let unit: MetricUnit

        package init(
            process: Note.GrowingProcess, more: Double, operations: Int, largestStep: Double, unit: MetricUnit
        ) {
            self.process = process
            self.more = more
            self.operations = operations
            self.largestStep = largestStep
            self.unit = unit
        }
    }
}
