import GateModel
import HTTPClient

/// The UTF-8 bytes of a report: unpacked where it is gzip's, without a byte order mark, converted from UTF-16.
///
/// pyperf and k6 write gzip by themselves; PowerShell's `>` writes UTF-16.
enum ReportEncoding {
    /// In bytes, once unpacked: as many as a report may have that is not packed.
    static let mostBytes = 256 << 20

    static func decode(_ bytes: [UInt8]) throws(ReportFault) -> [UInt8] {
        try utf8(bytes.starts(with: [0x1f, 0x8b]) ? try unpacked(bytes) : bytes)
    }

    private static func unpacked(_ bytes: [UInt8]) throws(ReportFault) -> [UInt8] {
        do throws(HTTPFailure) {
            return try gunzip(bytes, atMost: mostBytes)
        } catch {
            throw packed(error)
        }
    }

    private static func packed(_ failure: HTTPFailure) -> ReportFault {
        if case .bodyTooLarge = failure {
            return ReportFault(
                .whole, "it is gzip, and unpacked more than \(mostBytes >> 20) MiB",
                hint: "give the summary of it, or fewer samples")
        }
        return ReportFault(.whole, "it is gzip, and does not unpack", hint: "the file is cut off or damaged")
    }

    private static func utf8(_ bytes: [UInt8]) throws(ReportFault) -> [UInt8] {
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return Array(bytes.dropFirst(3)) }
        if bytes.starts(with: [0xff, 0xfe]) { return utf16(bytes, isBigEndian: false) }
        if bytes.starts(with: [0xfe, 0xff]) { return utf16(bytes, isBigEndian: true) }
        if let packer = packers.first(where: { bytes.starts(with: $0.start) }) {
            throw ReportFault(
                .whole, "it is packed by \(packer.name), which is not read", hint: "unpack it first")
        }
        return bytes
    }

    private static func utf16(_ bytes: [UInt8], isBigEndian: Bool) -> [UInt8] {
        let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
            let (high, low) =
                isBigEndian ? (bytes[index], bytes[index + 1]) : (bytes[index + 1], bytes[index])
            return UInt16(high) << 8 | UInt16(low)
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    private static let packers: [(name: String, start: [UInt8])] = [
        ("zip", [0x50, 0x4b, 0x03, 0x04]), ("zstd", [0x28, 0xb5, 0x2f, 0xfd]), ("bzip2", [0x42, 0x5a, 0x68]),
        ("xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a]), ("lz4", [0x04, 0x22, 0x4d, 0x18]),
    ]
}
