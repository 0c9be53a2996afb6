import JSON

/// As a word: `ratio`, `number`, `time`, `time/op`.
extension Judgement.Scale {
    private static let all: [Judgement.Scale] =
        [.ratio, .number, .exponent] + MetricUnit.allCases.flatMap { [.unit($0), .perOperation($0)] }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let word = try container.decode(String.self)
        guard let scale = Self.all.first(where: { $0.word == word }) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(word)' is no scale")
        }
        self = scale
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(word)
    }

    package var word: String {
        switch self {
        case .ratio: "ratio"
        case .number: "number"
        case .exponent: "exponent"
        case .unit(let unit): unit.rawValue
        case .perOperation(let unit): unit.rawValue + "/op"
        }
    }
}

/// Numbers as text with their unit, since no two languages spell a fraction alike: `0.000312 s`.
extension Judgement.Scale {
    /// What stands after a number, with the blank: ` s`, ` B/op`; nothing after a plain number.
    private var suffix: String {
        switch self {
        case .ratio, .number, .exponent, .unit(.count), .unit(.share), .unit(.plain): ""
        case .unit(.time): " s"
        case .unit(.bytes): " B"
        case .unit(.rate): " /s"
        case .perOperation(let unit):
            Judgement.Scale.unit(unit).suffix.isEmpty ? " /op" : Judgement.Scale.unit(unit).suffix + "/op"
        }
    }

    /// What a text has to be to be one of these numbers.
    package var wanted: String {
        "a decimal number" + (suffix.isEmpty ? "" : " with '\(suffix.dropFirst())'")
    }

    package func text(_ number: Double) -> String { number.decimalText + suffix }

    /// Only what ``text(_:)`` writes.
    package func number(_ text: String) -> Double? {
        text.hasSuffix(suffix) ? Double(decimalText: String(text.dropLast(suffix.count))) : nil
    }
}

extension KeyedEncodingContainer {
    mutating func encode(_ number: Double, _ scale: Judgement.Scale, forKey key: Key) throws {
        try encode(scale.text(number), forKey: key)
    }

    mutating func encodeIfPresent(_ number: Double?, _ scale: Judgement.Scale, forKey key: Key) throws {
        try encodeIfPresent(number.map(scale.text), forKey: key)
    }

    mutating func encodeIfPresent(_ numbers: [Double]?, _ scale: Judgement.Scale, forKey key: Key) throws {
        try encodeIfPresent(numbers?.map(scale.text), forKey: key)
    }
}

extension KeyedDecodingContainer {
    func number(_ scale: Judgement.Scale, forKey key: Key) throws -> Double {
        try parsed(try decode(String.self, forKey: key), scale, key)
    }

    func numberIfPresent(_ scale: Judgement.Scale, forKey key: Key) throws -> Double? {
        try decodeIfPresent(String.self, forKey: key).map { try parsed($0, scale, key) }
    }

    func numbersIfPresent(_ scale: Judgement.Scale, forKey key: Key) throws -> [Double]? {
        try decodeIfPresent([String].self, forKey: key)?.map { try parsed($0, scale, key) }
    }

    func numbers(_ scale: Judgement.Scale, forKey key: Key) throws -> [Double] {
        try decode([String].self, forKey: key).map { try parsed($0, scale, key) }
    }

    private func parsed(_ text: String, _ scale: Judgement.Scale, _ key: Key) throws -> Double {
        guard let number = scale.number(text) else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "expected \(scale.wanted)")
        }
        return number
    }
}
