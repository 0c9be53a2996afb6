import GateModel

/// The directives for caches (RFC 9111, 5.2; RFC 5861; RFC 8246).
enum CachingRules {
    /// More of it keeps an answer longer.
    private static let durations: Set<String> = [
        "max-age", "s-maxage", "stale-while-revalidate", "stale-if-error",
    ]
    /// Directives that forbid something: without them an answer may be kept where it must not be, or too long.
    private static let bans: Set<String> = [
        "no-store", "private", "no-cache", "must-revalidate", "proxy-revalidate",
    ]
    /// Directives that allow something.
    private static let permissions: Set<String> = ["public", "immutable"]

    /// To keep an answer longer, or in more places, breaks clients that rely on its being fresh, or private; to keep it
    /// shorter costs them time only.
    ///
    /// - Parameter baseline: nil where it had no such header, so that it said nothing about caches: then it is a
    ///   warning at most.
    static func changes(_ baseline: String?, _ candidate: String) -> [HeaderChange] {
        let old = HeaderWords.directives(baseline ?? "", separatedBy: ",")
        let new = HeaderWords.directives(candidate, separatedBy: ",")
        return Set(old.keys).union(new.keys).sorted().compactMap { name in
            guard old[name] != new[name] else { return nil }
            let (severity, end) = judge(name, old[name], new[name])
            return HeaderChange(
                kind: .cachingChanged, severity: baseline == nil ? .warning : severity,
                change: "\(name)-\(end)")
        }
    }

    private static func judge(
        _ name: String, _ old: String?, _ new: String?
    ) -> (severity: Difference.Severity, end: String) {
        let end = old == nil ? "gained" : new == nil ? "lost" : "changed"
        if bans.contains(name) { return (new == nil ? .breaking : .warning, end) }
        if permissions.contains(name) { return (old == nil ? .breaking : .warning, end) }
        guard durations.contains(name) else { return (.warning, end) }
        guard let new, let seconds = Int(new) else { return (.warning, end) }
        guard let old, let before = Int(old) else { return (.breaking, end) }
        return seconds > before ? (.breaking, "raised") : (.warning, "lowered")
    }

    /// Without a name in `Vary` a cache gives one client the answer that was meant for another.
    static func varyChanges(_ baseline: String, _ candidate: String) -> [HeaderChange] {
        let (old, new) = (HeaderWords.list(baseline), HeaderWords.list(candidate))
        if new.contains("*") {
            return old.contains("*") ? [] : [HeaderChange(kind: .cachingChanged, severity: .info)]
        }
        return old.subtracting(new).sorted().map {
            HeaderChange(kind: .cachingChanged, severity: .breaking, change: "\($0)-lost")
        }
            + new.subtracting(old).sorted().map {
                HeaderChange(kind: .cachingChanged, severity: .info, change: "\($0)-gained")
            }
    }
}
