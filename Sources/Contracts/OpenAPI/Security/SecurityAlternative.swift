import GateModel
import JSON

/// One way in which a request may say who sends it: all its schemes together, with their scopes.
struct SecurityAlternative: Hashable {
    /// Scopes by the name of the scheme; empty: no credentials are asked for.
    let scopes: [JSONKey: Set<JSONKey>]

    var names: Set<JSONKey> { Set(scopes.keys) }
    var isOpen: Bool { scopes.isEmpty }

    /// The alternatives that a `security` lists; nil where there is none.
    static func list(_ value: JSONValue?) -> [SecurityAlternative]? {
        value?.array?.map { item in
            let members = item.object?.members ?? []
            return SecurityAlternative(
                scopes: Dictionary(
                    members.map {
                        (JSONKey($0.key), Set(($0.value.array ?? []).compactMap(\.string).map(JSONKey.init)))
                    }
                ) { first, _ in first })
        }
    }

    /// `oauth (read, write) and key`
    var text: String {
        scopes.sorted { $0.key.text < $1.key.text }.map { scheme, scopes in
            let names = scopes.map(\.text).sorted().joined(separator: ", ")
            return scheme.text + (names.isEmpty ? "" : " (\(names))")
        }.joined(separator: " and ")
    }
}

/// The security schemes of two documents, by name.
struct SecuritySchemes {
    let old: [JSONKey: JSONValue]
    let new: [JSONKey: JSONValue]

    init(_ documents: DocumentPair) {
        old = Self.schemes(of: documents.old)
        new = Self.schemes(of: documents.new)
    }

    private static func schemes(of document: OpenAPIDocument) -> [JSONKey: JSONValue] {
        let members = document.root["components"]?["securitySchemes"]?.object?.members ?? []
        return Dictionary(members.map { (JSONKey($0.key), document.resolved($0.value) ?? $0.value) }) {
            first, _ in
            first
        }
    }

    /// Whether who meets the old alternative meets the new one: it asks for no other credentials and no further scopes.
    func meets(_ old: SecurityAlternative, _ new: SecurityAlternative) -> Bool {
        new.scopes.allSatisfy { name, scopes in
            old.scopes.contains { before, given in
                isSameScheme(before, name) && scopes.isSubset(of: given)
            }
        }
    }

    /// By name, since what changed of a scheme is told there; a renamed one by all that a client sees of it.
    private func isSameScheme(_ before: JSONKey, _ after: JSONKey) -> Bool {
        if before == after { return true }
        guard let old = old[before], let new = new[after], self.new[before] == nil else { return false }
        return Self.credentials(old) == Self.credentials(new)
    }

    private static func credentials(_ scheme: JSONValue) -> JSONObject {
        var counting = (scheme.object ?? JSONObject()).without(["description", "bearerFormat"])
        if let name = scheme["scheme"]?.string {
            counting = counting.setting("scheme", to: .string(name.lowercased()))
        }
        if scheme["in"] == "header", let name = scheme["name"]?.string {
            counting = counting.setting("name", to: .string(name.lowercased()))
        }
        return counting
    }
}
