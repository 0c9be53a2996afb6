import GateModel
import JSON

/// Which media types of two bodies belong together.
struct ContentPairing {
    struct Pair {
        let oldName: String
        let newName: String
        let old: JSONValue
        let new: JSONValue
    }

    private(set) var pairs: [Pair] = []
    private(set) var removed: [String] = []
    private(set) var added: [String] = []

    /// Of a request: a type is the same as one that differs in parameters, and is covered by a range of types.
    init(request old: JSONValue?, _ new: JSONValue?) {
        self.init(old, new) { old, new in
            let old = MediaTypeName(old)
            let new = MediaTypeName(new)
            return old.essence == new.essence || new.isRange(over: old)
        }
    }

    /// Of an answer: a type is the same as one that refines it, or that it refines.
    init(response old: JSONValue?, _ new: JSONValue?) {
        self.init(old, new) { old, new in
            let old = MediaTypeName(old)
            let new = MediaTypeName(new)
            return old.contains(new) || new.contains(old)
        }
    }

    private init(_ old: JSONValue?, _ new: JSONValue?, isSame: (_ old: String, _ new: String) -> Bool) {
        let old = old?.object?.members ?? []
        let new = new?.object?.members ?? []
        var taken: Set<String> = []
        var unpaired: [JSONMember] = []
        for member in old {
            if let same = new.first(where: { $0.key == member.key }) {
                add(member, same)
                taken.insert(same.key)
            } else {
                unpaired.append(member)
            }
        }
        for member in unpaired {
            let fitting = new.filter { isSame(member.key, $0.key) }
            // Several types can fall into one range.
            let same =
                fitting.first { !taken.contains($0.key) }
                ?? fitting.first { MediaTypeName($0.key).isRange(over: MediaTypeName(member.key)) }
            if let same {
                add(member, same)
                taken.insert(same.key)
            } else {
                removed.append(member.key)
            }
        }
        added = new.map(\.key).filter { !taken.contains($0) }
    }

    private mutating func add(_ old: JSONMember, _ new: JSONMember) {
        pairs.append(Pair(oldName: old.key, newName: new.key, old: old.value, new: new.value))
    }
}
