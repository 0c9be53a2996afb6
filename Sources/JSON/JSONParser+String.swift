extension JSONParser {
    /// Takes a string, from its opening quote to its closing one.
    mutating func string() throws(JSONError) -> String {
        let opening = offset
        offset += 1
        var unescaped: [UInt8] = []
        var runStart = offset
        while true {
            let byte = try peek()
            switch byte {
            case UInt8(ascii: "\""):
                let run = bytes[runStart..<offset]
                let text =
                    unescaped.isEmpty
                    ? String(validating: run, as: UTF8.self)
                    : String(validating: unescaped + run, as: UTF8.self)
                guard let text else { throw JSONError(offset: opening, problem: .invalidUTF8) }
                offset += 1
                return text
            case UInt8(ascii: "\\"):
                unescaped += bytes[runStart..<offset]
                unescaped += Array(String(try escape()).utf8)
                runStart = offset
            case 0..<0x20: throw error(.controlCharacter(byte))
            default: offset += 1
            }
        }
    }

    /// Takes one escape, or the two of a surrogate pair.
    private mutating func escape() throws(JSONError) -> UnicodeScalar {
        let start = offset
        offset += 1
        let letter = try peek()
        offset += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UnicodeScalar(letter)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try escapedScalar(start: start)
        default: throw JSONError(offset: start, problem: .invalidEscape)
        }
    }

    /// Takes what follows `\u`.
    private mutating func escapedScalar(start: Int) throws(JSONError) -> UnicodeScalar {
        let first = try fourHexDigits()
        if let scalar = UnicodeScalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first),
            bytes[offset...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
        else { throw JSONError(offset: start, problem: .loneSurrogate(first)) }
        offset += 2
        let second = try fourHexDigits()
        guard UTF16.isTrailSurrogate(second) else {
            throw JSONError(offset: start, problem: .loneSurrogate(first))
        }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private mutating func fourHexDigits() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            let byte = try peek()
            guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
                throw error(.unexpected(byte: byte, wanted: "a hexadecimal digit"))
            }
            unit = unit << 4 | UInt16(digit)
            offset += 1
        }
        return unit
    }
}
