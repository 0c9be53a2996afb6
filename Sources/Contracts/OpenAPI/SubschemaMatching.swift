import GateModel
import JSON

/// Which schemas of an `allOf`, `anyOf`, `oneOf` or `prefixItems` belong together in two documents.
///
/// Tried in turn: the same `$ref`; the same text; the same meaning, both written in place; the same title; the only one left
/// on each side, both without a title; the same meaning, one behind a `$ref` and one written in place.
/// Positions of `prefixItems` are matched by their order.
struct SubschemaMatching {
    private(set) var added: [Subschema] = []
    private(set) var removed: [Subschema] = []
    /// What has to be compared; those of the same meaning are left out.
    private(set) var matched: [Match] = []

    struct Subschema {
        /// `Dog` for `#/components/schemas/Dog`, a title, or `#2` for the second.
        let name: String
        let isAnnotationOnly: Bool
    }

    struct Match {
        let name: String
        let old: JSONValue
        let new: JSONValue
    }

    init(_ old: [JSONValue], _ new: [JSONValue], isOrdered: Bool, with equivalence: inout SchemaEquivalence) {
        var oldRest = Self.candidates(old, in: equivalence.old)
        var newRest = Self.candidates(new, in: equivalence.new)
        if isOrdered {
            pair(&oldRest, &newRest, comparing: true) { $0.position == $1.position }
        } else {
            pair(&oldRest, &newRest, comparing: true) { $0.reference != nil && $0.reference == $1.reference }
            pair(&oldRest, &newRest, comparing: true) { $0.written == $1.written }
            pair(&oldRest, &newRest, comparing: false) {
                $0.reference == nil && $1.reference == nil
                    && equivalence.isSame($0.written, $1.written, .everyRule)
            }
            pair(&oldRest, &newRest, comparing: true) {
                $0.reference == nil && $1.reference == nil && $0.title != nil && $0.title == $1.title
            }
            pairTheOnlyOnes(&oldRest, &newRest)
            pair(&oldRest, &newRest, comparing: false) {
                ($0.reference == nil) != ($1.reference == nil)
                    && equivalence.isSame($0.written, $1.written, .allowedValues)
            }
        }
        removed = oldRest.map(\.subschema)
        added = newRest.map(\.subschema)
    }

    private struct Candidate {
        let position: Int
        let written: JSONValue
        let reference: String?
        let title: String?
        let isAnnotationOnly: Bool

        var name: String {
            reference.flatMap { $0.split(separator: "/").last.map(String.init) } ?? title
                ?? "#\(position + 1)"
        }

        var subschema: Subschema { Subschema(name: name, isAnnotationOnly: isAnnotationOnly) }
    }

    private static func candidates(_ schemas: [JSONValue], in document: OpenAPIDocument) -> [Candidate] {
        schemas.enumerated().map { position, written in
            let schema = Schema(written, in: document)
            let title = schema?["title"]?.string
            return Candidate(
                position: position, written: written, reference: written["$ref"]?.string,
                title: title?.isEmpty == true ? nil : title,
                isAnnotationOnly: schema?.isAnnotationOnly ?? false)
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
