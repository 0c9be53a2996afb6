/// The head of a response as nearly all servers send it: whole in one piece, HTTP/1.1, no surprises.
///
/// Reading it makes no string and no array, which is what lets a load keep up with a fast server. Whatever is not
/// plain is left to ``ResponseDecoder``, so that both say the same of every response.
struct PlainHead: Hashable {
    let status: Int
    let framing: BodyFraming
    let keepsAlive: Bool
    /// The empty line included.
    let byteCount: Int
    let headerCount: Int
    /// The values of `Set-Cookie`, in the order they came.
    let cookies: [String]

    /// Nil where the head is not whole, or not plain.
    @inline(__always)
    init?(_ bytes: UnsafeBufferPointer<UInt8>, answersHead: Bool, limits: HTTPLimits) {
        guard let status = Self.status(bytes), let firstLine = Self.lineEnd(in: bytes, from: 12) else {
            return nil
        }
        var fields = PlainFields()
        var position = firstLine + 2
        var count = 0
        while true {
            guard position + 1 < bytes.count else { return nil }
            if bytes[position] == .carriageReturn, bytes[position + 1] == .lineFeed { break }
            guard let next = fields.take(bytes, from: position) else { return nil }
            position = next
            count += 1
        }
        byteCount = position + 2
        guard byteCount < limits.headerBytes, count <= limits.headerCount else { return nil }
        headerCount = count
        self.status = status
        cookies = fields.cookies
        if answersHead || status == 204 || status == 304 {
            framing = .empty
        } else if fields.isChunked {
            framing = .chunked
        } else if let length = fields.length {
            framing = length == 0 ? .empty : .sized(length)
        } else {
            framing = .untilClose
        }
        keepsAlive = !fields.closes && framing != .untilClose
    }

    /// Of a final response; nil for anything but `HTTP/1.1 ddd` and a blank or the line's end.
    @inline(__always)
    private static func status(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard bytes.count >= 17, let base = bytes.baseAddress else { return nil }
        let version = UnsafeRawPointer(base).loadUnaligned(as: UInt64.self)
        // "HTTP/1.1", the first letter in the lowest byte.
        guard UInt64(littleEndian: version) == 0x312e_312f_5054_5448, bytes[8] == .blank else { return nil }
        let digits = (bytes[9] &- 48, bytes[10] &- 48, bytes[11] &- 48)
        guard digits.0 >= 2, digits.0 <= 9, digits.1 <= 9, digits.2 <= 9,
            bytes[12] == .blank || bytes[12] == .carriageReturn
        else { return nil }
        return Int(digits.0) * 100 + Int(digits.1) * 10 + Int(digits.2)
    }

    /// Where the carriage return of a line stands that holds no other control character.
    @inline(__always)
    static func lineEnd(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var position = start
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x20 && byte != .tab || byte == 0x7f { break }
            position += 1
        }
        guard position + 1 < bytes.count, bytes[position] == .carriageReturn,
            bytes[position + 1] == .lineFeed
        else { return nil }
        return position
    }
}

extension UInt8 {
    static var blank: UInt8 { 0x20 }
    static var tab: UInt8 { 0x09 }
    static var carriageReturn: UInt8 { 0x0d }
    static var lineFeed: UInt8 { 0x0a }
}
