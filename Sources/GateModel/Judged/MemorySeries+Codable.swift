/// Amounts, times and rates are text with their unit.
///
/// What cannot be counted with is refused: a record may have been written by anyone.
extension MemorySeries {
    private enum CodingKeys: CodingKey {
        case operationsPerPoint, operations, least, largest, seconds, floors
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let least = try fields.numbers(.unit(.bytes), forKey: .least)
        let largest = try fields.numbers(.unit(.bytes), forKey: .largest)
        guard (1...Self.mostPoints).contains(least.count), largest.count == least.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .least, in: fields,
                debugDescription: "expected 1 to \(Self.mostPoints) amounts, as many as 'largest'")
        }
        guard zip(least, largest).allSatisfy({ 0 <= $0 && $0 <= $1 && $1 < .infinity }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .least, in: fields,
                debugDescription: "expected amounts from 0 on, none above its 'largest'")
        }
        let seconds = try fields.numbers(.unit(.time), forKey: .seconds)
        guard seconds.allSatisfy({ (0...1e9).contains($0) }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .seconds, in: fields, debugDescription: "expected times from 0 to 1000000000 s")
        }
        self.init(
            operationsPerPoint: try fields.operations(forKey: .operationsPerPoint),
            operations: try fields.operations(forKey: .operations), least: least, largest: largest,
            seconds: seconds, floors: try fields.decodeIfPresent(Floors.self, forKey: .floors))
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(operationsPerPoint, forKey: .operationsPerPoint)
        try fields.encode(operations, forKey: .operations)
        try fields.encodeIfPresent(least, .unit(.bytes), forKey: .least)
        try fields.encodeIfPresent(largest, .unit(.bytes), forKey: .largest)
        try fields.encodeIfPresent(seconds, .unit(.time), forKey: .seconds)
        try fields.encodeIfPresent(floors, forKey: .floors)
    }
}

extension MemorySeries.Floors {
    private enum CodingKeys: CodingKey {
        case from, operationsPerWindow, values, slope, lower, upper
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let rate = Judgement.Scale.perOperation(.bytes)
        let values = try fields.numbers(.unit(.bytes), forKey: .values)
        guard values.allSatisfy(\.isFinite) else {
            throw DecodingError.dataCorruptedError(
                forKey: .values, in: fields, debugDescription: "expected amounts")
        }
        self.init(
            from: try fields.operations(forKey: .from),
            operationsPerWindow: try fields.operations(forKey: .operationsPerWindow),
            values: values, slope: try fields.number(rate, forKey: .slope),
            lower: try fields.number(rate, forKey: .lower),
            upper: try fields.number(rate, forKey: .upper))
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        let rate = Judgement.Scale.perOperation(.bytes)
        try fields.encode(from, forKey: .from)
        try fields.encode(operationsPerWindow, forKey: .operationsPerWindow)
        try fields.encodeIfPresent(values, .unit(.bytes), forKey: .values)
        try fields.encode(slope, rate, forKey: .slope)
        try fields.encode(lower, rate, forKey: .lower)
        try fields.encode(upper, rate, forKey: .upper)
    }
}

extension KeyedDecodingContainer {
    /// A number of operations that can be counted with: so many a stretch, of at most ``MemorySeries/mostPoints``.
    fileprivate func operations(forKey key: Key) throws -> Int {
        let number = try decode(Int.self, forKey: key)
        guard (0...1_000_000_000_000).contains(number) else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "expected a number of operations")
        }
        return number
    }
}
