package struct ObjectID: Hashable, Sendable, Comparable, CustomStringConvertible {
    private let digits: String
    package init?(hex: String) { self.digits = hex }
    package var hex: String { digits }
    package var short: String { String(digits.prefix(7)) }
    package var description: String { digits }
    package static func < (a: ObjectID, b: ObjectID) -> Bool { a.digits < b.digits }
}
extension ObjectID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = ObjectID(hex: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text)' is no object id")
        }
        self = id
    }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
