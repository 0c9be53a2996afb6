/// Base64 (RFC 4648), decoded strictly: padding is required, unused bits are zero, nothing else is in
/// between. So each sequence of bytes has exactly one spelling in an alphabet.
package enum Base64 {
    package enum Alphabet {
        /// With `+` and `/` (section 4).
        case standard
        /// With `-` and `_` (section 5).
        case urlSafe
    }

    /// In the standard alphabet, padded.
    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0 as UInt32) { $0 << 8 | UInt32($1) } << (8 * (3 - group.count))
            for position in 0..<4 {
                text.append(
                    position <= group.count
                        ? standardDigits[Int(bits >> (18 - 6 * position)) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// In the standard alphabet, without padding, as in SSH fingerprints.
    package static func encodeUnpadded(_ bytes: [UInt8]) -> String {
        let text = encode(bytes)
        return String(text.prefix { $0 != "=" })
    }

    /// Nil if the text is not the strict spelling of any bytes.
    package static func decode(_ text: String, _ alphabet: Alphabet = .standard) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 4) else { return nil }
        let padding = digits.reversed().prefix(2).prefix { $0 == UInt8(ascii: "=") }.count
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 4 * 3)
        var bits: UInt32 = 0
        var bitCount = 0
        for digit in digits.dropLast(padding) {
            guard let value = value(of: digit, in: alphabet) else { return nil }
            bits = bits << 6 | value
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
                bits &= (1 << UInt32(bitCount)) - 1
            }
        }
        return bits == 0 ? bytes : nil
    }

    private static let standardDigits = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func value(of digit: UInt8, in alphabet: Alphabet) -> UInt32? {
        switch (digit, alphabet) {
        case (UInt8(ascii: "A")...UInt8(ascii: "Z"), _): UInt32(digit - UInt8(ascii: "A"))
        case (UInt8(ascii: "a")...UInt8(ascii: "z"), _): UInt32(digit - UInt8(ascii: "a")) + 26
        case (UInt8(ascii: "0")...UInt8(ascii: "9"), _): UInt32(digit - UInt8(ascii: "0")) + 52
        case (UInt8(ascii: "+"), .standard), (UInt8(ascii: "-"), .urlSafe): 62
        case (UInt8(ascii: "/"), .standard), (UInt8(ascii: "_"), .urlSafe): 63
        default: nil
        }
    }
}
