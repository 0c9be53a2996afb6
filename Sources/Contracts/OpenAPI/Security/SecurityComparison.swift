import GateModel
import JSON

/// Lists of security alternatives. Who met one of the old ones must still meet one of the new ones; else old clients get 401.
struct SecurityComparison {
    private let documents: DocumentPair
    private let schemes: SecuritySchemes

    init(_ documents: DocumentPair) {
        self.documents = documents
        schemes = SecuritySchemes(documents)
    }

    /// `security` at the top, which holds where operations have none of their own.
    func compareDocuments(into changes: inout APIChanges) {
        let old = SecurityAlternative.list(documents.old.root["security"]) ?? []
        let new = SecurityAlternative.list(documents.new.root["security"]) ?? []
        SecurityChange(old, new, schemes, prefix: "api-global-security", operation: "", binds: isInherited)
            .report(into: &changes)
    }

    /// Whether an operation that old clients know is held to it: one that both documents have, without its own in either.
    private var isInherited: Bool {
        let own = { (document: OpenAPIDocument) in
            Set(
                APIPath.all(of: document).flatMap { path in
                    path.operations.filter { $0.object["security"] == nil }.map {
                        "\($0.method) \(path.nameless)"
                    }
                })
        }
        return !own(documents.old).isDisjoint(with: own(documents.new))
    }

    /// Nothing where both operations only have what holds for the whole document.
    func compareOperations(_ pair: OperationPair, into changes: inout APIChanges) {
        let old = SecurityAlternative.list(pair.old.object["security"])
        let new = SecurityAlternative.list(pair.new.object["security"])
        guard old != nil || new != nil else { return }
        SecurityChange(
            old ?? SecurityAlternative.list(documents.old.root["security"]) ?? [],
            new ?? SecurityAlternative.list(documents.new.root["security"]) ?? [], schemes,
            prefix: "api-security", operation: pair.name, binds: true
        ).report(into: &changes)
    }
}

/// How one list of alternatives became another.
private struct SecurityChange {
    private let old: [SecurityAlternative]
    private let new: [SecurityAlternative]
    private let schemes: SecuritySchemes
    private let prefix: String
    private let operation: String
    /// Whether any operation is held to it.
    private let binds: Bool

    /// - Parameter old: empty: no credentials are asked for.
    init(
        _ old: [SecurityAlternative], _ new: [SecurityAlternative], _ schemes: SecuritySchemes,
        prefix: String, operation: String, binds: Bool
    ) {
        self.old = old
        self.new = new
        self.schemes = schemes
        self.prefix = prefix
        self.operation = operation
        self.binds = binds
    }

    private var wasOpen: Bool { old.isEmpty || old.contains(where: \.isOpen) }
    private var isOpen: Bool { new.isEmpty || new.contains(where: \.isOpen) }

    func report(into changes: inout APIChanges) {
        var removed = old.filter { !$0.isOpen && !new.contains($0) }
        var added = new.filter { !$0.isOpen && !old.contains($0) }
        reportOpenness(into: &changes)
        for names in Set(removed.map(\.names)).intersection(added.map(\.names)) {
            let before = removed.filter { $0.names == names }
            let after = added.filter { $0.names == names }
            // Among several alternatives with the same schemes nothing shows which became which.
            guard before.count == 1, after.count == 1 else { continue }
            removed.removeAll { $0.names == names }
            added.removeAll { $0.names == names }
            compareScopes(before[0], after[0], into: &changes)
        }
        for alternative in removed {
            add(
                "removed", lost(alternative), "security",
                "the security requirement '\(alternative.text)' is gone", alternative.text, into: &changes)
        }
        let closes = wasOpen && !isOpen && old.allSatisfy(\.isOpen)
        for alternative in added {
            add(
                "added", closes ? .error : .info, "security",
                "the security requirement '\(alternative.text)' is new", alternative.text, into: &changes)
        }
    }

    /// Where there were, or are, other alternatives beside the one that asks for nothing.
    private func reportOpenness(into changes: inout APIChanges) {
        if wasOpen, !isOpen, old.contains(where: { !$0.isOpen }) {
            add("optional-removed", .error, "security", "credentials are no longer optional", into: &changes)
        } else if isOpen, !wasOpen, new.contains(where: { !$0.isOpen }) {
            add("optional-added", .info, "security", "credentials are optional now", into: &changes)
        }
    }

    /// How bad it is for who met an alternative that the new list does not have.
    private func lost(_ alternative: SecurityAlternative) -> APIChange.Level {
        isOpen || new.contains { schemes.meets(alternative, $0) } ? .info : .error
    }

    private func compareScopes(
        _ before: SecurityAlternative, _ after: SecurityAlternative, into changes: inout APIChanges
    ) {
        for (scheme, given) in before.scopes {
            let asked = after.scopes[scheme] ?? []
            for scope in asked.subtracting(given) {
                add(
                    "scope-added", lost(before), "security/\(scheme.text)",
                    "the scope '\(scope.text)' of '\(scheme.text)' is asked for", scope.text, into: &changes)
            }
            for scope in given.subtracting(asked) {
                add(
                    "scope-removed", .info, "security/\(scheme.text)",
                    "the scope '\(scope.text)' of '\(scheme.text)' is no longer asked for", scope.text,
                    into: &changes)
            }
        }
    }

    private func add(
        _ stem: String, _ level: APIChange.Level, _ path: String, _ text: String, _ detail: String = "",
        into changes: inout APIChanges
    ) {
        changes.add(
            "\(prefix)-\(stem)", binds ? level : .info, operation: operation, path: path, text,
            detail: detail)
    }
}
