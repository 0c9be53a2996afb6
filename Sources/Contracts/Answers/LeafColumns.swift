import GateModel
import JSON

/// The scalars that an array's items have at each path, as multisets, counted up for one array and down for
/// another.
///
/// A path with uneven counts holds values that the other array lacks. A path with even counts has the same values in both
/// arrays, perhaps in other items.
struct LeafColumns {
    /// By path and value; only values whose counts are uneven, so a path with even counts has none.
    private var balances: [[JSONContract.Step]: [JSONValue: Int]] = [:]

    mutating func count(_ item: JSONValue, _ difference: Int) {
        count(item, difference, at: [])
    }

    private mutating func count(_ value: JSONValue, _ difference: Int, at path: [JSONContract.Step]) {
        switch value {
        case .object(let object):
            for member in object.members { count(member.value, difference, at: path + [.member(member.key)]) }
        case .array(let items):
            for item in items { count(item, difference, at: path + [.item]) }
        case .null, .bool, .integer, .number, .string:
            balances[path, default: [:]][value, default: 0] += difference
            if balances[path]?[value] == 0 { balances[path]?[value] = nil }
        }
    }

    /// The item with the scalars of uneven paths blotted out and its arrays in a fixed order.
    func stablePart(of item: JSONValue) -> JSONValue {
        stablePart(of: item, at: [])
    }

    private func stablePart(of value: JSONValue, at path: [JSONContract.Step]) -> JSONValue {
        switch value {
        case .object(let object):
            return .object(
                JSONObject(
                    object.members.map { member in
                        JSONMember(member.key, stablePart(of: member.value, at: path + [.member(member.key)]))
                    }))
        case .array(let items):
            return .array(items.map { stablePart(of: $0, at: path + [.item]) }.inFixedOrder())
        case .null, .bool, .integer, .number, .string:
            return balances[path]?.isEmpty == true ? value : .blotted
        }
    }
}

extension JSONValue {
    /// Stands for any value where values are not compared.
    static let blotted = JSONValue.string("(volatile)")
}

extension [JSONValue] {
    /// The same items, in an order that depends on nothing but the items.
    func inFixedOrder() -> [JSONValue] {
        map { (bytes: JSONWriter.canonical($0), value: $0) }
            .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
            .map(\.value)
    }
}
