/// Why some bytes are not a JSON text that ``JSONParser`` accepts, and where.
package struct JSONError: Error, Hashable, CustomStringConvertible {
    /// Offset from 0 of the first byte that is wrong; of a string or a number that is wrong as a whole, its
    /// first byte.
    package let offset: Int
    package let problem: Problem

    package enum Problem: Hashable, Sendable {
        case unexpectedEnd
        case unexpected(byte: UInt8, wanted: String)
        case trailingBytes
        case tooDeep(maximum: Int)
        case tooMany(maximum: Int)
        case duplicateKey(String)
        case invalidUTF8
        case controlCharacter(UInt8)
        case invalidEscape
        case loneSurrogate(UInt16)
        case invalidNumber
        case numberTooLarge
    }

    package var description: String {
        "byte \(offset): error: \(problem)"
    }
}

extension JSONError.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unexpectedEnd: "the JSON text ends too early"
        case .unexpected(let byte, let wanted): "expected \(wanted), found \(Self.quoted(byte))"
        case .trailingBytes: "something follows the JSON value"
        case .tooDeep(let maximum): "arrays and objects are nested more than \(maximum) deep"
        case .tooMany(let maximum): "there are more than \(maximum) values"
        case .duplicateKey(let key): "duplicate key '\(key)'"
        case .invalidUTF8: "a string is not valid UTF-8"
        case .controlCharacter(let byte): "unescaped control character \(Self.quoted(byte)) in a string"
        case .invalidEscape: "a string has an unknown escape"
        case .loneSurrogate(let unit): "a string has the lone surrogate \\u\(String(unit, radix: 16))"
        case .invalidNumber: "malformed number"
        case .numberTooLarge: "the number is too large for a double"
        }
    }

    /// The character itself if it can be shown, else `byte 0x1f`.
    private static func quoted(_ byte: UInt8) -> String {
        if (0x20...0x7e).contains(byte) {
            return "'\(Character(UnicodeScalar(byte)))'"
        }
        let digits = String(byte, radix: 16)
        return "byte 0x" + (digits.count == 1 ? "0" : "") + digits
    }
}
