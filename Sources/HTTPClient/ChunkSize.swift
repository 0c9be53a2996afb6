/// The line before a chunk (RFC 9112, 7.1): a hexadecimal size, and extensions, which are ignored.
struct ChunkSize: Sendable, Hashable {
    /// `Int.max` when the size written is greater.
    let bytes: Int

    /// - Parameter line: with its carriage return, without its line feed.
    init(line: [UInt8]) throws(HTTPFailure) {
        guard line.last == UInt8(ascii: "\r") else { throw .badResponse(.chunkSize(line.excerpt)) }
        let text = line.dropLast()
        let digits = text.prefix { $0.hexDigitValue != nil }
        // Blanks may stand before an extension's semicolon, and nowhere else.
        let rest = text[digits.endIndex...]
        let afterBlanks = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard !digits.isEmpty, rest.isFieldValue, rest.isEmpty || afterBlanks.first == UInt8(ascii: ";")
        else { throw .badResponse(.chunkSize(text.excerpt)) }
        var size = 0
        for digit in digits.compactMap(\.hexDigitValue) {
            size = size > Int.max >> 4 ? Int.max : size << 4 | digit
        }
        bytes = size
    }
}

extension UInt8 {
    fileprivate var hexDigitValue: Int? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(self - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(self - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(self - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
