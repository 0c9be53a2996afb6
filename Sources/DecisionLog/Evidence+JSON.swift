import FoundationEssentials
import GateModel

extension Evidence {
    private static let words = (infinity: "inf", negativeInfinity: "-inf", nan: "nan")

    /// As it is stored: JSON with sorted keys, the same bytes for the same evidence.
    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: Self.words.infinity, negativeInfinity: Self.words.negativeInfinity,
            nan: Self.words.nan)
        return try [UInt8](encoder.encode(self))
    }

    init(decoding bytes: [UInt8], ofEntry index: Int) throws(LogError) {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: Self.words.infinity, negativeInfinity: Self.words.negativeInfinity,
            nan: Self.words.nan)
        do {
            self = try decoder.decode(Evidence.self, from: Data(bytes))
        } catch {
            throw .evidenceUnreadable(index: index, reason: "\(error)")
        }
        guard format == Evidence.format else {
            throw .evidenceUnreadable(index: index, reason: "its format is \(format), not \(Evidence.format)")
        }
    }
}
