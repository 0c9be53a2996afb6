import FoundationEssentials
import Testing

/// Published test vectors, which lie beside the project and are no part of it.
enum SharedVectors {
    /// Where `PAWL_SHARED` points, else `../shared` seen from the package; nil where that folder is absent.
    static let folder: String? = {
        let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let shared = ProcessInfo.processInfo.environment["PAWL_SHARED"] ?? "/\(package)/../shared"
        return FileManager.default.fileExists(atPath: shared + "/vectors") ? shared + "/vectors" : nil
    }()

    static var arePresent: Bool { folder != nil }
    static let absence: Comment = "no shared vectors: set PAWL_SHARED to their folder"

    static func bytes(_ path: String) throws -> [UInt8] {
        let folder = try #require(folder)
        return try [UInt8](Data(contentsOf: URL(filePath: "\(folder)/\(path)")))
    }

    /// Paths of all JSON files in that folder and below, sorted.
    static func files(in path: String) throws -> [String] {
        let folder = try #require(folder)
        return try FileManager.default.subpathsOfDirectory(atPath: "\(folder)/\(path)")
            .filter { $0.hasSuffix(".json") }.sorted().map { "\(path)/\($0)" }
    }

    static func text(_ path: String) throws -> String {
        try #require(String(validating: bytes(path), as: UTF8.self))
    }
}

/// Pairs of hexadecimal digits to bytes; nil if it is something else.
func bytes(hex: some StringProtocol) -> [UInt8]? {
    let digits = Array(hex.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for position in stride(from: 0, to: digits.count, by: 2) {
        guard let high = hexValue(digits[position]), let low = hexValue(digits[position + 1]) else {
            return nil
        }
        bytes.append(high << 4 | low)
    }
    return bytes
}

private func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
}
