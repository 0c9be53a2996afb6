import GateModel

extension ImportedBenchmark {
    /// The samples, a list for each process, or why they can show nothing.
    ///
    /// A clock that stands still, a failed operation, a summary: each looks like good news to a statistic.
    var samples: Result<[[Double]], SampleFlaw> {
        guard failures == 0 else {
            return .failure(
                SampleFlaw(.failedOperations, "\(failures) operations failed while it was measured"))
        }
        switch evidence {
        case .summary(let summary):
            let count = summary.count.map { " of \($0) samples" } ?? ""
            return .failure(
                SampleFlaw(.noSamples, "the report has only a summary\(count): no interval possible"))
        case .samples(let processes):
            let values = processes.flatMap { $0 }
            if values.contains(where: { !$0.isFinite }) {
                return .failure(SampleFlaw(.notANumber, "a value is no finite number"))
            }
            let zeros = values.count { $0 == 0 }
            if unit == .time, zeros > 0 {
                return .failure(
                    SampleFlaw(
                        .notANumber, "\(zeros) of \(values.count) times are 0: the clock is too coarse"))
            }
            if unit != .count, values.count > 1, values.allSatisfy({ $0 == values[0] }) {
                let detail =
                    "all \(values.count) values are \(significant(values[0])): nothing varies that is measured"
                return .failure(SampleFlaw(.notEvaluated, detail))
            }
            return .success(processes)
        }
    }
}

/// An ``Inconclusive`` that can be a `Result`'s failure.
struct SampleFlaw: Error {
    let inconclusive: Inconclusive

    init(_ reason: Inconclusive.Reason, _ detail: String) { inconclusive = Inconclusive(reason, detail) }
}
