import GateModel
import JSON

/// What a property is marked as: read-only, write-only, deprecated, not yet stable.
extension SchemaWalk {
    mutating func compareMutability(_ pair: SchemaPair) {
        guard pair.node.isProperty,
            pair.node.scope == .requestProperty || pair.node.scope == .responseProperty
        else { return }
        for (keyword, name) in [("writeOnly", "write-only"), ("readOnly", "read-only")] {
            let new = pair.new.isSet(keyword)
            guard pair.old.isSet(keyword) != new else { continue }
            let side = context.direction == .request ? "request" : "response"
            let need = pair.node.isRequired ? "required" : "optional"
            let id = "\(side)-\(need)-property-became-\(new ? "" : "not-")\(name)"
            report(
                id: id, level(keyword, isSet: new, at: pair.node), at: pair.node,
                new ? "is \(name) now" : "is not \(name) any more")
        }
    }

    /// How bad it is that only one side sets a property, or both do.
    private func level(_ keyword: String, isSet: Bool, at node: SchemaNode) -> APIChange.Level {
        switch (context.direction, keyword, isSet) {
        // Clients did not send it, and have to now.
        case (.request, "readOnly", false):
            node.isRequired && node.isRequiredNow && !node.isWithinAdvisory ? .error : .info
        // Clients read it, and it is no longer there.
        case (.response, "writeOnly", true):
            node.isWithinAdvisory ? .info : node.isRequired ? .error : .warning
        // Clients that counted on its absence see it now.
        case (.response, "writeOnly", false): node.isRequired ? .warning : .info
        case (.request, _, _), (.response, _, _): .info
        }
    }

    /// Deprecation of a property, with the day after which it may go, and how stable it is said to be.
    mutating func compareLifecycle(_ pair: SchemaPair) {
        guard pair.node.scope == .requestProperty || pair.node.scope == .responseProperty else { return }
        let old = Lifecycle(of: .object(pair.old.keywords))
        let new = Lifecycle(of: .object(pair.new.keywords))
        compareStability(old.stability, new.stability, at: pair.node)
        switch (old.isDeprecated, new.isDeprecated) {
        case (true, true), (false, false): break
        case (true, false):
            report(SchemaRule("reactivated", .nothing), at: pair.node, "is no longer deprecated")
        case (false, true): reportDeprecated(new.sunset, at: pair.node)
        }
    }

    private mutating func reportDeprecated(_ sunset: Lifecycle.Sunset, at node: SchemaNode) {
        switch sunset {
        case .unstated: report(SchemaRule("deprecated", .nothing), at: node, "is deprecated")
        case .on(let day) where day < documents.today:
            report(
                SchemaRule("sunset-date-too-small", .replaces), at: node,
                "is deprecated with a sunset in the past: \(day)")
        case .on(let day):
            report(
                SchemaRule("deprecated-with-sunset", .nothing), at: node,
                "is deprecated, its sunset is on \(day)")
        case .unreadable(let text):
            report(
                SchemaRule("deprecated-sunset-invalid", .replaces), at: node,
                "is deprecated, and its 'x-sunset' is no date: '\(text)'")
        }
    }

    private mutating func compareStability(
        _ old: Lifecycle.Stability, _ new: Lifecycle.Stability, at node: SchemaNode
    ) {
        guard old != new else { return }
        for case .unreadable(let text) in [old, new] {
            report(
                id: "api-invalid-stability-level", .error, at: node,
                "the stability level '\(text)' is none of draft, alpha, beta and stable")
        }
        guard let was = old.level, let became = new.level, was != became, was.isPromise else { return }
        report(
            became < was
                ? SchemaRule("stability-decreased", .replaces) : SchemaRule("stability-increased", .nothing),
            at: node, "the stability level was '\(was.rawValue)' and became '\(became.rawValue)'")
    }
}
