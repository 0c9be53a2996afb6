import GateModel

/// The relations that a `Link` header names (RFC 8288, 3): `next`, `deprecation`.
struct LinkHeader {
    let relations: Set<String>

    init(_ value: String) {
        var relations: Set<String> = []
        // A target stands in angle brackets and may have commas and semicolons of its own.
        for link in value.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
            let parameters = link.drop { $0 != ">" }.dropFirst()
            let relation = HeaderWords.directives(String(parameters.prefix { $0 != "," }), separatedBy: ";")[
                "rel"]
            for name in (relation ?? "").split(separator: " ") { relations.insert(name.lowercased()) }
        }
        self.relations = relations
    }

    /// They announce an end (RFC 9745, 3; RFC 8594, 6).
    private static let announcements: Set<String> = ["deprecation", "sunset"]

    /// A link that is gone breaks who follows it; another target is another page only.
    static func changes(_ baseline: String?, _ candidate: String?) -> [HeaderChange] {
        let old = baseline.map { LinkHeader($0).relations } ?? []
        let new = candidate.map { LinkHeader($0).relations } ?? []
        var changes = old.symmetricDifference(new).sorted().map { name -> HeaderChange in
            let end = new.contains(name) ? "gained" : "lost"
            if announcements.contains(name) {
                return HeaderChange(kind: .deprecationChanged, severity: .warning, change: "\(name)-\(end)")
            }
            return end == "lost"
                ? HeaderChange(kind: .linkRemoved, severity: .breaking, change: name)
                : HeaderChange(kind: .headerChanged, severity: .info, change: "\(name)-gained")
        }
        if changes.isEmpty && baseline != candidate {
            changes.append(HeaderChange(kind: .headerChanged, severity: .info))
        }
        return changes
    }
}
