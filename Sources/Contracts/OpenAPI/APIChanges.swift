package import GateModel

/// Collects changes, each once, and one of a shared component once for all operations that it reaches.
package struct APIChanges: Sendable {
    private var found: Set<APIChange> = []
    private var groups: [(change: SharedChange, operations: [String])] = []
    private var positions: [SharedChange.Key: Int] = [:]
    private var numbers: [String: Int] = [:]
    /// The component that is being compared.
    private var component: Component?

    private struct Component {
        let reference: String
        /// What its place in an operation begins with: `responses/404`.
        let path: String
    }

    package init() {}

    package mutating func add(
        _ id: String, _ level: APIChange.Level, operation: String, path: String, _ text: String,
        detail: String = ""
    ) {
        add(
            APIChange(
                id: id, level: level, operation: operation, path: path, text: text, detail: detail))
    }

    mutating func add(
        _ id: String, _ level: APIChange.Level, at place: SchemaPlace, _ text: String, detail: String = ""
    ) {
        add(id, level, operation: place.operation, path: place.path, text, detail: detail)
    }

    mutating func add(_ change: APIChange) {
        guard let component, !change.operation.isEmpty else {
            found.insert(change)
            return
        }
        let inner =
            change.path.hasPrefix(component.path)
            ? String(change.path.dropFirst(component.path.count).drop { $0 == "/" }) : change.path
        let number = number(of: component.reference)
        let key = SharedChange.Key(
            component: number, counterpart: number, id: change.id, level: change.level, path: inner,
            detail: change.detail)
        let group = group(key) { SharedChange(change, of: component.reference, at: inner) }
        reach(group, from: change.operation)
    }

    /// Stands for a reference, or for the text of a merged schema, which may be as long as the document: with thousands of changes
    /// in it, each would be compared by all of it.
    mutating func number(of reference: String) -> Int {
        if let number = numbers[reference] { return number }
        let number = numbers.count
        numbers[reference] = number
        return number
    }

    /// The number of the group of a change that several operations may share.
    mutating func group(_ key: SharedChange.Key, _ change: () -> SharedChange) -> Int {
        if let position = positions[key] { return position }
        groups.append((change(), []))
        positions[key] = groups.count - 1
        return groups.count - 1
    }

    /// Notes that an operation comes by the change of a group.
    mutating func reach(_ group: Int, from operation: String) {
        guard groups[group].operations.last != operation else { return }
        groups[group].operations.append(operation)
    }

    /// Tells what is found meanwhile of a component, where both documents have the same reference there.
    mutating func within(
        _ old: String?, _ new: String?, at path: String, _ compare: (inout APIChanges) -> Void
    ) {
        let outer = component
        if let old, old == new { component = Component(reference: old, path: path) }
        compare(&self)
        component = outer
    }

    /// The most severe first, then by operation, path, id and text.
    package var sorted: [APIChange] {
        let shared = groups.map { $0.change.told(in: Set($0.operations).sorted()) }
        return found.union(shared).sorted { left, right in
            if left.level != right.level { return left.level > right.level }
            return (left.operation, left.path, left.id, left.text)
                < (right.operation, right.path, right.id, right.text)
        }
    }
}
