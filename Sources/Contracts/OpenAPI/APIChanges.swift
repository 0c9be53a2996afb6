package import GateModel

/// Collects changes, each once.
package struct APIChanges: Sendable {
    private var found: Set<APIChange> = []

    package init() {}

    package mutating func add(
        _ id: String, _ level: APIChange.Level, operation: String, path: String, _ text: String,
        detail: String = ""
    ) {
        found.insert(
            APIChange(
                id: id, level: level, operation: operation, path: path, text: text, detail: detail))
    }

    package mutating func add(
        _ id: String, _ level: APIChange.Level, at place: SchemaPlace, _ text: String, detail: String = ""
    ) {
        add(id, level, operation: place.operation, path: place.path, text, detail: detail)
    }

    package mutating func add(_ changes: some Sequence<APIChange>) {
        found.formUnion(changes)
    }

    /// The most severe first, then by operation, path, id and text.
    package var sorted: [APIChange] {
        found.sorted { left, right in
            if left.level != right.level { return left.level > right.level }
            return (left.operation, left.path, left.id, left.text)
                < (right.operation, right.path, right.id, right.text)
        }
    }
}
