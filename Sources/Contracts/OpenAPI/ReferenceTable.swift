import GateModel
import JSON

/// Where each `$ref` of a document leads, found once.
///
/// A reference is a JSON pointer (`#/components/schemas/User`), the name of an `$anchor`, or the `$id` of a
/// schema, with or without a pointer into it. Within a schema that has an `$id`, pointers count from there
/// where they lead nowhere from the top.
struct ReferenceTable: Sendable {
    /// `'common.yaml#/User' at #/paths/~1users/get`, in the order found.
    let unresolved: [String]
    private let targets: [String: JSONValue]
    /// What each reference leads to in the end, where that is no reference.
    private let ends: [String: JSONValue]

    /// Every reference of the document, those that lead nowhere too, in ASCII.
    let all: Set<String>
    /// Schemas that share the name of a `$dynamicAnchor`, of which any may be meant.
    let dynamic: [JSONKey: [JSONValue]]
    private let heirs: ComponentHeirs

    func target(of reference: String) -> JSONValue? { targets[ReferenceSurvey.exact(reference)] }

    /// What a chain of references ends at; nil for a gap or a circle in it.
    func end(of reference: String) -> JSONValue? { ends[ReferenceSurvey.exact(reference)] }

    init(_ root: JSONValue) {
        var survey = ReferenceSurvey()
        survey.visit(root)
        var targets: [String: JSONValue] = [:]
        var unresolved: [String] = []
        for use in survey.uses where targets[use.reference] == nil {
            let target = Self.target(of: use, from: root, survey: survey)
            if let target { targets[use.reference] = target }
        }
        heirs = ComponentHeirs(root)
        for member in heirs.members where targets[member.key] == nil { targets[member.key] = member.value }
        let ends = Self.ends(of: targets)
        for use in survey.uses where !use.isMapped && ends[use.reference] == nil {
            unresolved.append("'\(use.written)' at \(use.place)")
        }
        dynamic = survey.dynamic.filter { $0.value.count > 1 }
        self.targets = targets
        self.ends = ends
        all = Set(survey.uses.map(\.reference)).union(heirs.members.keys)
        self.unresolved = unresolved
    }

    /// The components that are composed of one by `allOf`, directly or through others, in document order.
    func heirs(of reference: String) -> [String] { heirs.all(of: reference) }

    /// The references that what a reference leads to has, each once, with the components that its discriminator may tell of.
    func uses(behind reference: String) -> Set<String> {
        guard let target = target(of: reference) else { return [] }
        let uses = Self.uses(in: target)
        return target["discriminator"] == nil ? uses : uses.union(heirs(of: reference))
    }

    /// The references that a value has, each once.
    static func uses(in value: JSONValue) -> Set<String> {
        var found: Set<String> = []
        _ = any(in: value) { reference in
            found.insert(reference)
            return false
        }
        return found
    }

    /// Whether a value has one of some references.
    static func uses(_ references: Set<String>, in value: JSONValue) -> Bool {
        any(in: value, where: references.contains)
    }

    private static func any(in value: JSONValue, where isWanted: (String) -> Bool) -> Bool {
        switch value {
        case .object(let object):
            if ReferenceSurvey.references(of: object).contains(where: isWanted) { return true }
            return object.members.contains { any(in: $0.value, where: isWanted) }
        case .array(let items): return items.contains { any(in: $0, where: isWanted) }
        case .null, .bool, .integer, .number, .string: return false
        }
    }

    private static func target(
        of use: ReferenceSurvey.Use, from root: JSONValue, survey: ReferenceSurvey
    ) -> JSONValue? {
        let parts = use.reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let resource = String(parts[0])
        let fragment = parts.count > 1 ? percentDecoded(parts[1]) : ""
        if !resource.isEmpty {
            guard let base = survey.resources[resource] else { return nil }
            return value(of: fragment, in: base, survey: survey)
        }
        return value(of: fragment, in: root, survey: survey)
            ?? use.resource.flatMap { value(of: fragment, in: $0, survey: survey) }
    }

    private static func value(of fragment: String, in base: JSONValue, survey: ReferenceSurvey) -> JSONValue?
    {
        guard !fragment.isEmpty, !fragment.hasPrefix("/") else { return pointed(fragment, in: base) }
        return survey.anchors[fragment]
    }

    private static func pointed(_ fragment: String, in base: JSONValue) -> JSONValue? {
        do {
            return base.at(pointer: try JSONPointer(fragment))
        } catch {
            // No pointer leads nowhere: listed as unresolved.
            return nil
        }
    }

    /// Each chain is followed once, however long it is and wherever it is entered.
    private static func ends(of targets: [String: JSONValue]) -> [String: JSONValue] {
        var ends: [String: JSONValue] = [:]
        for start in targets.keys where ends[start] == nil {
            var chain: [String] = []
            var seen: Set<String> = []
            var end: JSONValue?
            var reference = start
            while seen.insert(reference).inserted, let target = targets[reference] {
                chain.append(reference)
                guard let next = target["$ref"]?.string.map(ReferenceSurvey.exact) else {
                    end = target
                    break
                }
                if let known = ends[next] {
                    end = known
                    break
                }
                reference = next
            }
            guard let end else { continue }
            for reference in chain { ends[reference] = end }
        }
        return ends
    }

    /// RFC 3986, 2.1; what is no escape stays.
    static func percentDecoded(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2, let code = UInt8(Substring(digits), radix: 16) {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
