import GateModel

/// What a property is marked as: read-only, write-only, deprecated, not yet stable.
extension SchemaWalk {
    mutating func compareMutability(_ pair: SchemaPair) {
        guard pair.node.property != nil,
            pair.node.scope == .requestProperty || pair.node.scope == .responseProperty
        else { return }
        for (keyword, name) in [("writeOnly", "write-only"), ("readOnly", "read-only")] {
            let new = pair.new.isSet(keyword)
            guard pair.old.isSet(keyword) != new else { continue }
            let side = place.direction == .request ? "request" : "response"
            let need = pair.node.isRequired ? "required" : "optional"
            let id = "\(side)-\(need)-property-became-\(new ? "" : "not-")\(name)"
            // Clients that counted on its absence see it now.
            let isShown = id == "response-required-property-became-not-write-only"
            report(
                id: id, isShown ? .warning : .info, at: pair.node,
                new ? "is \(name) now" : "is not \(name) any more")
        }
    }

    /// Deprecation of a property, with the day after which it may go, and how stable it is said to be.
    ///
    /// Whether that day is far enough away is not asked: it would depend on when the question is put.
    mutating func compareLifecycle(_ pair: SchemaPair) {
        guard pair.node.scope == .requestProperty || pair.node.scope == .responseProperty else { return }
        compareStability(pair)
        switch (pair.old.isSet("deprecated"), pair.new.isSet("deprecated")) {
        case (true, true), (false, false): return
        case (true, false):
            report(SchemaRule("reactivated", .nothing), at: pair.node, "is not deprecated any more")
        case (false, true):
            guard let sunset = pair.new["x-sunset"] else {
                report(SchemaRule("deprecated", .nothing), at: pair.node, "is deprecated now")
                return
            }
            guard let day = sunset.string, CalendarDay.isWritten(in: day) else {
                report(
                    SchemaRule("deprecated-sunset-invalid", .replaces), at: pair.node,
                    "is deprecated with \(Self.quoted(sunset)) for a sunset, which is no date")
                return
            }
            report(
                SchemaRule("deprecated-with-sunset", .nothing), at: pair.node,
                "is deprecated now and may go after \(Self.quoted(sunset))")
        }
    }

    private mutating func compareStability(_ pair: SchemaPair) {
        let levels = ["draft", "alpha", "beta", "stable"]
        let old = pair.old["x-stability-level"]?.string ?? "stable"
        let new = pair.new["x-stability-level"]?.string ?? "stable"
        guard let oldRank = levels.firstIndex(of: old), let newRank = levels.firstIndex(of: new),
            oldRank != newRank
        else { return }
        report(
            newRank < oldRank
                ? SchemaRule("stability-decreased", .replaces) : SchemaRule("stability-increased", .nothing),
            at: pair.node, "the stability level changed from \(old) to \(new)")
    }
}

/// A day as RFC 3339 writes it, alone or before a time.
private enum CalendarDay {
    static func isWritten(in text: String) -> Bool {
        let day = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count >= 10, day.count == 3, day.map(\.utf8.count) == [4, 2, 2],
            let month = Int(day[1]), let date = Int(day[2]), Int(day[0]) != nil
        else { return false }
        let rest = text.dropFirst(10)
        return (1...12).contains(month) && (1...31).contains(date)
            && (rest.isEmpty || "Tt ".contains(rest.first!))
    }
}
