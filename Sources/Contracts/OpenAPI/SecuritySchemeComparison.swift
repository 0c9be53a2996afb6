import GateModel
import JSON

/// The security schemes that a document declares under `components`.
struct SecuritySchemeComparison {
    private let old: [String: JSONValue]
    private let new: [String: JSONValue]

    private static let flows = [
        "implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization",
    ]

    init(_ documents: DocumentPair) {
        old = Self.schemes(of: documents.old)
        new = Self.schemes(of: documents.new)
    }

    private static func schemes(of document: OpenAPIDocument) -> [String: JSONValue] {
        let members = document.root["components"]?["securitySchemes"]?.object?.members ?? []
        return Dictionary(members.map { ($0.key, document.resolved($0.value) ?? $0.value) }) { first, _ in
            first
        }
    }

    func compare(into changes: inout APIChanges) {
        for (name, scheme) in old {
            if let counterpart = new[name] {
                compare(name, scheme, counterpart, into: &changes)
            } else {
                add("api-security-component-removed", name, "is gone", into: &changes)
            }
        }
        for name in new.keys where old[name] == nil {
            add("api-security-component-added", name, "is new", into: &changes)
        }
    }

    private func compare(
        _ name: String, _ old: JSONValue, _ new: JSONValue, into changes: inout APIChanges
    ) {
        let before = old["type"]?.string ?? ""
        let after = new["type"]?.string ?? ""
        if before != after {
            add(
                "api-security-component-type-changed", name, "was of type '\(before)' and is of '\(after)'",
                into: &changes)
        }
        for flow in Self.flows {
            guard let old = old["flows"]?[flow], let new = new["flows"]?[flow] else { continue }
            compareURL(
                "authorizationUrl", "api-security-component-oauth-url-changed", name, old, new, &changes)
            compareURL("tokenUrl", "api-security-component-oauth-token-url-changed", name, old, new, &changes)
            compareScopes(name, old["scopes"], new["scopes"], into: &changes)
        }
    }

    private func compareURL(
        _ key: String, _ id: String, _ name: String, _ old: JSONValue, _ new: JSONValue,
        _ changes: inout APIChanges
    ) {
        let before = old[key]?.string ?? ""
        let after = new[key]?.string ?? ""
        guard before != after else { return }
        add(id, name, "had '\(key)' '\(before)' and has '\(after)'", into: &changes)
    }

    private func compareScopes(
        _ name: String, _ old: JSONValue?, _ new: JSONValue?, into changes: inout APIChanges
    ) {
        let old = old?.object ?? JSONObject()
        let new = new?.object ?? JSONObject()
        for scope in old.members {
            switch new[scope.key] {
            case nil:
                add(
                    "api-security-component-oauth-scope-removed", name, "lost the scope '\(scope.key)'",
                    scope.key, into: &changes)
            case let after?:
                guard after != scope.value else { break }
                add(
                    "api-security-component-oauth-scope-changed", name,
                    "describes the scope '\(scope.key)' otherwise", scope.key, into: &changes)
            }
        }
        for scope in new.members where old[scope.key] == nil {
            add(
                "api-security-component-oauth-scope-added", name, "got the scope '\(scope.key)'",
                scope.key, into: &changes)
        }
    }

    private func add(
        _ id: String, _ name: String, _ text: String, _ detail: String = "", into changes: inout APIChanges
    ) {
        changes.add(
            id, .info, operation: "", path: "components/securitySchemes/\(name)",
            "the security scheme '\(name)' \(text)", detail: detail)
    }
}
