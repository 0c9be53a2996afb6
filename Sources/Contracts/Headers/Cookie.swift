import GateModel

/// One `Set-Cookie` header (RFC 6265, 5.2): its name and attributes. What the cookie holds is new for every client.
struct Cookie: Hashable {
    let name: String
    /// By name in lower case; values in lower case too.
    let attributes: [String: String]

    /// Nil for a header that names no cookie.
    init?(_ header: String) {
        guard let pair = header.split(separator: ";", omittingEmptySubsequences: false).first else {
            return nil
        }
        let name = HeaderWords.trimmed(pair.prefix { $0 != "=" })
        guard pair.contains("="), !name.isEmpty else { return nil }
        self.name = name
        let rest = header.dropFirst(pair.count + 1)
        attributes = HeaderWords.directives(String(rest), separatedBy: ";").mapValues { $0.lowercased() }
    }

    /// Without a protection that the baseline's has a cookie goes where it must not; with another path or domain it does
    /// not go where it should.
    func changes(to candidate: Cookie) -> [HeaderChange] {
        var changes = flag("secure", candidate) + flag("httponly", candidate) + sameSite(candidate)
        for scope in ["path", "domain"] where attributes[scope] != candidate.attributes[scope] {
            changes.append(HeaderChange(kind: .cookieChanged, severity: .breaking, change: scope))
        }
        switch (isPersistent, candidate.isPersistent) {
        case (true, false):
            changes.append(HeaderChange(kind: .cookieChanged, severity: .warning, change: "lifetime-lost"))
        case (false, true):
            changes.append(HeaderChange(kind: .cookieChanged, severity: .warning, change: "lifetime-gained"))
        case (true, true), (false, false): break
        }
        return changes
    }

    private var isPersistent: Bool { attributes["max-age"] != nil || attributes["expires"] != nil }

    private func flag(_ name: String, _ candidate: Cookie) -> [HeaderChange] {
        switch (attributes[name] != nil, candidate.attributes[name] != nil) {
        case (true, false):
            [HeaderChange(kind: .cookieChanged, severity: .breaking, change: name + "-lost")]
        case (false, true):
            [HeaderChange(kind: .cookieChanged, severity: .warning, change: name + "-gained")]
        case (true, true), (false, false): []
        }
    }

    /// A weaker rule breaks, a stricter one is a warning; without any, browsers take `lax`.
    private func sameSite(_ candidate: Cookie) -> [HeaderChange] {
        let order = ["none", "lax", "strict"]
        let (old, new) = (attributes["samesite"], candidate.attributes["samesite"])
        if old == new { return [] }
        let before = order.firstIndex(of: old ?? "lax") ?? 1
        let after = order.firstIndex(of: new ?? "lax") ?? 1
        let isWeaker = after < before || new == nil
        return [
            HeaderChange(
                kind: .cookieChanged, severity: isWeaker ? .breaking : .warning,
                change: "samesite-\(old ?? "unset")-\(new ?? "unset")")
        ]
    }
}
