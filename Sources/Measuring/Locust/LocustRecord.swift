package import GateModel
import JSON

/// What a Locust master wrote down while it ran: who came, what every worker reported, how it ended.
package struct LocustRecord: Sendable {
    /// `2.47.0`
    package private(set) var version: String?
    /// Every worker that ever connected.
    package private(set) var connected: Set<String> = []
    /// How each user's warm-up went, in the order in which they were done.
    private var warmUps: [WarmUp] = []
    package private(set) var rows: [LocustRow] = []
    /// How many operations each user says that it has performed.
    private var done: [Int: Int] = [:]
    /// From the start to the last answer, of the user who took longest.
    package private(set) var seconds = 0.0
    /// The largest share of a second that one worker computed.
    package private(set) var busiest = 0.0
    /// Seconds that each worker computed under load, and requests that it sent a second time because the service had
    /// closed the kept connection.
    private var work: [String: (cpu: Double, repeated: Int)] = [:]
    /// The worker that went, or came, in the middle.
    package private(set) var changed: String?
    /// Who sent what only a worker may, and is none that is known; nil: nobody did.
    package private(set) var foreign: String?
    package private(set) var hasEnded = false

    private struct WarmUp {
        let user: Int
        let worker: String
        /// What each of its operations failed with; nil where it went well.
        let kinds: [String?]
    }

    package init() {}

    /// - Throws: with the first line that is none of these.
    package init(notes: [UInt8]) throws(NotUnderstood) {
        for line in notes.split(separator: UInt8(ascii: "\n")) {
            guard let note = LocustRecord.parsed(line), take(note) else {
                throw NotUnderstood(line: String(decoding: line.prefix(80), as: UTF8.self))
            }
        }
    }

    package struct NotUnderstood: Error {
        /// Its beginning.
        package let line: String
    }

    private static func parsed(_ line: ArraySlice<UInt8>) -> JSONValue? {
        do {
            return try JSONParser.parse(Array(line))
        } catch {
            return nil
        }
    }

    private mutating func take(_ note: JSONValue) -> Bool {
        if let version = note["locust"]?.string {
            self.version = version
        } else if let worker = note["connected"]?.string {
            connected.insert(worker)
        } else if let user = note["warm"]?.integer, let worker = note["worker"]?.string,
            let kinds = note["kinds"]?.array
        {
            warmUps.append(WarmUp(user: Int(user), worker: worker, kinds: kinds.map(\.string)))
        } else if let user = note["done"]?.integer, let worker = note["worker"]?.string,
            let count = note["rows"]?.integer, let seconds = note["seconds"]?.number,
            let busy = note["busy"]?.number, let cpu = note["cpu"]?.number,
            let repeated = note["repeated"]?.integer
        {
            // Each of a worker's users says what all of them have come to.
            let known = work[worker] ?? (0, 0)
            work[worker] = (max(known.cpu, cpu), max(known.repeated, Int(repeated)))
            done[Int(user)] = Int(count)
            self.seconds = max(self.seconds, seconds)
            busiest = max(busiest, busy)
        } else if let values = note["rows"]?.array {
            let rows = values.compactMap { LocustRow($0) }
            guard rows.count == values.count else { return false }
            self.rows += rows
        } else if let worker = note["changed"]?.string {
            changed = worker
        } else if let sender = note["foreign"]?.string {
            foreign = sender
        } else if note["end"]?.integer != nil {
            hasEnded = true
        } else {
            return false
        }
        return true
    }

    /// The first user's worker that could not connect for a single operation of the warm-up, with the kind of failure.
    package var unconnected: (worker: String, failure: String)? {
        for warmUp in warmUps where !warmUp.kinds.isEmpty {
            let failures = warmUp.kinds.compactMap { $0 }.filter(LocustRow.isNoConnection)
            if failures.count == warmUp.kinds.count { return (warmUp.worker, failures[0]) }
        }
        return nil
    }

    /// The first operation of the warm-up that was not answered in time.
    package func warmUpTimeout(of shares: [LocustShare]) -> String? {
        for warmUp in warmUps where shares.indices.contains(warmUp.user) {
            for (input, kind) in zip(shares[warmUp.user].warmUp, warmUp.kinds)
            where kind.map(LocustRow.isTimeout) ?? false {
                return input.operation.name
            }
        }
        return nil
    }

    /// Why the rows are not all that was asked for: each input of each share exactly once; nil where they are.
    package func gap(in shares: [LocustShare]) -> String? {
        let asked = shares.reduce(0) { $0 + $1.load.count }
        guard hasEnded, done.count == shares.count else {
            return "it ended early: \(done.count) of \(shares.count) users were done"
        }
        var seen = Set<[Int]>()
        for row in rows {
            guard shares.indices.contains(row.user), shares[row.user].load.indices.contains(row.index) else {
                return "a worker reported an operation that nobody asked for"
            }
            guard seen.insert([row.user, row.index]).inserted else {
                return "a worker reported an operation twice"
            }
        }
        return rows.count == asked ? nil : "its workers reported \(rows.count) of \(asked) operations"
    }

    /// What came of the load, as a load of Pawl's own has it.
    ///
    /// - Parameters:
    ///   - time: What was asked for where the load goes by the clock; the ramp before it is not among the result.
    package func result(
        of shares: [LocustShare], _ operations: [DeclaredOperation], _ metrics: [Metric],
        after ramp: Duration = .zero, atLeast time: Duration = .zero
    ) -> LoadResult {
        var result = LoadResult(
            tallies: operations.map { LoadTally(operation: $0.name, metrics: metrics.count) })
        let places = Dictionary(
            operations.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        for row in rows.sorted(by: { ($0.user, $0.index) < ($1.user, $1.index) }) {
            let share = shares[row.user]
            guard row.index >= share.ramp, let place = places[share.load[row.index].operation.name] else {
                continue
            }
            result.tallies[place].add(row, metrics)
            guard row.late > LoadSummary.lateAfter / .seconds(1) else { continue }
            result.late += 1
            if row.queued { result.lateForConnection += 1 }
        }
        result.seconds = max(seconds - ramp / .seconds(1), time / .seconds(1))
        result.cpuSeconds = work.values.reduce(0) { $0 + $1.cpu }
        result.repeated = work.values.reduce(0) { $0 + $1.repeated }
        result.busiest = busiest
        return result
    }
}
