import GateModel
import Measuring

/// All that the workers of a Locust load reported: each operation that was asked for, once.
struct LocustResult {
    let record: LocustRecord
    private let shares: [LocustShare]
    private let workers: Int

    init(record: LocustRecord, shares: [LocustShare], workers: Int) {
        self.record = record
        self.shares = shares
        self.workers = workers
    }

    /// `locust 2.47.0, 2 workers`
    var engine: String { "locust \(record.version ?? "of unknown version"), \(workers) workers" }

    /// One for each operation, nil where it went well.
    var failures: [String?] { record.rows.map(\.failure) }

    /// Whether an operation may show that the service has ended.
    var hasSilence: Bool { record.rows.contains(where: \.hasNoAnswer) }

    /// The first operation whose answer did not come in time.
    var timedOut: String? {
        record.rows.first(where: \.isTimeout).map { shares[$0.user].load[$0.index].operation.name }
    }

    /// One block a metric and operation, on the candidate's side, user by user.
    func samples(of operations: [DeclaredOperation], _ metrics: [Metric]) -> [Samples] {
        let rows = record.rows.sorted { ($0.user, $0.index) < ($1.user, $1.index) }
        return operations.flatMap { operation in
            let own = rows.filter { shares[$0.user].load[$0.index].operation.name == operation.name }
            let perOperation = metrics.map { metric in
                Samples(
                    metric: metric.name, operation: operation.name,
                    blocks: [Block(candidate: own.map { $0.observed(metric) })])
            }
            let succeeded = own.count { $0.failure == nil }
            let throughput = Observed(measured: Double(succeeded) / record.seconds)
            return perOperation + [
                Samples(
                    metric: Metric.BuiltIn.throughput.rawValue, operation: operation.name,
                    blocks: [Block(candidate: [throughput])])
            ]
        }
    }
}
