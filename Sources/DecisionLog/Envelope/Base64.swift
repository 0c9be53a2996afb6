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
        String(decoding: encoded(bytes), as: UTF8.self)
    }

    /// In the standard alphabet, without padding, as in SSH fingerprints.
    package static func encodeUnpadded(_ bytes: [UInt8]) -> String {
        String(decoding: encoded(bytes).prefix { $0 != padding }, as: UTF8.self)
    }

    /// As ``encode(_:)``, in ASCII.
    static func encoded(_ bytes: [UInt8]) -> [UInt8] {
        let digits = standardDigits
        return [UInt8](unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text, count in
            count = 0
            func put(_ bits: UInt32, _ kept: Int) {
                for position in 0..<4 {
                    text[count] =
                        position < kept ? digits[Int(bits >> UInt32(18 - 6 * position)) & 63] : padding
                    count += 1
                }
            }
            for start in stride(from: 0, to: bytes.count - 2, by: 3) {
                put(UInt32(bytes[start]) << 16 | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]), 4)
            }
            switch bytes.count % 3 {
            case 1: put(UInt32(bytes[bytes.count - 1]) << 16, 2)
            case 2: put(UInt32(bytes[bytes.count - 2]) << 16 | UInt32(bytes[bytes.count - 1]) << 8, 3)
            default: break
            }
        }
    }

    /// Nil if the text is not the strict spelling of any bytes.
    package static func decode(_ text: String, _ alphabet: Alphabet = .standard) -> [UInt8]? {
        decode(Array(text.utf8)[...], alphabet)
    }

    /// The same of ASCII.
    static func decode(_ text: ArraySlice<UInt8>, _ alphabet: Alphabet = .standard) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        let digits = text.dropLast(text.suffix(2).reversed().prefix { $0 == padding }.count)
        let values = alphabet == .standard ? standardValues : urlSafeValues
        var (bits, bitCount, unknown): (UInt32, UInt32, UInt8) = (0, 0, 0)
        let bytes = [UInt8](unsafeUninitializedCapacity: digits.count * 3 / 4) { bytes, count in
            count = 0
            for digit in digits {
                let value = values[Int(digit)]
                unknown |= value
                bits = bits << 6 | UInt32(value)
                bitCount += 6
                if bitCount >= 8 {
                    bitCount -= 8
                    bytes[count] = UInt8(truncatingIfNeeded: bits >> bitCount)
                    count += 1
                    bits &= (1 << bitCount) - 1
                }
            }
        }
        return bits == 0 && unknown < noDigit ? bytes : nil
    }

    private static let padding = UInt8(ascii: "=")
    private static let standardDigits = digits("+/")
    /// By digit; ``noDigit`` for what is none.
    private static let standardValues = values(of: standardDigits)
    private static let urlSafeValues = values(of: digits("-_"))
    private static let noDigit: UInt8 = 64

    private static func digits(_ lastTwo: String) -> [UInt8] {
        Array(("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + lastTwo).utf8)
    }

    private static func values(of digits: [UInt8]) -> [UInt8] {
        var values = [UInt8](repeating: noDigit, count: 256)
        for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }
}
