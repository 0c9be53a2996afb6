import Foundation
import Testing

/// The real `ssh-keygen`, run in a temporary folder that is removed with this value.
final class SSHKeygen {
    static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/ssh-keygen")
    static let absence: Comment = "no /usr/bin/ssh-keygen"

    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "pawl-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    }

    deinit {
        do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
    }

    /// Exit code and what was printed to both outputs.
    func run(_ arguments: [String], input: String = "") throws -> (exit: Int32, output: String) {
        try write(input, to: "input")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/ssh-keygen")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ["LC_ALL": "C", "PATH": "/usr/bin:/bin"]
        let output = Pipe()
        process.standardInput = try FileHandle(forReadingFrom: folder.appending(path: "input"))
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: text, as: UTF8.self))
    }

    /// For the owner alone, as ssh-keygen demands of keys.
    func write(_ text: String, to name: String) throws {
        let path = folder.appending(path: name).path
        let created = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        try #require(created)
    }

    func read(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
}
