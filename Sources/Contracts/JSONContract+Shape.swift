import GateModel

extension JSONContract {
    /// Holds a value of the candidate against the types and members that the baseline always showed here.
    mutating func judgeShape(
        of value: JSONValue, at path: [Step], input: Int, into findings: inout Findings
    ) {
        let known = types.subtracting(.null)
        if known.isEmpty { return }  // only null was ever seen: nothing is known of its type
        guard types.allow(value) else {
            isBroken = true
            let kind = value == .null ? Difference.Kind.nullable : .typeChanged
            findings.add(kind, .breaking, at: .body(path), input: input) {
                (types.description, JSONTypes(of: value).description)
            }
            return
        }
        switch value {
        case .object(let object): judgeMembers(of: object, at: path, input: input, into: &findings)
        case .array(let items):
            for item in items {
                children[.item]?.judgeShape(of: item, at: path + [.item], input: input, into: &findings)
            }
        case .null, .bool, .integer, .number, .string: break
        }
    }

    private mutating func judgeMembers(
        of object: JSONObject, at path: [Step], input: Int, into findings: inout Findings
    ) {
        for (step, child) in children {
            guard case .member(let key) = step, object[key] == nil, requires(child) else { continue }
            children[step]?.isBroken = true
            findings.addRemoval(of: child.example, at: path + [step], input: input)
        }
        for member in object.members {
            let step = Step.member(member.key)
            if children[step] != nil {
                children[step]?.judgeShape(
                    of: member.value, at: path + [step], input: input, into: &findings)
            } else if !volatility.contains(.keys) {
                findings.addAddition(of: member.value, at: path + [step], input: input)
            }
        }
    }
}

extension Findings {
    mutating func addRemoval(of value: JSONValue?, at path: [JSONContract.Step], input: Int) {
        add(.fieldRemoved, .breaking, at: .body(path), input: input) {
            (value.map(Excerpt.text) ?? "present", "absent")
        }
    }

    mutating func addAddition(of value: JSONValue, at path: [JSONContract.Step], input: Int) {
        add(.fieldAdded, .info, at: .body(path), input: input) { ("absent", Excerpt.text(value)) }
    }
}
