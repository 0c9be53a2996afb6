/// The members of a JSON object, in the order they were written, no key twice.
///
/// Two objects are equal if they have equal members, in whatever order.
package struct JSONObject: Sendable {
    package private(set) var members: [JSONMember]
    /// Positions by key; empty while there are so few members that looking through them is faster.
    private var positions: [JSONKey: Int]

    private static let fewMembers = 8

    package init() {
        members = []
        positions = [:]
    }

    /// - Precondition: no key twice. Where keys come from outside, use ``append(_:)``.
    package init(_ members: [JSONMember]) {
        self.init()
        for member in members {
            precondition(append(member), "duplicate key '\(member.key)'")
        }
    }

    package subscript(key: String) -> JSONValue? {
        position(of: key).map { members[$0].value }
    }

    /// Adds a member at the end; false, with nothing added, if its key is there already.
    package mutating func append(_ member: JSONMember) -> Bool {
        guard position(of: member.key) == nil else { return false }
        members.append(member)
        if members.count == Self.fewMembers + 1 {
            for (position, member) in members.enumerated() { positions[JSONKey(member.key)] = position }
        } else if members.count > Self.fewMembers {
            positions[JSONKey(member.key)] = members.count - 1
        }
        return true
    }

    private func position(of key: String) -> Int? {
        members.count > Self.fewMembers
            ? positions[JSONKey(key)]
            : members.firstIndex { $0.key.hasSameCodePoints(as: key) }
    }
}

extension JSONObject: Hashable {
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.members.count == right.members.count
            && left.members.allSatisfy { right[$0.key] == $0.value }
    }

    package func hash(into hasher: inout Hasher) {
        // A sum does not depend on the order.
        var sum = 0
        for member in members {
            var memberHasher = Hasher()
            member.key.hashCodePoints(into: &memberHasher)
            memberHasher.combine(member.value)
            sum &+= memberHasher.finalize()
        }
        hasher.combine(members.count)
        hasher.combine(sum)
    }
}
