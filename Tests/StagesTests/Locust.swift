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
        // Whoever is named there has nothing of Pawl's but the address.
        let script = """
            #!/bin/sh
            echo "$$ $1" >> "\(directory.path)/started"
            if [ "$1" = --master ] && [ -f "\(directory.path)/stranger.py" ]; then
                env -i PATH="$PATH" python3 "\(directory.path)/stranger.py" "$@" > /dev/null 2>&1 &
            fi
            exec "\(program)" "$@"

            """
        try durableWrite(Array(script.utf8), to: "\(directory.path)/locust", mode: 0o700)
    }

    /// Beside every master there is somebody who speaks its protocol, and is no worker of Pawl's.
    ///
    /// - Parameter connects: Whether it says first that it is a worker.
    init(beside name: String, connects: Bool) throws {
        try self.init()
        let script = """
            import sys
            import gevent
            from locust import __version__
            from locust.rpc import Message, zmqrpc

            client = zmqrpc.Client("127.0.0.1", int(sys.argv[sys.argv.index("--master-bind-port") + 1]), "\(name)")
            row = [0, 0, 0.001, 0.0, False, None, 2, []]
            while True:
                if \(connects ? "True" : "False"):
                    client.send(Message("client_ready", __version__, "\(name)"))
                for data in ({"word": "", "told": {"rows": [row]}}, {"rows": [row]}, None, [row]):
                    client.send(Message("pawl_rows", data, "\(name)"))
                gevent.sleep(0.05)

            """
        try durableWrite(Array(script.utf8), to: "\(directory.path)/stranger.py")
    }

    static var isInstalled: Bool { installed != nil }

    private static let path = getenv("PATH").map { String(cString: $0) } ?? ""

    private static let installed = path.split(separator: ":").map { "\($0)/locust" }.first(where: exists)

    /// The variables of a caller who has it, and a word for the workers that others start.
    var caller: [String: String] {
        ["PATH": "\(directory.path):\(Locust.path)", "PAWL_LOCUST_WORD": "kept from strangers"]
    }

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
