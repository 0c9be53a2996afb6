/// Formats of strings that clients parse.
///
/// A text may have several; the contract is the most special one that all samples have in common.
struct StringFormats: OptionSet, Hashable {
    let rawValue: UInt16

    static let uuid = StringFormats(rawValue: 1 << 0)
    /// RFC 3339 with an offset: `2026-07-14T09:30:00.25Z`.
    static let dateTime = StringFormats(rawValue: 1 << 1)
    /// The same without an offset, which other parsers read.
    static let localDateTime = StringFormats(rawValue: 1 << 2)
    /// With a blank instead of the `T`, as SQL and some languages print it.
    static let spacedDateTime = StringFormats(rawValue: 1 << 3)
    static let date = StringFormats(rawValue: 1 << 4)
    static let integer = StringFormats(rawValue: 1 << 5)
    static let decimal = StringFormats(rawValue: 1 << 6)
    static let hex16 = StringFormats(rawValue: 1 << 7)
    static let hex24 = StringFormats(rawValue: 1 << 8)
    static let hex32 = StringFormats(rawValue: 1 << 9)
    static let hex40 = StringFormats(rawValue: 1 << 10)
    static let hex64 = StringFormats(rawValue: 1 << 11)
    static let email = StringFormats(rawValue: 1 << 12)
    static let url = StringFormats(rawValue: 1 << 13)

    init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// All formats that a text has; empty for plain text.
    init(of text: String) {
        let bytes = Array(text.utf8.prefix(Self.longest + 1))
        guard !bytes.isEmpty, bytes.count <= Self.longest else {
            self = []
            return
        }
        self = DateText(bytes).formats
        if bytes.isUUID { insert(.uuid) }
        if bytes.isInteger { insert(.integer) }
        if bytes.isDecimal { insert(.decimal) }
        if bytes.allSatisfy(\.isHexDigit) { formUnion(Self.hexes[bytes.count] ?? []) }
        if bytes.isEmail { insert(.email) }
        if bytes.isURL { insert(.url) }
    }

    /// The most special of them; nil for plain text.
    var first: (format: StringFormats, name: String)? {
        Self.names.first { contains($0.format) }
    }

    /// Moments, which move on by themselves.
    static let moments: StringFormats = [.dateTime, .localDateTime, .spacedDateTime]

    /// Longer texts are read as plain text.
    private static let longest = 2048
    private static let hexes: [Int: StringFormats] = [
        16: .hex16, 24: .hex24, 32: .hex32, 40: .hex40, 64: .hex64,
    ]
    private static let names: [(format: StringFormats, name: String)] = [
        (.uuid, "uuid"), (.dateTime, "date-time"), (.localDateTime, "local-date-time"),
        (.spacedDateTime, "spaced-date-time"), (.date, "date"), (.integer, "integer"), (.decimal, "decimal"),
        (.hex16, "hex-16"), (.hex24, "hex-24"), (.hex32, "hex-32"), (.hex40, "hex-40"), (.hex64, "hex-64"),
        (.email, "email"), (.url, "url"),
    ]
}

extension [UInt8] {
    /// 8-4-4-4-12 hexadecimal digits (RFC 9562).
    fileprivate var isUUID: Bool {
        count == 36
            && indices.allSatisfy { index in
                [8, 13, 18, 23].contains(index)
                    ? self[index] == UInt8(ascii: "-") : self[index].isHexDigit
            }
    }

    /// An optional minus and digits, without a zero in front.
    fileprivate var isInteger: Bool {
        let digits = first == UInt8(ascii: "-") ? dropFirst() : self[...]
        guard let first = digits.first, digits.allSatisfy(\.isDigit) else { return false }
        return digits.count == 1 || first != UInt8(ascii: "0")
    }

    /// An integer, or one with a fraction.
    fileprivate var isDecimal: Bool {
        guard let point = firstIndex(of: UInt8(ascii: ".")) else { return isInteger }
        let fraction = self[(point + 1)...]
        return Array(self[..<point]).isInteger && !fraction.isEmpty && fraction.allSatisfy(\.isDigit)
    }

    /// Something, one `@`, and a name with a point in it; no blanks.
    fileprivate var isEmail: Bool {
        guard let at = firstIndex(of: UInt8(ascii: "@")), at > startIndex, count <= 254 else { return false }
        let domain = self[(at + 1)...]
        guard let point = domain.lastIndex(of: UInt8(ascii: ".")), point > domain.startIndex else {
            return false
        }
        return point < endIndex - 1 && !domain.contains(UInt8(ascii: "@"))
            && allSatisfy { $0 > 0x20 && $0 != 0x7f }
    }

    /// `http://` or `https://`, and no blanks.
    fileprivate var isURL: Bool {
        (starts(with: "http://".utf8) || starts(with: "https://".utf8))
            && count > "https://".utf8.count && allSatisfy { $0 > 0x20 && $0 != 0x7f }
    }
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isHexDigit: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
            || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(self)
    }
}
