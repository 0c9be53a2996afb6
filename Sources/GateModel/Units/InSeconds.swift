import JSON

/// A number of seconds, which in what is signed is text with its unit: `0.25 s`.
@propertyWrapper
package struct InSeconds: Hashable, Sendable, Codable {
    package var wrappedValue: Double

    package init(wrappedValue: Double) {
        self.wrappedValue = wrappedValue
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let scale = Judgement.Scale.unit(.time)
        guard let number = try container.decode(WrittenNumber.self).number(in: scale) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected \(scale.wanted)")
        }
        wrappedValue = number
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(ScaledNumber(wrappedValue, .unit(.time)))
    }
}
