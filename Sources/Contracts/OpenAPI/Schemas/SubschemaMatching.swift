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
        var oldRest = Self.candidates(old, read: equivalence.old.read)
        var newRest = Self.candidates(new, read: equivalence.new.read)
        if isOrdered {
            pair(&oldRest, &newRest, comparing: true) { $0.position == $1.position }
        } else {
            pair(&oldRest, &newRest, comparing: false) {
                $0.written == $1.written && equivalence.isSame($0.written, $1.written, .everyRule)
            }
            pair(&oldRest, &newRest, comparing: false) {
                equivalence.isSame($0.written, $1.written, .everyRule)
            }
            pair(&oldRest, &newRest, comparing: true) { $0.reference != nil && $0.reference == $1.reference }
            pair(&oldRest, &newRest, comparing: true) { $0.written == $1.written }
            pair(&oldRest, &newRest, comparing: true) {
                $0.reference == nil && $1.reference == nil && $0.title != nil && $0.title == $1.title
            }
            pair(&oldRest, &newRest, comparing: true) {
                equivalence.isSame($0.written, $1.written, .allowedValues)
            }
            pair(&oldRest, &newRest, comparing: true) { $0.isAkin(to: $1) }
            pairTheOnlyOnes(&oldRest, &newRest)
        }
        removed = oldRest.map(\.name)
        added = newRest.map(\.name)
    }

    private struct Candidate {
        let position: Int
        let written: JSONValue
        let reference: String?
        let title: String?
        let types: [String]
        /// The names of its properties.
        let properties: Set<String>

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

    private static func candidates(_ schemas: [JSONValue], read: (JSONValue) -> Schema?) -> [Candidate] {
        schemas.enumerated().map { position, written in
            let schema = read(written)
            let title = schema?["title"]?.string
            return Candidate(
                position: position, written: written, reference: written["$ref"]?.string,
                title: title?.isEmpty == true ? nil : title,
                types: schema?.types ?? [],
                properties: Set(schema?.named("properties").members.map(\.key) ?? []))
        }
    }

    private mutating func pair(
        _ old: inout [Candidate], _ new: inout [Candidate], comparing: Bool,
        where isSame: (Candidate, Candidate) -> Bool
    ) {
        old.removeAll { candidate in
            guard let partner = new.firstIndex(where: { isSame(candidate, $0) }) else { return false }
            if comparing { match(candidate, new[partner]) }
            new.remove(at: partner)
            return true
        }
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
