import GateModel
import JSON

/// The places at which two JSON values differ, with the two values; nil stands for a member that is not there.
struct JSONMovement {
    private(set) var places: [[JSONContract.Step]: (JSONValue?, JSONValue?)] = [:]

    init(_ first: JSONValue, _ second: JSONValue) {
        compare(first, second, at: [])
    }

    private mutating func compare(_ first: JSONValue?, _ second: JSONValue?, at path: [JSONContract.Step]) {
        if first == second { return }
        if let first = first?.object, let second = second?.object {
            for member in first.members {
                compare(member.value, second[member.key], at: path + [.member(member.key)])
            }
            for member in second.members where first[member.key] == nil {
                compare(nil, member.value, at: path + [.member(member.key)])
            }
        } else if let first = first?.array, let second = second?.array, first.count == second.count {
            for (first, second) in zip(first, second) { compare(first, second, at: path + [.item]) }
        } else if places[path] == nil {
            places[path] = (first, second)
        }
    }
}
