import GateModel

extension ImportedBenchmark {
    /// The samples, a list for each process, or why they can show nothing.
    ///
    /// A clock that stands still, a failed operation, a summary: each looks like good news to a statistic.
    var samples: Result<[[Double]], SampleFlaw> {
        if hasFailed { return .failure(SampleFlaw(.failed(operations: failures, checks: failedChecks))) }
        switch evidence {
        case .summary(let summary): return .failure(SampleFlaw(.summary(count: summary.count)))
        case .samples(let processes):
            let values = processes.flatMap { $0 }
            if values.contains(where: { !$0.isFinite }) { return .failure(SampleFlaw(.notFinite)) }
            let zeros = values.count { $0 == 0 }
            if unit == .time, zeros > 0 {
                return .failure(SampleFlaw(.zeroTimes(count: zeros, of: values.count)))
            }
            if unit != .count, values.count > 1, values.allSatisfy({ $0 == values[0] }) {
                return .failure(SampleFlaw(.constant(value: values[0], count: values.count)))
            }
            return .success(processes)
        }
    }
}

/// An ``Inconclusive`` that can be a `Result`'s failure.
struct SampleFlaw: Error {
    let inconclusive: Inconclusive

    init(_ flaw: Inconclusive.ReportFlaw) { inconclusive = Inconclusive(flaw) }
}
