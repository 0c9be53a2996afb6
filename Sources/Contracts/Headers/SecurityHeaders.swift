import GateModel

/// Headers by which a browser protects its user. Names are in lower case.
enum SecurityHeaders {
    static let names: Set<String> = [
        "content-security-policy", "content-security-policy-report-only", "strict-transport-security",
        "x-frame-options", "x-content-type-options", "referrer-policy", "permissions-policy",
        "cross-origin-opener-policy", "cross-origin-embedder-policy", "cross-origin-resource-policy",
    ]

    static func contains(_ name: String) -> Bool {
        names.contains(name) || name.hasPrefix("access-control-")
    }

    static func changes(_ name: String, _ baseline: String, _ candidate: String) -> [HeaderChange] {
        switch name {
        case "strict-transport-security": transport(baseline, candidate)
        case "content-security-policy", "content-security-policy-report-only":
            policy(name, baseline, candidate)
        case "access-control-allow-methods", "access-control-allow-headers", "access-control-expose-headers":
            list(baseline, candidate)
        case "access-control-max-age", "referrer-policy":
            baseline == candidate ? [] : [change(name == "referrer-policy" ? .warning : .info)]
        case "access-control-allow-origin": baseline == candidate ? [] : [change(.breaking)]
        default: baseline.lowercased() == candidate.lowercased() ? [] : [change(.breaking)]
        }
    }

    private static func change(_ severity: Difference.Severity, _ change: String = "") -> HeaderChange {
        HeaderChange(kind: .securityHeaderChanged, severity: severity, change: change)
    }

    /// RFC 6797, 6.1: a shorter time, or subdomains that are left out, protect less.
    private static func transport(_ baseline: String, _ candidate: String) -> [HeaderChange] {
        let old = HeaderWords.directives(baseline, separatedBy: ";")
        let new = HeaderWords.directives(candidate, separatedBy: ";")
        return Set(old.keys).union(new.keys).sorted().compactMap { name in
            guard old[name] != new[name] else { return nil }
            if name == "max-age", let before = old[name].flatMap({ Int($0) }),
                let after = new[name].flatMap({ Int($0) })
            {
                return after < before ? change(.breaking, "max-age-lowered") : change(.info, "max-age-raised")
            }
            return new[name] == nil || old[name] != nil
                ? change(.breaking, "\(name)-lost") : change(.info, "\(name)-gained")
        }
    }

    /// Directive by directive; a nonce is new in every answer, so which one it is does not count (CSP level 3, 2.3.1).
    ///
    /// Any change of one breaks: a wider list protects less, a narrower one stops pages that worked.
    private static func policy(_ name: String, _ baseline: String, _ candidate: String) -> [HeaderChange] {
        let (old, new) = (sources(baseline), sources(candidate))
        let severity = name.hasSuffix("-report-only") ? Difference.Severity.info : .breaking
        return Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map { directive in
            change(severity, directive)
        }
    }

    private static func sources(_ policy: String) -> [String: Set<String>] {
        policy.split(separator: ";").reduce(into: [:]) { directives, part in
            let words = part.split { $0 == " " || $0 == "\t" }
            guard let name = words.first?.lowercased(), directives[name] == nil else { return }
            directives[name] = Set(words.dropFirst().map { $0.hasPrefix("'nonce-") ? "'nonce'" : String($0) })
        }
    }

    /// What a page may send or read: less breaks it, more does not.
    private static func list(_ baseline: String, _ candidate: String) -> [HeaderChange] {
        let (old, new) = (HeaderWords.list(baseline), HeaderWords.list(candidate))
        if new.contains("*") { return old.contains("*") ? [] : [change(.info, "all-gained")] }
        return old.subtracting(new).sorted().map { change(.breaking, "\($0 == "*" ? "all" : $0)-lost") }
            + new.subtracting(old).sorted().map { change(.info, "\($0)-gained") }
    }
}
