import GateModel
import JSON

/// Takes the members of a JSON object one by one; what is missing, of another type, or left over at the end
/// is an error that names it.
struct JSONFields {
    /// Where the object stands, for errors: `predicate/candidate`; empty at the top.
    private let place: String
    private let object: JSONObject
    private var taken: Set<String> = []

    init(_ value: JSONValue, place: String) throws(StatementError) {
        guard let object = value.object else { throw .malformed(place, wanted: "an object") }
        self.place = place
        self.object = object
    }

    func path(_ key: String) -> String { place.isEmpty ? key : "\(place)/\(key)" }

    mutating func value(_ key: String) throws(StatementError) -> JSONValue {
        guard let value = optional(key) else { throw .missing(path(key)) }
        return value
    }

    mutating func optional(_ key: String) -> JSONValue? {
        taken.insert(key)
        return object[key]
    }

    mutating func text(_ key: String) throws(StatementError) -> String {
        guard let text = try value(key).string else { throw .malformed(path(key), wanted: "a text") }
        return text
    }

    mutating func optionalText(_ key: String) throws(StatementError) -> String? {
        try has(key) ? text(key) : nil
    }

    /// A text that means something: an id, a number with its unit, one of a list of words.
    mutating func parsed<Value>(
        _ key: String, _ wanted: String, _ parse: (String) -> Value?
    ) throws(StatementError) -> Value {
        guard let value = parse(try text(key)) else { throw .malformed(path(key), wanted: wanted) }
        return value
    }

    mutating func optionalParsed<Value>(
        _ key: String, _ wanted: String, _ parse: (String) -> Value?
    ) throws(StatementError) -> Value? {
        try has(key) ? parsed(key, wanted, parse) : nil
    }

    mutating func whole(_ key: String) throws(StatementError) -> Int {
        guard let integer = try value(key).integer, let number = Int(exactly: integer) else {
            throw .malformed(path(key), wanted: "a whole number")
        }
        return number
    }

    mutating func bool(_ key: String) throws(StatementError) -> Bool {
        guard let bool = try value(key).bool else { throw .malformed(path(key), wanted: "true or false") }
        return bool
    }

    mutating func object(_ key: String) throws(StatementError) -> JSONFields {
        try JSONFields(value(key), place: path(key))
    }

    mutating func optionalObject(_ key: String) throws(StatementError) -> JSONFields? {
        try has(key) ? object(key) : nil
    }

    /// The elements of an array, each an object.
    mutating func objects(_ key: String) throws(StatementError) -> [JSONFields] {
        var objects: [JSONFields] = []
        for (index, element) in try array(key).enumerated() {
            objects.append(try JSONFields(element, place: "\(path(key))/\(index)"))
        }
        return objects
    }

    mutating func texts(_ key: String) throws(StatementError) -> [String] {
        var texts: [String] = []
        for element in try array(key) {
            guard let text = element.string else { throw .malformed(path(key), wanted: "a list of texts") }
            texts.append(text)
        }
        return texts
    }

    mutating func wholes(_ key: String) throws(StatementError) -> [Int] {
        var wholes: [Int] = []
        for element in try array(key) {
            guard let integer = element.integer, let number = Int(exactly: integer) else {
                throw .malformed(path(key), wanted: "a list of whole numbers")
            }
            wholes.append(number)
        }
        return wholes
    }

    /// A list of numbers as a scale writes them.
    mutating func optionalNumbers(
        _ key: String, _ scale: Judgement.Scale
    ) throws(StatementError) -> [Double]? {
        guard has(key) else { return nil }
        var numbers: [Double] = []
        for text in try texts(key) {
            guard let number = scale.number(text) else { throw .malformed(path(key), wanted: scale.wanted) }
            numbers.append(number)
        }
        return numbers
    }

    /// Refuses members that nobody took: an entry that says more than this version understands.
    /// What the codec reads, and would write the same way.
    mutating func coded<Value: Codable>(_ key: String) throws(StatementError) -> Value {
        let json = try value(key)
        let found: Value
        do throws(JCSError) {
            found = try JCS.read(Value.self, from: json)
        } catch {
            let place = error.place.isEmpty ? key : "\(key)/\(error.place)"
            throw .malformed(path(place), wanted: error.what)
        }
        guard JSONValue.coded(found) == json else {
            throw .malformed(path(key), wanted: "written as it would be here")
        }
        return found
    }

    func end() throws(StatementError) {
        if let member = object.members.first(where: { !taken.contains($0.key) }) {
            throw .unknown(path(member.key))
        }
    }

    private mutating func array(_ key: String) throws(StatementError) -> [JSONValue] {
        guard let array = try value(key).array else { throw .malformed(path(key), wanted: "a list") }
        return array
    }

    func has(_ key: String) -> Bool { object[key] != nil }
}

extension JSONValue {
    /// An object of those members that are there.
    static func object(of members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(JSONObject(members.compactMap { key, value in value.map { JSONMember(key, $0) } }))
    }

    /// What the codec writes of a value that it can write: one without dictionaries.
    static func coded(_ value: some Encodable) -> JSONValue {
        do {
            return try JCS.value(value)
        } catch {
            preconditionFailure("\(error)")
        }
    }

    static func integer(_ number: Int) -> JSONValue { .integer(Int64(number)) }
    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}
