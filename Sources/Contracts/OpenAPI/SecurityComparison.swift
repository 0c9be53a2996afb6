import GateModel
import JSON

/// Lists of security requirements: a client meets one of them, with all its schemes and their scopes.
enum SecurityComparison {
    /// `security` at the top, which holds where operations have none of their own.
    static func compareDocuments(
        _ old: OpenAPIDocument, _ new: OpenAPIDocument, into changes: inout APIChanges
    ) {
        compare(
            requirements(old.root["security"]) ?? [], requirements(new.root["security"]) ?? [],
            prefix: "api-global-security", operation: "", into: &changes)
    }

    /// Nothing where both operations only have what holds for the whole document.
    static func compareOperations(_ pair: OperationPair, into changes: inout APIChanges) {
        let old = requirements(pair.old.object["security"])
        let new = requirements(pair.new.object["security"])
        guard old != nil || new != nil else { return }
        compare(
            old ?? requirements(pair.documents.old.root["security"]) ?? [],
            new ?? requirements(pair.documents.new.root["security"]) ?? [], prefix: "api-security",
            operation: pair.name, into: &changes)
    }

    /// Scopes by scheme.
    private typealias Requirement = [String: Set<String>]

    private static func requirements(_ value: JSONValue?) -> [Requirement]? {
        value?.array?.map { item in
            let members = item.object?.members ?? []
            return Dictionary(
                members.map { ($0.key, Set(($0.value.array ?? []).compactMap(\.string))) }
            ) { first, _ in first }
        }
    }

    private static func compare(
        _ old: [Requirement], _ new: [Requirement], prefix: String, operation: String,
        into changes: inout APIChanges
    ) {
        var removed = old
        var added: [Requirement] = []
        for requirement in new {
            if let index = removed.firstIndex(of: requirement) {
                removed.remove(at: index)
            } else {
                added.append(requirement)
            }
        }
        let schemes = Set(removed.map { Set($0.keys) }).intersection(added.map { Set($0.keys) })
        for names in schemes {
            let before = removed.filter { Set($0.keys) == names }
            let after = added.filter { Set($0.keys) == names }
            // Among several requirements with the same schemes nothing shows which became which.
            guard before.count == 1, after.count == 1 else { continue }
            removed.removeAll { Set($0.keys) == names }
            added.removeAll { Set($0.keys) == names }
            compareScopes(before[0], after[0], prefix: prefix, operation: operation, into: &changes)
        }
        // The empty requirement makes the others optional; no rule is about that.
        for requirement in removed where !requirement.isEmpty {
            changes.add(
                "\(prefix)-removed", .info, operation: operation, path: "security",
                "the security requirement '\(text(requirement))' is gone", detail: text(requirement))
        }
        for requirement in added where !requirement.isEmpty {
            changes.add(
                "\(prefix)-added", .info, operation: operation, path: "security",
                "the security requirement '\(text(requirement))' is new", detail: text(requirement))
        }
    }

    private static func compareScopes(
        _ old: Requirement, _ new: Requirement, prefix: String, operation: String,
        into changes: inout APIChanges
    ) {
        for (scheme, before) in old {
            let after = new[scheme] ?? []
            for scope in after.subtracting(before) {
                changes.add(
                    "\(prefix)-scope-added", .info, operation: operation, path: "security/\(scheme)",
                    "the scope '\(scope)' of '\(scheme)' is asked for", detail: scope)
            }
            for scope in before.subtracting(after) {
                changes.add(
                    "\(prefix)-scope-removed", .info, operation: operation, path: "security/\(scheme)",
                    "the scope '\(scope)' of '\(scheme)' is no longer asked for", detail: scope)
            }
        }
    }

    /// `oauth (read, write) and key`
    private static func text(_ requirement: Requirement) -> String {
        requirement.sorted { $0.key < $1.key }.map { scheme, scopes in
            scheme + (scopes.isEmpty ? "" : " (\(scopes.sorted().joined(separator: ", ")))")
        }.joined(separator: " and ")
    }
}
