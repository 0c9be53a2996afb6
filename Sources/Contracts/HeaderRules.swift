import GateModel

/// What a change of a header means to a client. Names are in lower case.
enum HeaderRules {
    /// Of this connection and this moment (RFC 9110, 6.6, 7.6, 8.6; RFC 9111, 5.1), never of the contract.
    static let ignored: Set<String> = [
        "date", "server", "connection", "keep-alive", "content-length", "transfer-encoding", "server-timing",
        "age",
    ]

    static func severityOfRemoval(_ name: String) -> Difference.Severity {
        announcements.contains(name) ? .warning : .breaking
    }

    static func severityOfChange(_ name: String) -> Difference.Severity {
        if announcements.contains(name) { return .warning }
        return binding.contains(name) || name.hasPrefix("access-control-") ? .breaking : .info
    }

    /// The parts of a value that count, so that `no-store, private` equals `private,no-store`.
    static func comparable(_ name: String, _ value: String) -> [String] {
        if name == "content-type" {
            let type = MediaType(value)
            return [type.essence] + type.parameters
        }
        guard unordered.contains(name) else { return [value] }
        return value.split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }.sorted()
    }

    /// They tell of a change to come (RFC 9745, RFC 8594), and change nothing yet.
    private static let announcements: Set<String> = ["deprecation", "sunset"]

    private static let binding: Set<String> = [
        "content-type", "cache-control", "location", "www-authenticate", "allow", "strict-transport-security",
        "content-security-policy", "x-frame-options", "x-content-type-options",
    ]

    private static let unordered: Set<String> = [
        "allow", "cache-control", "vary", "access-control-allow-headers", "access-control-allow-methods",
        "access-control-expose-headers",
    ]
}
