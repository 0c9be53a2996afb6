extension JSONParser {
    /// Takes a number: `-`, digits without a leading zero, then perhaps a fraction, then perhaps an exponent.
    mutating func number() throws(JSONError) -> JSONValue {
        let start = offset
        var isWhole = true
        take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits(start) }
        if take(UInt8(ascii: ".")) {
            isWhole = false
            try digits(start)
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isWhole = false
            if !take(UInt8(ascii: "+")) { take(UInt8(ascii: "-")) }
            try digits(start)
        }
        if offset < bytes.count, Self.isDigit(bytes[offset]) {  // after a leading zero
            throw JSONError(offset: start, problem: .invalidNumber)
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text) else { throw JSONError(offset: start, problem: .invalidNumber) }
        guard number.isFinite else { throw JSONError(offset: start, problem: .numberTooLarge) }
        return .number(number)
    }

    @discardableResult
    private mutating func take(_ byte: UInt8) -> Bool {
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    /// Takes one digit or more of the number that begins at `start`.
    private mutating func digits(_ start: Int) throws(JSONError) {
        let first = offset
        while offset < bytes.count, Self.isDigit(bytes[offset]) { offset += 1 }
        guard offset > first else {
            throw offset == bytes.count
                ? error(.unexpectedEnd) : JSONError(offset: start, problem: .invalidNumber)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
