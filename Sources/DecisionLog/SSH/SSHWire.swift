/// The binary encoding of SSH (RFC 4251, section 5): big-endian numbers, and strings with a length before
/// them.
enum SSHWire {
    static func string(_ bytes: [UInt8]) -> [UInt8] {
        uint32(UInt32(bytes.count)) + bytes
    }

    static func string(_ text: String) -> [UInt8] {
        string(Array(text.utf8))
    }

    static func uint32(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}

/// Takes SSH-encoded fields off the front of some bytes. A nil means: fewer bytes are left than the field
/// needs.
struct SSHReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    mutating func uint32() -> UInt32? {
        bytes(4)?.reduce(0) { $0 << 8 | UInt32($1) }
    }

    mutating func string() -> [UInt8]? {
        uint32().flatMap { bytes(Int($0)) }
    }

    /// A string that is valid UTF-8.
    mutating func text() -> String? {
        string().flatMap { String(validating: $0, as: UTF8.self) }
    }

    mutating func bytes(_ count: Int) -> [UInt8]? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    /// Whether these very bytes came next; they are taken if so.
    mutating func take(_ expected: [UInt8]) -> Bool {
        guard rest.starts(with: expected) else { return false }
        rest = rest.dropFirst(expected.count)
        return true
    }
}
