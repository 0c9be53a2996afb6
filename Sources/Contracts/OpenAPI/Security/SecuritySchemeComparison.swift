import GateModel
import JSON

/// The security schemes that a document declares under `components`.
struct SecuritySchemeComparison {
    private let old: [JSONKey: JSONValue]
    private let new: [JSONKey: JSONValue]
    private let used: Set<JSONKey>
    private let documents: DocumentPair

    private static let flows = [
        "implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization",
    ]

    init(_ documents: DocumentPair) {
        let schemes = SecuritySchemes(documents)
        old = schemes.old
        new = schemes.new
        used = Self.usedSchemes(of: documents.old)
        self.documents = documents
    }

    /// Those that an operation, or the whole document, asks for.
    private static func usedSchemes(of document: OpenAPIDocument) -> Set<JSONKey> {
        let operations = APIPath.all(of: document).flatMap(\.operations)
        let lists = [document.root["security"]] + operations.map { $0.object["security"] }
        return Set(lists.flatMap { SecurityAlternative.list($0) ?? [] }.flatMap(\.names))
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
        _ name: JSONKey, _ old: JSONValue, _ new: JSONValue, into changes: inout APIChanges
    ) {
        compareKind(name, old, new, into: &changes)
        compareURL(
            "openIdConnectUrl", "api-security-component-open-id-url-changed", name, old, new, &changes)
        for flow in Self.flows {
            switch (old["flows"]?[flow], new["flows"]?[flow]) {
            case (nil, nil): break
            case (nil, .some):
                add(
                    "api-security-component-oauth-flow-added", name, "got the flow '\(flow)'", flow,
                    into: &changes)
            case (.some, nil):
                add(
                    "api-security-component-oauth-flow-removed", name, "lost the flow '\(flow)'", flow,
                    level: used.contains(name) ? .error : .info, into: &changes)
            case (let old?, let new?): compareFlow(name, old, new, into: &changes)
            }
        }
        reportUnjudged(name, old, new, except: Self.read, at: "", into: &changes)
        reportUnjudged(
            name, old["flows"] ?? [:], new["flows"] ?? [:], except: Set(Self.flows), at: "flows",
            into: &changes)
    }

    private func reportUnjudged(
        _ name: JSONKey, _ old: JSONValue, _ new: JSONValue, except read: Set<String>, at inner: String,
        into changes: inout APIChanges
    ) {
        UnjudgedComparison(documents).compare(
            old, new, except: read, operation: "",
            path: SchemaNode.path("components/securitySchemes/\(name.text)", inner), into: &changes)
    }

    private static let read: Set<String> = [
        "type", "in", "name", "scheme", "bearerFormat", "flows", "openIdConnectUrl",
    ]

    /// What a request has to carry: old clients send the old one.
    private func compareKind(
        _ name: JSONKey, _ old: JSONValue, _ new: JSONValue, into changes: inout APIChanges
    ) {
        let isHeader = old["in"] == "header" && new["in"] == "header"
        for (key, stem) in [("type", "type"), ("in", "in"), ("name", "name"), ("scheme", "scheme")] {
            let before = old[key]?.string ?? ""
            let after = new[key]?.string ?? ""
            let isInsensitive = key == "scheme" || (key == "name" && isHeader)
            let isSame = isInsensitive ? before.lowercased() == after.lowercased() : before == after
            // Another type has other keys.
            guard !isSame, key == "type" || old["type"] == new["type"] else { continue }
            let text =
                key == "type"
                ? "was of type '\(before)' and is of '\(after)'"
                : "had '\(key)' '\(before)' and has '\(after)'"
            add(
                "api-security-component-\(stem)-changed", name, text,
                level: used.contains(name) ? .error : .info, into: &changes)
        }
    }

    private func compareFlow(
        _ name: JSONKey, _ old: JSONValue, _ new: JSONValue, into changes: inout APIChanges
    ) {
        let urls = [
            ("authorizationUrl", "url"), ("tokenUrl", "token-url"), ("refreshUrl", "refresh-url"),
            ("deviceAuthorizationUrl", "device-url"),
        ]
        for (key, stem) in urls {
            compareURL(key, "api-security-component-oauth-\(stem)-changed", name, old, new, &changes)
        }
        reportUnjudged(
            name, old, new, except: Set(urls.map(\.0) + ["scopes"]), at: "flows", into: &changes)
        compareScopes(name, old["scopes"], new["scopes"], into: &changes)
    }

    private func compareURL(
        _ key: String, _ id: String, _ name: JSONKey, _ old: JSONValue, _ new: JSONValue,
        _ changes: inout APIChanges
    ) {
        let before = old[key]?.string ?? ""
        let after = new[key]?.string ?? ""
        guard before != after else { return }
        // The documents do not tell whether the old address still answers.
        add(
            id, name, "had '\(key)' '\(before)' and has '\(after)'",
            level: used.contains(name) ? .warning : .info, into: &changes)
    }

    private func compareScopes(
        _ name: JSONKey, _ old: JSONValue?, _ new: JSONValue?, into changes: inout APIChanges
    ) {
        let old = old?.object ?? JSONObject()
        let new = new?.object ?? JSONObject()
        for scope in old.members {
            switch new[scope.key] {
            case nil:
                add(
                    "api-security-component-oauth-scope-removed", name, "lost the scope '\(scope.key)'",
                    scope.key, level: used.contains(name) ? .warning : .info, into: &changes)
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
        _ id: String, _ name: JSONKey, _ text: String, _ detail: String = "",
        level: APIChange.Level = .info, into changes: inout APIChanges
    ) {
        changes.add(
            id, level, operation: "", path: "components/securitySchemes/\(name.text)",
            "the security scheme '\(name.text)' \(text)", detail: detail)
    }
}
