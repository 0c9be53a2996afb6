import GateModel
import JSON

/// Which schemas of an `allOf`, `anyOf`, `oneOf` or `prefixItems` belong together in two documents.
///
/// Tried in turn: the same `$ref` or text, with the same meaning; the same meaning; the same `$ref`; the same text; the
/// same title; the same values allowed; much in common; the only one left on each side, both in place without a title.
/// Positions of `prefixItems` are matched by their order.
struct SubschemaMatching {
    /// `Dog` for `#/components/schemas/Dog`, a title, or `#2` for the second.
    private(set) var added: [String] = []
    private(set) var removed: [String] = []
    /// What has to be compared; those of the same meaning are left out.
    private(set) var matched: [Match] = []

    struct Match {
        let name: String
        let old: JSONValue
        let new: JSONValue
    }

    init(_ old: [JSONValue], _ new: [JSONValue], isOrdered: Bool, with equivalence: inout SchemaEquivalence) {
        var oldRest = Self.candidates(old, equivalence.old)
        var newRest = Self.candidates(new, equivalence.new)
        if isOrdered {
            pair(&oldRest, &newRest, comparing: true, by: \.position)
        } else {
            pairAlternatives(&oldRest, &newRest, &equivalence)
        }
        removed = oldRest.map(\.name)
        added = newRest.map(\.name)
    }

    private mutating func pairAlternatives(
        _ old: inout [Candidate], _ new: inout [Candidate], _ equivalence: inout SchemaEquivalence
    ) {
        pair(&old, &new, comparing: false, by: \.written) {
            equivalence.isSame($0.written, $1.written, .everyRule)
        }
        pair(&old, &new, comparing: false, by: \.outline) {
            equivalence.isSame($0.written, $1.written, .everyRule)
        }
        pair(&old, &new, comparing: true, by: \.reference)
        pair(&old, &new, comparing: true, by: \.written)
        pair(&old, &new, comparing: true, by: \.titleInPlace)
        pair(&old, &new, comparing: true, by: \.outline) {
            equivalence.isSame($0.written, $1.written, .allowedValues)
        }
        pairTheAkin(&old, &new)
        pairTheOnlyOnesOfTheirType(&old, &new)
        pairTheOnlyOnes(&old, &new)
    }

    private struct Candidate {
        let position: Int
        let written: JSONValue
        let reference: String?
        let title: String?
        let types: [String]
        /// The names of its properties.
        let properties: Set<String>
        let outline: Outline

        /// What schemas have in common that mean the same; nearly all others differ in it.
        struct Outline: Hashable {
            let types: Set<String>
            let saysNull: Bool
            let properties: Set<JSONKey>
            let required: Set<JSONKey>

            init(_ schema: Schema?) {
                types = Set(schema?.types ?? [])
                saysNull = schema?.saysNull ?? false
                properties = Set((schema?.named("properties").members ?? []).map { JSONKey($0.key) })
                required = schema?.requiredNames ?? []
            }
        }

        var titleInPlace: String? { reference == nil ? title : nil }

        /// Its only type, where it stands in place and is no object.
        var plainType: String? {
            reference == nil && types.count == 1 && types[0] != "object" ? types[0] : nil
        }

        /// Whether both are objects, and half of all their properties have the same names.
        func isAkin(to other: Candidate) -> Bool {
            guard types == other.types, !properties.isEmpty else { return false }
            let common = properties.intersection(other.properties).count
            return 2 * common >= properties.union(other.properties).count
        }

        var name: String {
            reference.flatMap { $0.split(separator: "/").last.map(String.init) } ?? title
                ?? "#\(position + 1)"
        }
    }

    private static func candidates(_ schemas: [JSONValue], _ reader: SchemaReader) -> [Candidate] {
        schemas.enumerated().map { position, written in
            let schema = reader.read(written)
            let title = schema?["title"]?.string
            return Candidate(
                position: position, written: written, reference: written["$ref"]?.string,
                title: title?.isEmpty == true ? nil : title,
                types: schema?.types ?? [],
                properties: Set(schema?.named("properties").members.map(\.key) ?? []),
                outline: Candidate.Outline(schema.map(reader.canonical)))
        }
    }

    /// Each old one and the first new one that has the same key and is the same; a key of nil is no key.
    private mutating func pair<Key: Hashable>(
        _ old: inout [Candidate], _ new: inout [Candidate], comparing: Bool,
        by key: (Candidate) -> Key?, where isSame: (Candidate, Candidate) -> Bool = { _, _ in true }
    ) {
        guard !old.isEmpty, !new.isEmpty else { return }
        var free: [Key: [Int]] = [:]
        for (index, candidate) in new.enumerated() {
            if let key = key(candidate) { free[key, default: []].append(index) }
        }
        var taken: Set<Int> = []
        old.removeAll { candidate in
            guard let key = key(candidate), let indices = free[key],
                let place = indices.firstIndex(where: { isSame(candidate, new[$0]) })
            else { return false }
            if comparing { match(candidate, new[indices[place]]) }
            taken.insert(indices[place])
            free[key]?.remove(at: place)
            return true
        }
        new = new.enumerated().filter { !taken.contains($0.offset) }.map(\.element)
    }

    /// Of very many it is not looked who is like whom.
    private static let maximumPairs = 250_000

    private mutating func pairTheAkin(_ old: inout [Candidate], _ new: inout [Candidate]) {
        guard old.count * new.count <= Self.maximumPairs else { return }
        pair(&old, &new, comparing: true, by: \.types) { $0.isAkin(to: $1) }
    }

    private mutating func pairTheOnlyOnesOfTheirType(_ old: inout [Candidate], _ new: inout [Candidate]) {
        let (before, after) = (Self.counts(old), Self.counts(new))
        pair(&old, &new, comparing: true) { candidate in
            candidate.plainType.flatMap { before[$0] == 1 && after[$0] == 1 ? $0 : nil }
        }
    }

    private static func counts(_ candidates: [Candidate]) -> [String: Int] {
        candidates.compactMap(\.plainType).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    private mutating func pairTheOnlyOnes(_ old: inout [Candidate], _ new: inout [Candidate]) {
        let (oldInPlace, newInPlace) = (
            old.filter { $0.reference == nil }, new.filter { $0.reference == nil }
        )
        guard oldInPlace.count == 1, newInPlace.count == 1, oldInPlace[0].title == nil,
            newInPlace[0].title == nil
        else { return }
        match(oldInPlace[0], newInPlace[0])
        old.removeAll { $0.reference == nil }
        new.removeAll { $0.reference == nil }
    }

    private mutating func match(_ old: Candidate, _ new: Candidate) {
        matched.append(Match(name: new.name, old: old.written, new: new.written))
    }
}
