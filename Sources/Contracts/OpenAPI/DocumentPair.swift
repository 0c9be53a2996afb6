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
    let oldSchemas: SchemaReader
    let newSchemas: SchemaReader

    init(_ old: OpenAPIDocument, _ new: OpenAPIDocument, on today: CalendarDate) {
        self.old = old
        self.new = new
        self.today = today
        changed = Self.changedReferences(old, new)
        let nulls = NullReading(old.version, new.version)
        oldSchemas = SchemaReader(old, nulls: nulls)
        newSchemas = SchemaReader(new, nulls: nulls)
        schemas = SchemaMemory(old: oldSchemas, new: newSchemas, changed: changed)
    }

    /// Whether two values are equal together with all that they refer to.
    func isUnchanged(_ old: JSONValue?, _ new: JSONValue?) -> Bool {
        // Another version may read the same text otherwise.
        guard old == new, self.old.version == self.new.version || old == nil else { return false }
        guard let old, !changed.isEmpty else { return true }
        return !ReferenceTable.uses(changed, in: old)
    }

    private static func changedReferences(_ old: OpenAPIDocument, _ new: OpenAPIDocument) -> Set<String> {
        let all = old.references.all.union(new.references.all)
        // Another version may read the same text otherwise.
        guard old.version == new.version else { return all }
        var changed: Set<String> = []
        var users: [String: [String]] = [:]
        for reference in all {
            let target = old.target(of: reference)
            let isTold = target?["discriminator"] != nil
            guard let target, target == new.target(of: reference),
                !isTold || old.references.heirs(of: reference) == new.references.heirs(of: reference)
            else {
                changed.insert(reference)
                continue
            }
            for used in old.references.uses(behind: reference) { users[used, default: []].append(reference) }
        }
        var open = Array(changed)
        while let reference = open.popLast() {
            for user in users[reference] ?? [] where changed.insert(user).inserted { open.append(user) }
        }
        return changed
    }
}
