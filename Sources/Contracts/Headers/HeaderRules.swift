import GateModel

/// What a change of a header means to a client. Names are in lower case.
enum HeaderRules {
    /// Of this connection and this moment (RFC 9110, 6.6, 7.6, 8.6; RFC 9111, 5.1), never of the contract.
    static let ignored: Set<String> = [
        "date", "server", "connection", "keep-alive", "content-length", "transfer-encoding", "server-timing",
        "age",
    ]

    /// What another value means, or a header that came or went; empty where it means nothing.
    ///
    /// - Parameter asksForCodings: whether the request has an `Accept-Encoding` of its own.
    static func changes(
        _ name: String, _ baseline: String?, _ candidate: String?, asksForCodings: Bool
    ) -> [HeaderChange] {
        switch name {
        case "content-encoding": return contentEncoding(baseline, candidate, asksForCodings)
        case "link": return LinkHeader.changes(baseline, candidate)
        case "deprecation", "sunset": return announcement(baseline, candidate)
        default: break
        }
        switch (baseline, candidate) {
        case (nil, nil): return []
        case (nil, let candidate?): return additions(name, candidate)
        case (_?, nil): return [removal(name)]
        case (let baseline?, let candidate?): return changes(name, baseline, candidate)
        }
    }

    private static func changes(_ name: String, _ baseline: String, _ candidate: String) -> [HeaderChange] {
        if name == "content-type" { return contentType(MediaType(baseline), MediaType(candidate)) }
        if name == "cache-control" { return CachingRules.changes(baseline, candidate) }
        if name == "vary" { return CachingRules.varyChanges(baseline, candidate) }
        if SecurityHeaders.contains(name) { return SecurityHeaders.changes(name, baseline, candidate) }
        let isSame =
            name == "allow"
            ? HeaderWords.list(baseline) == HeaderWords.list(candidate) : baseline == candidate
        if isSame { return [] }
        return [
            HeaderChange(kind: .headerChanged, severity: binding.contains(name) ? .breaking : .info)
        ]
    }

    private static func additions(_ name: String, _ candidate: String) -> [HeaderChange] {
        if name == "cache-control" { return CachingRules.changes(nil, candidate) }
        return [HeaderChange(kind: .headerAdded, severity: .info)]
    }

    private static func removal(_ name: String) -> HeaderChange {
        if name == "content-type" { return HeaderChange(kind: .contentTypeChanged, severity: .breaking) }
        let kind =
            SecurityHeaders.contains(name) ? Difference.Kind.securityHeaderRemoved : .headerRemoved
        return HeaderChange(kind: kind, severity: .breaking)
    }

    /// Parameters are a change of their own: a boundary is new in every answer.
    private static func contentType(_ baseline: MediaType, _ candidate: MediaType) -> [HeaderChange] {
        if baseline == candidate { return [] }
        let isEssence = baseline.essence != candidate.essence
        return [
            HeaderChange(
                kind: .contentTypeChanged, severity: .breaking, change: isEssence ? "" : "parameters")
        ]
    }

    /// They tell of a change to come (RFC 9745, RFC 8594), and change nothing yet.
    private static func announcement(_ baseline: String?, _ candidate: String?) -> [HeaderChange] {
        if baseline == candidate { return [] }
        let change = baseline == nil ? "gained" : candidate == nil ? "lost" : ""
        return [HeaderChange(kind: .deprecationChanged, severity: .warning, change: change)]
    }

    /// Whoever has not asked for a coding may not know it; an answer without one is read by everybody.
    private static func contentEncoding(
        _ baseline: String?, _ candidate: String?, _ isAsked: Bool
    ) -> [HeaderChange] {
        let (old, new) = (baseline?.lowercased() ?? "identity", candidate?.lowercased() ?? "identity")
        if old == new { return [] }
        let severity: Difference.Severity = isAsked || new == "identity" ? .info : .breaking
        return [HeaderChange(kind: .contentEncodingChanged, severity: severity, change: "\(old)-\(new)")]
    }

    private static let binding: Set<String> = ["location", "www-authenticate", "allow"]
}
