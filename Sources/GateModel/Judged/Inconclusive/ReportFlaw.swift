import JSON

extension Inconclusive {
    /// Why the numbers of another tool's report show nothing.
    package enum ReportFlaw: Hashable, Sendable, TaggedCodable {
        /// `3 operations failed and 2 checks did not hold while it was measured`
        case failed(operations: Int, checks: Int)
        /// `3 failures are reported that belong to no test case`
        case outsideCases(failures: Int)
        /// `suite 's' says tests="3", and there are 1`
        case contradicted(suite: OutsideText, counter: CaseCounter, declared: Int, found: Int)
        /// `the report has only a summary of 20 samples: no interval possible`
        case summary(count: Int?)
        /// `a value is no finite number`
        case notFinite
        /// `3 of 40 times are 0: the clock is too coarse`
        case zeroTimes(count: Int, of: Int)
        /// `all 40 values are 5: nothing varies that is measured`
        case constant(value: Double, count: Int)
        /// `the baseline's report does not have it`
        case absent(side: Side)
        /// `no benchmark is in both reports`
        case nothingShared

        private enum CodingKeys: String, CodingKey {
            case failed, contradicted, summary, constant, absent
            case outsideCases = "outside-cases"
            case notFinite = "not-finite"
            case zeroTimes = "zero-times"
            case nothingShared = "nothing-shared"
        }
    }

    /// What a test suite counts of its cases, by the name of JUnit's attribute.
    package enum CaseCounter: String, Hashable, Sendable, Codable {
        case tests
        /// Failures and errors together: tools share them out differently.
        case failures
        case skipped
    }

    package init(_ flaw: ReportFlaw) { self.init(flaw.reason, .report(flaw)) }
}

extension Inconclusive.ReportFlaw {
    package var reason: Inconclusive.Reason {
        switch self {
        case .failed, .outsideCases: .failedOperations
        case .contradicted, .constant: .notEvaluated
        case .summary, .absent, .nothingShared: .noSamples
        case .notFinite, .zeroTimes: .notANumber
        }
    }
}
