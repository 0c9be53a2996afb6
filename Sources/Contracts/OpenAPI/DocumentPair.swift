import GateModel
import JSON

/// The two documents of a comparison, with what need not be looked into because it is the same in both.
struct DocumentPair {
    let old: OpenAPIDocument
    let new: OpenAPIDocument
    /// The day that sunsets are held against.
    let today: CalendarDate
    /// References that lead to something else than before, directly or through others.
    private let changed: Set<String>
    let schemas: SchemaMemory

    init(_ old: OpenAPIDocument, _ new: OpenAPIDocument, on today: CalendarDate) {
        self.old = old
        self.new = new
        self.today = today
        changed = Self.changedReferences(old, new)
        schemas = SchemaMemory(old: old, new: new)
    }

    /// Whether two values are equal together with all that they refer to.
    func isUnchanged(_ old: JSONValue?, _ new: JSONValue?) -> Bool {
        guard old == new else { return false }
        guard let old, !changed.isEmpty else { return true }
        return Self.references(in: old).isDisjoint(with: changed)
    }

    private static func changedReferences(_ old: OpenAPIDocument, _ new: OpenAPIDocument) -> Set<String> {
        let all = old.references.all.union(new.references.all)
        var changed: Set<String> = []
        var users: [String: [String]] = [:]
        for reference in all {
            let target = old.target(of: reference)
            guard let target, target == new.target(of: reference) else {
                changed.insert(reference)
                continue
            }
            for used in references(in: target) { users[used, default: []].append(reference) }
        }
        var open = Array(changed)
        while let reference = open.popLast() {
            for user in users[reference] ?? [] where changed.insert(user).inserted { open.append(user) }
        }
        return changed
    }

    private static func references(in value: JSONValue) -> Set<String> {
        var found: Set<String> = []
        collect(value, into: &found)
        return found
    }

    private static func collect(_ value: JSONValue, into found: inout Set<String>) {
        switch value {
        case .object(let object):
            if let reference = object["$ref"]?.string { found.insert(reference) }
            for member in object.members { collect(member.value, into: &found) }
        case .array(let items):
            for item in items { collect(item, into: &found) }
        case .null, .bool, .integer, .number, .string: break
        }
    }
}
