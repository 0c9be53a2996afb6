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

    static func text(_ path: String) throws -> String {
        try #require(String(validating: bytes(path), as: UTF8.self))
    }
}
