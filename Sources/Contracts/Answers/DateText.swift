/// A text read as a date, or as a date and a time of day (RFC 3339, 5.6).
struct DateText {
    /// Empty for what is neither.
    let formats: StringFormats

    init(_ bytes: [UInt8]) {
        formats = Self.read(bytes)
    }

    private static func read(_ bytes: [UInt8]) -> StringFormats {
        guard bytes.count >= 10, matches(bytes[..<10], "dddd-dd-dd"),
            (1...12).contains(number(bytes[5..<7])), (1...31).contains(number(bytes[8..<10]))
        else { return [] }
        if bytes.count == 10 { return .date }
        guard bytes.count >= 16, matches(bytes[11..<16], "dd:dd"), number(bytes[11..<13]) < 24,
            number(bytes[14..<16]) < 60
        else { return [] }
        var rest = bytes[16...]
        if rest.count >= 3, matches(rest.prefix(3), ":dd") { rest = rest.dropFirst(3) }
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix(while: \.isDigit)
            guard !digits.isEmpty else { return [] }
            rest = rest.dropFirst(1 + digits.count)
        }
        let hasOffset = isOffset(rest)
        guard rest.isEmpty || hasOffset else { return [] }
        switch bytes[10] {
        case UInt8(ascii: "T"), UInt8(ascii: "t"): return hasOffset ? .dateTime : .localDateTime
        case UInt8(ascii: " "): return .spacedDateTime
        default: return []
        }
    }

    /// `Z`, `+02:00`, and `+0200` as some write it.
    private static func isOffset(_ text: ArraySlice<UInt8>) -> Bool {
        if text.count == 1 { return text.first == UInt8(ascii: "Z") || text.first == UInt8(ascii: "z") }
        guard text.first == UInt8(ascii: "+") || text.first == UInt8(ascii: "-") else { return false }
        return matches(text.dropFirst(), "dd:dd") || matches(text.dropFirst(), "dddd")
    }

    /// `d` stands for a digit, anything else for itself.
    private static func matches(_ text: ArraySlice<UInt8>, _ pattern: StaticString) -> Bool {
        text.count == pattern.utf8CodeUnitCount
            && zip(text, 0..<pattern.utf8CodeUnitCount).allSatisfy { byte, position in
                let wanted = pattern.utf8Start[position]
                return wanted == UInt8(ascii: "d") ? byte.isDigit : byte == wanted
            }
    }

    /// Of two digits.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}
