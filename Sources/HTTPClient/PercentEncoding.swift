/// The value as it may stand in a path segment or in a query's value alike: `a b/ü` becomes `a%20b%2F%C3%BC`.
///
/// Every byte of its UTF-8 form but RFC 3986's unreserved ones (letters, digits, `-`, `.`, `_`, `~`) is
/// encoded, so that the value can neither end the segment nor start another parameter. The segments `.` and
/// `..` stay as they are: no encoding keeps a server from reading them as steps.
package func percentEncoded(_ value: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    for byte in value.utf8 {
        if byte.isUnreserved {
            encoded.append(byte)
        } else {
            encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: encoded, as: UTF8.self)
}

extension UInt8 {
    fileprivate var isUnreserved: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
