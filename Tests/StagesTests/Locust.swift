import Glibc
import Processes
import ServiceFixture
import Testing

/// The Locust of this machine, behind a script that leaves who was started.
struct Locust: Sendable {
    private let directory: TemporaryDirectory
    private let program: String

    /// - Throws: where it is not installed.
    init() throws {
        program = try #require(Locust.installed)
        directory = try TemporaryDirectory(prefix: "pawl-test-")
        let script =
            "#!/bin/sh\necho \"$$ $1\" >> \"\(directory.path)/started\"\nexec \"\(program)\" \"$@\"\n"
        try durableWrite(Array(script.utf8), to: "\(directory.path)/locust", mode: 0o700)
    }

    static var isInstalled: Bool { installed != nil }

    private static let path = getenv("PATH").map { String(cString: $0) } ?? ""

    private static let installed = path.split(separator: ":").map { "\($0)/locust" }.first(where: exists)

    /// The variables of a caller who has it.
    var caller: [String: String] { ["PATH": "\(directory.path):\(Locust.path)"] }

    /// The same for one worker, with a TMPDIR of its own.
    func caller(_ worker: Int) throws -> [String: String] {
        let place = "\(directory.path)/worker-\(worker)"
        try makeDirectory(place)
        return caller.merging(["TMPDIR": place]) { $1 }
    }

    /// Process ids of those that were started with `--master` or `--worker` first.
    func started(_ role: String) -> [Int32] {
        (contents("\(directory.path)/started") ?? "").split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            return words.last == "--\(role)" ? words.first.flatMap { Int32($0) } : nil
        }
    }

    /// Of all that were started, those that are still alive.
    var remains: [Int32] { (started("master") + started("worker")).filter { kill($0, 0) == 0 } }
}
