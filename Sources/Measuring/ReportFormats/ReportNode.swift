import GateModel
import JSON

/// A value of a JSON report that knows where it stands: `benchmarks[2].stats`.
struct ReportNode {
    let value: JSONValue
    let path: String
    /// Its key, where that cannot be read from the path.
    var key: String?

    var place: ReportFault.Place { .member(path) }

    /// So many values a report may have: about 400 MB of memory.
    static let mostValues = 1 << 24

    /// The member of that name.
    ///
    /// - Throws: Where it is absent.
    func member(_ key: String) throws(ReportFault) -> ReportNode {
        guard let member = optional(key) else { throw wrong("\(quoted(key)) is missing") }
        return member
    }

    /// The first member, or where that is absent the second.
    func member(_ key: String, or other: String) throws(ReportFault) -> ReportNode {
        if let member = optional(key) { return member }
        return try member(other)
    }

    /// Nil where it is absent or null.
    func optional(_ key: String) -> ReportNode? {
        guard let member = value[key], member != .null else { return nil }
        return ReportNode(value: member, path: path.isEmpty ? key : "\(path).\(key)")
    }

    func elements() throws(ReportFault) -> [ReportNode] {
        guard let array = value.array else { throw wrong("a list is wanted here") }
        return array.enumerated().map { ReportNode(value: $1, path: "\(path)[\($0)]") }
    }

    func members() throws(ReportFault) -> [(key: String, node: ReportNode)] {
        guard let object = value.object else { throw wrong("an object is wanted here") }
        return object.members.map { member in
            (
                member.key,
                ReportNode(value: member.value, path: path.isEmpty ? member.key : "\(path).\(member.key)")
            )
        }
    }

    func text() throws(ReportFault) -> String {
        guard let text = value.string else { throw wrong("a text is wanted here") }
        return text
    }

    /// A text, or a number or a truth value as JSON writes it.
    func word() throws(ReportFault) -> String {
        switch value {
        case .string(let text): text
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .bool(let bool): "\(bool)"
        case .null: "null"
        case .array, .object: throw wrong("a text or a number is wanted here")
        }
    }

    func bool() throws(ReportFault) -> Bool {
        guard let bool = value.bool else { throw wrong("true or false is wanted here") }
        return bool
    }

    /// A finite number; some tools write NaN as a text.
    func number() throws(ReportFault) -> Double {
        if let number = value.number { return number }
        if case .string(let text) = value, Double(text)?.isFinite == false { throw .notFinite(place, text) }
        throw wrong("a number is wanted here")
    }

    /// A finite number that is at least 0: a time, an amount, a rate.
    func amount() throws(ReportFault) -> Double {
        let number = try number()
        guard number >= 0 else { throw .negative(place, number) }
        return number
    }

    /// How many samples or iterations stand behind a number: at least one.
    func count() throws(ReportFault) -> Int {
        let count = try countOrNone()
        guard count > 0 else { throw .nothingMeasured(place) }
        return count
    }

    /// How many there were, perhaps none.
    func countOrNone() throws(ReportFault) -> Int {
        let number = try amount()
        guard let count = Int(exactly: number) else { throw wrong("a whole number is wanted here") }
        return count
    }

    func amounts(_ convert: (Double) -> Double = { $0 }) throws(ReportFault) -> [Double] {
        guard let array = value.array else { throw wrong("a list is wanted here") }
        guard !array.isEmpty else { throw .nothingMeasured(place) }
        var amounts: [Double] = []
        amounts.reserveCapacity(array.count)
        for (index, value) in array.enumerated() {
            // There may be millions, so only one that is wrong gets a place.
            if let number = value.number, number >= 0 {
                amounts.append(convert(number))
            } else {
                _ = try ReportNode(value: value, path: "\(path)[\(index)]").amount()
            }
        }
        return amounts
    }

    func wrong(_ message: String) -> ReportFault {
        ReportFault(place, message, hint: "the report was changed, or comes from another version of the tool")
    }
}
