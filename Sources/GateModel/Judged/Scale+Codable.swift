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

    package func written(_ number: Double) -> String { number.decimalText + suffix }

    /// Only what ``written(_:)`` writes.
    package func number(_ text: String) -> Double? {
        text.hasSuffix(suffix) ? Double(decimalText: String(text.dropLast(suffix.count))) : nil
    }
}

/// In what is signed text with its unit, else a number in base units.
struct ScaledNumber: JCSQuantity {
    let number: Double
    let scale: Judgement.Scale

    init(_ number: Double, _ scale: Judgement.Scale) {
        self.number = number
        self.scale = scale
    }

    var text: String { scale.written(number) }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// What stands where a ``ScaledNumber`` was written, before its scale is known.
enum WrittenNumber: Decodable {
    case text(String)
    case bare(Double)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            self = .text(try container.decode(String.self))
        } catch DecodingError.typeMismatch {
            self = .bare(try container.decode(Double.self))
        }
    }

    /// Nil for a text that is no number of that scale. What is neither text with a unit nor finite is text too.
    func number(in scale: Judgement.Scale) -> Double? {
        switch self {
        case .bare(let number): number
        case .text(let text):
            scale.number(text) ?? (["nan", "inf", "-inf"].contains(text) ? Double(decimalText: text) : nil)
        }
    }
}

extension KeyedEncodingContainer {
    mutating func encode(_ number: Double, _ scale: Judgement.Scale, forKey key: Key) throws {
        try encode(ScaledNumber(number, scale), forKey: key)
    }

    mutating func encodeIfPresent(_ number: Double?, _ scale: Judgement.Scale, forKey key: Key) throws {
        try encodeIfPresent(number.map { ScaledNumber($0, scale) }, forKey: key)
    }

    mutating func encodeIfPresent(_ numbers: [Double]?, _ scale: Judgement.Scale, forKey key: Key) throws {
        try encodeIfPresent(numbers?.map { ScaledNumber($0, scale) }, forKey: key)
    }
}

extension KeyedDecodingContainer {
    func number(_ scale: Judgement.Scale, forKey key: Key) throws -> Double {
        try parsed(try decode(WrittenNumber.self, forKey: key), scale, key)
    }

    func numberIfPresent(_ scale: Judgement.Scale, forKey key: Key) throws -> Double? {
        try decodeIfPresent(WrittenNumber.self, forKey: key).map { try parsed($0, scale, key) }
    }

    func numbersIfPresent(_ scale: Judgement.Scale, forKey key: Key) throws -> [Double]? {
        try decodeIfPresent([WrittenNumber].self, forKey: key)?.map { try parsed($0, scale, key) }
    }

    func numbers(_ scale: Judgement.Scale, forKey key: Key) throws -> [Double] {
        try decode([WrittenNumber].self, forKey: key).map { try parsed($0, scale, key) }
    }

    private func parsed(_ written: WrittenNumber, _ scale: Judgement.Scale, _ key: Key) throws -> Double {
        guard let number = written.number(in: scale) else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "expected \(scale.wanted)")
        }
        return number
    }
}
