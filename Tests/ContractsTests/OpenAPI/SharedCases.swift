import Foundation
import GateModel
import JSON
import Testing

@testable import Contracts

/// Pairs of documents with the changes that another tool finds in them, which lie beside the project and are no
/// part of it.
enum SharedCases {
    struct Case {
        let base: String
        let revision: String
        /// Levels by id: `["api-tag-added": "INFO"]`
        let changes: [String: String]
        let isBreaking: Bool
    }

    /// Where `PAWL_SHARED` points, else `../shared` seen from the package; nil where that folder is absent.
    static let folder: String? = {
        let package = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let shared = ProcessInfo.processInfo.environment["PAWL_SHARED"] ?? "/\(package)/../shared"
        let folder = shared + "/openapi-cases"
        return FileManager.default.fileExists(atPath: folder) ? folder : nil
    }()

    static var arePresent: Bool { folder != nil }
    static let absence: Comment = "no shared OpenAPI pairs: set PAWL_SHARED to their folder"

    static func all() throws -> [Case] {
        let list = try JSONParser.parse(try bytes("cases.json")).array ?? []
        return try list.map { item in
            Case(
                base: try #require(item["base"]?.string), revision: try #require(item["revision"]?.string),
                changes: Dictionary(
                    uniqueKeysWithValues: try #require(item["changes"]?.object).members
                        .map { ($0.key, $0.value.string ?? "") }),
                isBreaking: try #require(item["breaking"]?.bool as Bool?))
        }
    }

    static func document(_ path: String) throws -> OpenAPIDocument {
        try OpenAPIDocument(try bytes(path), named: path)
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        let folder = try #require(folder)
        return try [UInt8](Data(contentsOf: URL(filePath: "\(folder)/\(path)")))
    }
}
