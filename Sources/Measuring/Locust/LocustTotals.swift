import GateModel
import JSON

/// Requests and failures by name, as Locust itself counts them (`--json`).
package struct LocustTotals: Hashable, Sendable {
    package struct Count: Hashable, Sendable {
        package var requests = 0
        package var failures = 0

        package init(requests: Int = 0, failures: Int = 0) {
            self.requests = requests
            self.failures = failures
        }
    }

    package private(set) var counts: [String: Count] = [:]

    /// More than any load has; the sums of all that fit into a report stay within an Int.
    private static let possible: ClosedRange<Int64> = 0...1_000_000_000_000

    /// Nil where the text is not what `--json` prints.
    package init?(json: [UInt8]) {
        let value: JSONValue
        do {
            value = try JSONParser.parse(json)
        } catch {
            return nil
        }
        guard let entries = value.array else { return nil }
        for entry in entries {
            guard let name = entry["name"]?.string,
                let requests = entry["num_requests"]?.integer, Self.possible.contains(requests),
                let failures = entry["num_failures"]?.integer, Self.possible.contains(failures)
            else { return nil }
            counts[name, default: Count()].requests += Int(requests)
            counts[name, default: Count()].failures += Int(failures)
        }
    }

    /// What its workers reported one by one.
    package init(rows: [LocustRow], of shares: [LocustShare]) {
        for row in rows {
            let name = shares[row.user].load[row.index].operation.name
            counts[name, default: Count()].requests += 1
            if row.failure != nil { counts[name, default: Count()].failures += 1 }
        }
    }

    /// The first operation about which the two differ, in words; nil where they agree.
    package func disagreement(with reported: LocustTotals) -> String? {
        for name in Set(counts.keys).union(reported.counts.keys).sorted() {
            let (own, other) = (counts[name] ?? Count(), reported.counts[name] ?? Count())
            if own != other {
                return "it counts \(own.requests) requests and \(own.failures) failures of '\(name)', "
                    + "and its workers reported \(other.requests) and \(other.failures)"
            }
        }
        return nil
    }
}
