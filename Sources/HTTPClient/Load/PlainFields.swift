/// What the header lines read so far say about the body's end, the connection's, and cookies.
struct PlainFields {
    private(set) var length: Int?
    private(set) var isChunked = false
    private(set) var closes = false
    private(set) var cookies: [String] = []

    /// Reads the line that starts there; returns where the next one starts, nil where the line is not plain.
    @inline(__always)
    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var colon = start
        while colon < bytes.count, tokenBytes.contains(bytes[colon]) { colon += 1 }
        guard colon > start, colon < bytes.count, bytes[colon] == UInt8(ascii: ":"),
            let end = PlainHead.lineEnd(in: bytes, from: colon + 1)
        else { return nil }
        switch colon - start {
        case 10, 14, 17:
            let name = UnsafeBufferPointer(rebasing: bytes[start..<colon])
            guard note(name, value: UnsafeBufferPointer(rebasing: bytes[colon + 1..<end])) else { return nil }
        default: break
        }
        return end + 2
    }

    /// False where the value is more than the plain ones.
    @inline(never)
    private mutating func note(_ name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) -> Bool
    {
        var value = value[...]
        while let first = value.first, first == .blank || first == .tab { value.removeFirst() }
        while let last = value.last, last == .blank || last == .tab { value.removeLast() }
        if name.spells("content-length") {
            guard length == nil, !isChunked, (1...18).contains(value.count) else { return false }
            var number = 0
            for byte in value {
                guard (0x30...0x39).contains(byte) else { return false }
                number = number * 10 + Int(byte - 0x30)
            }
            length = number
        } else if name.spells("transfer-encoding") {
            guard !isChunked, length == nil, value.spells("chunked") else { return false }
            isChunked = true
        } else if name.spells("connection") {
            if value.spells("close") { closes = true } else { return value.spells("keep-alive") }
        } else if name.spells("set-cookie") {
            guard let text = String(validating: value, as: UTF8.self) else { return false }
            cookies.append(text)
        }
        return true
    }
}

/// The bytes of tokens (RFC 9110, 5.6.2), one bit each.
private let tokenBytes = ByteSet { $0.isTokenByte }

/// A set of ASCII bytes whose look-up is two instructions.
struct ByteSet: Sendable {
    private let low: UInt64
    private let high: UInt64

    init(_ isMember: (UInt8) -> Bool) {
        var words: [UInt64] = [0, 0]
        for byte in UInt8(0)..<128 where isMember(byte) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }
        (low, high) = (words[0], words[1])
    }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        guard byte < 128 else { return false }
        return (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
    }
}

extension Collection<UInt8> {
    /// Whether it is this lower-case text, in any letter case.
    @inline(__always)
    fileprivate func spells(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        var expected = text.utf8Start
        for byte in self {
            let lower = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
            guard lower == expected.pointee else { return false }
            expected += 1
        }
        return true
    }
}
