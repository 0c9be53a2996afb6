import JSON

/// The name of a git object: a SHA-1 digest of 20 bytes, never all zeros.
///
/// Git writes forty zeros for "no object". That is not an id here: where an object may be absent, the type is
/// `ObjectID?`. Ids are ordered as their hexadecimal forms are.
package struct ObjectID: Hashable, Sendable {
    /// The digest as three big-endian words of 8, 8 and 4 bytes.
    private let first: UInt64
    private let second: UInt64
    private let third: UInt32

    /// Takes the 20 bytes of a digest; nil when there are more or fewer, or when all are zero.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 20, bytes.contains(where: { $0 != 0 }) else { return nil }
        first = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        second = bytes.dropFirst(8).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        third = bytes.dropFirst(16).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Takes 40 lower-case hexadecimal digits, so that an id has one text form; nil for anything else.
    package init?(hex: some StringProtocol) {
        guard let bytes = JSON.bytes(hexadecimal: hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// The 20 bytes of the digest.
    package var bytes: [UInt8] {
        Self.bigEndianBytes(first) + Self.bigEndianBytes(second) + Self.bigEndianBytes(third)
    }

    /// All 40 digits, lower case.
    package var hex: String { hexadecimal(bytes) }

    /// The first 7 digits, for people to read: `89d7a3f`. Not always enough to name one object.
    package var short: String {
        String(hex.prefix(7))
    }

    private static func bigEndianBytes<Word: FixedWidthInteger>(_ word: Word) -> [UInt8] {
        stride(from: Word.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
    }
}

extension ObjectID: Comparable {
    package static func < (left: ObjectID, right: ObjectID) -> Bool {
        (left.first, left.second, left.third) < (right.first, right.second, right.third)
    }
}

extension ObjectID: CustomStringConvertible {
    /// The same as ``hex``.
    package var description: String { hex }
}
