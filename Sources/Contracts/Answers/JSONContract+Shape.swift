import GateModel
import JSON

extension JSONContract {
    /// Holds a value of the candidate against the types, formats and members that the baseline always showed here.
    ///
    /// Requests may only widen and responses may only narrow: less than the baseline showed is no break here.
    mutating func judgeShape(
        of value: JSONValue, at path: [Step], input: Int, into findings: inout FoundDifferences
    ) {
        let known = types.subtracting(.null)
        if known.isEmpty { return }  // only null was ever seen: nothing is known of its type
        guard types.allow(value) else {
            isBroken = true
            let kind = value == .null ? Difference.Kind.nullable : .typeChanged
            let change = value == .null ? "" : "\(known.label)-\(JSONTypes(of: value).label)"
            findings.add(kind, .breaking, at: .body(path), change: change, input: input) {
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
        case .string(let text): judgeText(text, at: path, input: input, into: &findings)
        case .null, .bool, .integer, .number: break
        }
    }

    /// Holds a text against the format that the baseline always used, and against the words of a closed set.
    private mutating func judgeText(
        _ text: String, at path: [Step], input: Int, into findings: inout FoundDifferences
    ) {
        if let format = strings.format, !strings.keepsFormat(text) {
            isBroken = true
            let other = StringFormats(of: text).first?.name ?? "text"
            let example = example ?? .null
            findings.add(
                .formatChanged, .breaking, at: .body(path), change: "\(format.name)-\(other)", input: input
            ) {
                ("\(format.name), as \(Excerpt.text(example))", "\(other), as \(Excerpt.text(.string(text)))")
            }
        }
        // A set that looks closed may still have had one more value: a warning. Where the data are compared, that
        // value breaks them as well.
        if let set = strings.closedSet, !strings.contains(text) {
            findings.add(.valueAdded, .warning, at: .body(path), input: input) {
                ("one of " + Self.list(set), Excerpt.text(.string(text)))
            }
        }
    }

    static func list(_ set: [String: Int]) -> String {
        set.keys.sorted().map { Excerpt.text(.string($0)) }.joined(separator: ", ")
    }

    private mutating func judgeMembers(
        of object: JSONObject, at path: [Step], input: Int, into findings: inout FoundDifferences
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

extension FoundDifferences {
    mutating func addRemoval(of value: JSONValue?, at path: [JSONContract.Step], input: Int) {
        add(.fieldRemoved, .breaking, at: .body(path), input: input) {
            (value.map(Excerpt.text) ?? "present", "absent")
        }
    }

    mutating func addAddition(of value: JSONValue, at path: [JSONContract.Step], input: Int) {
        add(.fieldAdded, .info, at: .body(path), input: input) { ("absent", Excerpt.text(value)) }
    }
}
