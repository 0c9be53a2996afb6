import GateModel
import JSON

/// Which shared schemas are composed of which others by `allOf`.
///
/// Where a schema has a discriminator and names no alternatives, its heirs are what it may be.
struct ComponentHeirs: Sendable {
    /// By the reference of what each is composed of.
    private var direct: [String: [String]] = [:]
    /// The heirs, as the document has them, by their references.
    private(set) var members: [String: JSONValue] = [:]

    init(_ root: JSONValue) {
        for member in root["components"]?["schemas"]?.object?.members ?? [] {
            let heir = ReferenceSurvey.exact("#/components/schemas/\(member.key)")
            for base in (member.value["allOf"]?.array ?? []).compactMap({ $0["$ref"]?.string }) {
                direct[ReferenceSurvey.exact(base), default: []].append(heir)
                members[heir] = member.value
            }
        }
    }

    func all(of base: String) -> [String] {
        var found: [String] = []
        var seen: Set<String> = [base]
        var open = direct[base] ?? []
        while !open.isEmpty {
            let next = open.filter { seen.insert($0).inserted }
            found += next
            open = next.flatMap { direct[$0] ?? [] }
        }
        return found
    }
}
