import GateModel
import JSON

extension JSONContract {
    /// Marks what differs between two answers that the baseline gave to the same input.
    mutating func learnVolatility(_ first: JSONValue, _ again: JSONValue) {
        if let first = first.object, let again = again.object {
            learnMembers(first, again)
        } else if let first = first.array, let again = again.array {
            learnItems(first, again)
        } else if first != again {
            volatility.insert(.value)
        }
    }

    private mutating func learnMembers(_ first: JSONObject, _ again: JSONObject) {
        for member in first.members {
            if let value = again[member.key] {
                children[.member(member.key)]?.learnVolatility(member.value, value)
            } else {
                learnAbsence(of: member)
            }
        }
        for member in again.members where first[member.key] == nil { learnAbsence(of: member) }
    }

    private mutating func learnAbsence(of member: JSONMember) {
        children[.member(member.key)]?.volatility.insert(.presence)
        volatility.insert(.keys)
    }

    private mutating func learnItems(_ first: [JSONValue], _ again: [JSONValue]) {
        if first == again { return }
        guard first.count == again.count else {
            volatility.insert(.items)
            return
        }
        // Items may have moved and carry fresh ids as well: match them by what stayed the same.
        var columns = LeafColumns()
        for item in first { columns.count(item, 1) }
        for item in again { columns.count(item, -1) }
        let keys = (first.map(columns.stablePart), again.map(columns.stablePart))
        var pairs = zip(first.indices, again.indices).map { ($0, $1) }
        if keys.0 != keys.1 {
            let matching = ItemMatching(keys.0, keys.1)
            if matching.isComplete {
                volatility.insert(.order)
                pairs = matching.pairs
            }
        }
        for (left, right) in pairs { children[.item]?.learnVolatility(first[left], again[right]) }
    }
}
