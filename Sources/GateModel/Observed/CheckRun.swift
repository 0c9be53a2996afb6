import JSON

/// How the command of stage `check` ended in the files of both revisions.
package struct CheckRun: Hashable, Sendable, Codable {
    package var baseline: Execution?
    package var candidate: Execution?
    /// Of the candidate once more, where it failed in a way that the baseline had not; nil: it was not needed, or not reached.
    package var again: Execution?
    /// Cases that passed on the baseline and were not run on the candidate: gone, skipped or renamed.
    package var absent: Names
    /// Scripts of the check that the candidate has otherwise than the baseline, or not, or alone; the baseline's were run.
    package var scripts: [String]

    package init(
        baseline: Execution? = nil, candidate: Execution? = nil, again: Execution? = nil,
        absent: Names = Names([]), scripts: [String] = []
    ) {
        self.baseline = baseline
        self.candidate = candidate
        self.again = again
        self.absent = absent
        self.scripts = scripts
    }

    /// One run of the command.
    package struct Execution: Hashable, Sendable, Codable {
        package let end: ScriptEnd
        /// The end of what it printed, masked.
        package let output: String
        /// Nil where the pipeline reads none.
        package let report: Report?

        package init(end: ScriptEnd, output: String, report: Report? = nil) {
            self.end = end
            self.output = output
            self.report = report
        }

        package var cases: Cases? {
            if case .cases(let cases) = report { cases } else { nil }
        }
    }

    /// What was at PAWL_OUT.
    package enum Report: Hashable, Sendable, TaggedCodable {
        case cases(Cases)
        /// Why it names no case.
        case unread(why: String)
    }

    /// The cases of a report, without those that were skipped.
    package struct Cases: Hashable, Sendable, Codable {
        package let count: Int
        package let failed: Names

        package init(count: Int, failed: Names) {
            self.count = count
            self.failed = failed
        }

        package var passed: Int { count - failed.count }
    }

    /// Names of cases, in the report's order and masked; so many of them that evidence stays small.
    package struct Names: Hashable, Sendable, Codable {
        package let count: Int
        package let first: [String]

        package static let most = 1000
        /// In bytes of UTF-8.
        package static let longest = 300

        package init(_ all: [String]) {
            count = all.count
            first = all.prefix(Self.most).map { $0.cut(toBytes: Self.longest) }
        }

        package var isCut: Bool { count > first.count }
    }

    /// The cases that failed on the candidate and not on the baseline, as far as both are named.
    package var failedOnlyOnCandidate: [String] {
        let known = Set(baseline?.cases?.failed.first ?? [])
        return (candidate?.cases?.failed.first ?? []).filter { !known.contains($0) }
    }

    /// Whether the candidate failed in a way in which the baseline did not: then it is asked once more.
    package var failsOnlyOnCandidate: Bool {
        guard let baseline, let candidate, !candidate.end.succeeded else { return false }
        return baseline.end.succeeded || !failedOnlyOnCandidate.isEmpty
    }
}
