import GateModel
import JSON

extension MemorySeries {
    private static let bytes = Judgement.Scale.unit(.bytes)
    private static let time = Judgement.Scale.unit(.time)

    /// As an entry records it.
    var json: JSONValue {
        .object(of: [
            "operations_per_point": .integer(operationsPerPoint), "operations": .integer(operations),
            "least": .texts(least.map(Self.bytes.text)), "largest": .texts(largest.map(Self.bytes.text)),
            "seconds": .texts(self.seconds.map(Self.time.text)), "floors": floors?.json,
        ])
    }

    init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        let least = try fields.optionalNumbers("least", Self.bytes) ?? []
        let largest = try fields.optionalNumbers("largest", Self.bytes) ?? []
        guard (1...Self.mostPoints).contains(least.count), largest.count == least.count else {
            throw .malformed(
                fields.path("least"), wanted: "1 to \(Self.mostPoints) amounts, as many as 'largest'")
        }
        let seconds = try fields.optionalNumbers("seconds", Self.time) ?? []
        guard seconds.allSatisfy({ (0...1e9).contains($0) }) else {
            throw .malformed(fields.path("seconds"), wanted: "times from 0 to 1000000000 s")
        }
        var floors: Floors?
        if let object = try fields.optionalObject("floors") { floors = try Floors(object) }
        self.init(
            operationsPerPoint: try fields.operations("operations_per_point"),
            operations: try fields.whole("operations"), least: least, largest: largest,
            seconds: seconds, floors: floors)
        try fields.end()
    }
}

extension MemorySeries.Floors {
    private static let bytes = Judgement.Scale.unit(.bytes)
    private static let rate = Judgement.Scale.perOperation(.bytes)

    fileprivate var json: JSONValue {
        [
            "from": .integer(from), "operations_per_window": .integer(operationsPerWindow),
            "values": .texts(values.map(Self.bytes.text)), "slope": .string(Self.rate.text(slope)),
            "lower": .string(Self.rate.text(lower)), "upper": .string(Self.rate.text(upper)),
        ]
    }

    fileprivate init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        self.init(
            from: try fields.operations("from"),
            operationsPerWindow: try fields.operations("operations_per_window"),
            values: try fields.optionalNumbers("values", Self.bytes) ?? [],
            slope: try fields.parsed("slope", Self.rate.wanted, Self.rate.number),
            lower: try fields.parsed("lower", Self.rate.wanted, Self.rate.number),
            upper: try fields.parsed("upper", Self.rate.wanted, Self.rate.number))
        try fields.end()
    }
}

extension JSONFields {
    /// A number of operations that can be counted with: so many a stretch, of at most ``MemorySeries/mostPoints``.
    fileprivate mutating func operations(_ key: String) throws(StatementError) -> Int {
        let number = try whole(key)
        guard (0...1_000_000_000_000).contains(number) else {
            throw .malformed(path(key), wanted: "a number of operations")
        }
        return number
    }
}
