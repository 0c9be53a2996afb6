/// What in a response breaks the rules of HTTP/1.1 (RFC 9112), with the offending text cut to a readable
/// excerpt.
package enum ResponseFault: Sendable, Hashable {
    case statusLine(String)
    /// 101, though no other protocol was asked for.
    case switchedProtocols
    case headerLine(String)
    case foldedHeader(String)
    case contentLength(String)
    case conflictingLengths(String, String)
    case lengthAndTransferEncoding
    case transferEncoding(String)
    case chunkSize(String)
    case chunkEnd
}

extension ResponseFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .statusLine(let text): "status line '\(text)'"
        case .switchedProtocols: "status 101 to a request that asked for no other protocol"
        case .headerLine(let text): "header line '\(text)'"
        case .foldedHeader(let text): "folded header line '\(text)'"
        case .contentLength(let text): "content-length '\(text)'"
        case .conflictingLengths(let one, let other): "content-length '\(one)' and '\(other)'"
        case .lengthAndTransferEncoding: "both content-length and transfer-encoding"
        case .transferEncoding(let text): "transfer-encoding '\(text)'"
        case .chunkSize(let text): "chunk size '\(text)'"
        case .chunkEnd: "a chunk longer than its size"
        }
    }
}

extension Collection<UInt8> {
    /// At most 40 bytes for a message, those that are not printable ASCII as `\x1b`.
    var excerpt: String {
        let shown = prefix(40).map { byte in
            switch byte {
            case UInt8(ascii: "\\"): "\\\\"
            case 0x20...0x7e: String(UnicodeScalar(byte))
            default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return shown.joined() + (count > 40 ? "…" : "")
    }
}
