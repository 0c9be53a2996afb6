/// The first line of a response (RFC 9112, 4): `HTTP/1.1 200 OK`.
struct StatusLine: Sendable, Hashable {
    let minorVersion: Int
    let status: Int
    let reason: String

    init(minorVersion: Int, status: Int, reason: String) {
        self.minorVersion = minorVersion
        self.status = status
        self.reason = reason
    }

    /// Reads a line without its end. The reason, and the space before it, may be missing.
    init(_ line: [UInt8]) throws(HTTPFailure) {
        let prefix = Array("HTTP/1.".utf8)
        guard line.count >= 12, line.starts(with: prefix), line[8] == UInt8(ascii: " "),
            let minorVersion = decimal(line[7...7]),
            let status = decimal(line[9...11]), status >= 100,
            line.count == 12 || line[12] == UInt8(ascii: " "),
            line.dropFirst(12).isFieldValue
        else { throw .badResponse(.statusLine(line.excerpt)) }
        self.minorVersion = minorVersion
        self.status = status
        self.reason = readableText(line.dropFirst(13))
    }
}

extension HTTPHeader {
    /// Reads a header line without its end (RFC 9112, 5); a folded one, obsolete since 2014, is refused.
    init(_ line: [UInt8]) throws(HTTPFailure) {
        guard line.first?.isBlank == false else { throw .badResponse(.foldedHeader(line.excerpt)) }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), line[..<colon].isToken,
            line[colon...].isFieldValue
        else { throw .badResponse(.headerLine(line.excerpt)) }
        var value = line[colon...].dropFirst().drop(while: \.isBlank)
        while value.last?.isBlank == true {
            value.removeLast()
        }
        self.init(name: readableText(line[..<colon]), value: readableText(value))
    }
}

/// The number that the ASCII digits write, `Int.max` when it is greater; nil when there is anything but
/// digits.
func decimal(_ digits: some Collection<UInt8>) -> Int? {
    guard !digits.isEmpty else { return nil }
    var number = 0
    for digit in digits {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
        let (tenfold, overflow) = number.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tenfold.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
        number = overflow || carry ? Int.max : sum
    }
    return number
}

/// UTF-8 where it is valid, else Latin-1, which loses no byte.
private func readableText(_ bytes: ArraySlice<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    for byte in bytes {
        text.unicodeScalars.append(UnicodeScalar(byte))
    }
    return text
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
