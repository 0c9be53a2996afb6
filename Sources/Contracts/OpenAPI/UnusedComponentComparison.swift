import GateModel
import JSON

/// Components that no operation leads to: other documents may, so that their changes are told.
struct UnusedComponentComparison {
    private let documents: DocumentPair

    private static let kinds = [
        "schemas", "responses", "parameters", "requestBodies", "headers", "links", "callbacks", "pathItems",
        "mediaTypes",
    ]

    init(_ documents: DocumentPair) {
        self.documents = documents
    }

    func compare(into changes: inout APIChanges) {
        let (old, new) = (documents.old.root["components"], documents.new.root["components"])
        guard old != nil || new != nil else { return }
        let used = reached(in: documents.old).union(reached(in: documents.new))
        for kind in Self.kinds {
            for member in old?[kind]?.object?.members ?? [] {
                let path = "components/\(kind)/\(member.key)"
                guard !used.contains(ComponentKey(kind, member.key)) else { continue }
                guard let after = new?[kind]?[member.key] else {
                    // A schema that is gone is told by a rule of its own.
                    if kind != "schemas" {
                        changes.add(
                            "unjudged-change", .warning, operation: "", path: path,
                            "'\(member.key)' is gone, and no operation used it")
                    }
                    continue
                }
                guard !isSame(member.value, after, kind) else { continue }
                changes.add(
                    "unjudged-change", .warning, operation: "", path: path,
                    "'\(member.key)' changed, and no operation uses it")
            }
        }
        UnjudgedComparison(documents).compare(
            old ?? [:], new ?? [:], except: Set(Self.kinds + ["securitySchemes", "examples"]), operation: "",
            path: "components", into: &changes)
    }

    private func isSame(_ old: JSONValue, _ new: JSONValue, _ kind: String) -> Bool {
        kind == "schemas"
            ? documents.schemas.isSame(old, new, .allowedValuesHere)
            : UnjudgedComparison(documents).isSame(old, new)
    }

    private struct ComponentKey: Hashable {
        let kind: String
        let name: JSONKey

        init(_ kind: String, _ name: String) {
            self.kind = kind
            self.name = JSONKey(name)
        }
    }

    /// The components that paths and webhooks lead to, directly or through others.
    private func reached(in document: OpenAPIDocument) -> Set<ComponentKey> {
        let starts = ["paths", "webhooks"].compactMap { document.root[$0] }
        var found: Set<String> = []
        var open = starts.flatMap(ReferenceTable.uses)
        while let reference = open.popLast() {
            guard found.insert(reference).inserted else { continue }
            open += document.references.uses(behind: reference)
        }
        return Set(found.compactMap(Self.key))
    }

    private static func key(_ reference: String) -> ComponentKey? {
        let parts = ReferenceTable.percentDecoded(reference[...]).split(separator: "/").map(String.init)
        guard parts.count >= 4, parts[0] == "#", parts[1] == "components" else { return nil }
        return ComponentKey(parts[2], parts[3].replacing("~1", with: "/").replacing("~0", with: "~"))
    }
}
