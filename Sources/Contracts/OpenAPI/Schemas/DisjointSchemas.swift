import GateModel
import JSON

/// Whether it shows in the documents that no value matches two of some schemas.
enum DisjointSchemas {
    /// So many alternatives are held against each other at most.
    private static let maximum = 64

    static func areDisjoint(_ schemas: [JSONValue], read: (JSONValue) -> Schema?) -> Bool {
        guard schemas.count <= maximum else { return false }
        let forms = schemas.map(read)
        for (index, left) in forms.enumerated() {
            for right in forms.dropFirst(index + 1) {
                guard let left, let right, areDisjoint(left, right, read) else { return false }
            }
        }
        return true
    }

    private static func areDisjoint(_ left: Schema, _ right: Schema, _ read: (JSONValue) -> Schema?) -> Bool {
        if left.saysNull && right.saysNull { return false }
        if haveOtherTypes(left, right) || haveOtherValues(left, right) { return true }
        return left.required.contains { name in
            guard right.required.contains(name), let one = read(left.property(name)),
                let other = read(right.property(name))
            else { return false }
            return haveOtherTypes(one, other) || haveOtherValues(one, other)
        }
    }

    private static func haveOtherTypes(_ left: Schema, _ right: Schema) -> Bool {
        let (one, other) = (covered(left), covered(right))
        return !one.isEmpty && !other.isEmpty && one.isDisjoint(with: other)
    }

    private static func covered(_ schema: Schema) -> Set<String> {
        let types = schema.types.isEmpty ? schema.values.map(Schema.types) ?? [] : schema.types
        return Set(types.map { $0 == "integer" ? "number" : $0 })
    }

    private static func haveOtherValues(_ left: Schema, _ right: Schema) -> Bool {
        guard let one = left.values, let other = right.values else { return false }
        return Set(one).isDisjoint(with: other)
    }
}

extension Schema {
    /// A property as written; one that is not described may be anything.
    fileprivate func property(_ name: String) -> JSONValue { named("properties")[name] ?? true }
}
