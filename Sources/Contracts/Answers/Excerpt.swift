import GateModel
import JSON

/// Two values shortened for a line of a report, around the first place where they differ.
enum Excerpt {
    /// The longest excerpt, in Unicode scalars.
    static let limit = 120
    /// How much of what is the same is left before the first difference.
    private static let lead = 20

    /// Control and formatting characters, which could forge or garble a report, come out as `\u{…}`.
    static func pair(_ baseline: String, _ candidate: String) -> (baseline: String, candidate: String) {
        let baseline = Array(baseline.unicodeScalars)
        let candidate = Array(candidate.unicodeScalars)
        let isShort = max(baseline.count, candidate.count) <= limit
        let same = isShort ? 0 : zip(baseline, candidate).prefix { $0 == $1 }.count
        let start = same > lead && same < max(baseline.count, candidate.count) ? same - lead : 0
        return (cut(baseline, from: start), cut(candidate, from: start))
    }

    /// Both ends of what somebody says at length: what happened, and the words that it ended with.
    static func ends(_ text: String) -> String {
        let scalars = text.unicodeScalars.map(visible)
        guard scalars.count > 2 * limit else { return scalars.joined() }
        return scalars.prefix(limit / 2).joined() + "…" + scalars.suffix(3 * limit / 2 - 1).joined()
    }

    private static func cut(_ scalars: [UnicodeScalar], from start: Int) -> String {
        var text: [UnicodeScalar] = start > 0 ? ["…"] : []
        for scalar in scalars.dropFirst(start).prefix(limit + 1) {
            text += visible(scalar).unicodeScalars
        }
        if text.count > limit { text = text.prefix(limit - 1) + ["…"] }
        return String(String.UnicodeScalarView(text))
    }

    static func visible(_ scalar: UnicodeScalar) -> String {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator:
            "\\u{" + String(scalar.value, radix: 16) + "}"
        default: String(scalar)
        }
    }

    /// A value on one line; long integers in full.
    static func text(_ value: JSONValue) -> String {
        switch value {
        case .null, .bool, .integer, .number, .string: String(JSONWriter.pretty(value).dropLast())
        case .array, .object: String(decoding: JSONWriter.canonical(value), as: UTF8.self)
        }
    }

    /// A body that is not JSON: its text, or else its size and first bytes.
    static func text(_ body: [UInt8]) -> String {
        if body.isEmpty { return "empty" }
        if let text = String(validating: body, as: UTF8.self) { return text }
        let digits = body.prefix(16).map { hexadecimal([$0]) }
        return "\(body.count) bytes: \(digits.joined(separator: " "))"
    }
}
