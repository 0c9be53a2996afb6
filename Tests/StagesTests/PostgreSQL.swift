import Glibc
import Measuring
import Processes
import ServiceFixture

/// A PostgreSQL server of the test's own: its files, its socket and its processes go when it is stopped.
///
/// It listens on a Unix socket only, and trusts whoever reaches it.
struct PostgreSQL {
    private let directory: TemporaryDirectory
    private let server: RunningService
    /// The variables by which `psql`, `createdb` and `dropdb` find it.
    let environment: [String: String]

    /// The programs of the newest version that Debian's packages have installed; nil without one.
    private static let programs: String? = {
        let root = "/usr/lib/postgresql"
        guard exists(root) else { return nil }
        do {
            let versions = try directoryNames(root).compactMap(Int.init).sorted()
            return versions.last.map { "\(root)/\($0)/bin" }
        } catch {
            return nil
        }
    }()

    static var isInstalled: Bool { programs.map { exists($0 + "/postgres") } ?? false }

    /// Makes a fresh server and waits until it answers.
    static func start() async throws -> PostgreSQL {
        guard let programs else { throw Failed(output: "PostgreSQL is not installed") }
        let directory = try TemporaryDirectory(prefix: "pawl-pg-")
        let data = directory.path + "/data"
        let user = try unprivilegedUser(owning: directory.path)
        let environment = [
            "PATH": "/usr/bin:/bin", "HOME": directory.path, "LC_ALL": "C", "PGHOST": directory.path,
            "PGUSER": "pawl",
        ]
        try await PostgreSQL.finish(
            user + ["\(programs)/initdb", "-A", "trust", "-U", "pawl", "--no-sync", "-D", data], environment)
        let server = try await RunningService.start(
            Command(
                .direct(
                    user + [
                        "\(programs)/postgres", "-D", data, "-k", directory.path, "-c", "listen_addresses=",
                        "-c", "fsync=off",
                    ]), directory: directory.path, environment: environment))
        let database = PostgreSQL(directory: directory, server: server, environment: environment)
        let line = ["\(programs)/pg_isready", "-q", "-d", "postgres"]
        while true {
            let ready = try await run(
                Command(.direct(line), directory: directory.path, environment: environment))
            if ready.end == .exited(0) { return database }
            guard server.hasEnded == nil else { throw Failed(output: server.errorOutput.text) }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// The databases beside those that every server has.
    func databases() async throws -> [Substring] {
        let query = "select datname from pg_database where not datistemplate and datname <> 'postgres'"
        let line = ["psql", "-XAtq", "-d", "postgres", "-c", query]
        return try await PostgreSQL.finish(line, environment).split(separator: "\n")
    }

    func stop() async throws {
        try await server.stop(grace: .zero)
        try directory.remove()
    }

    /// The words that let a command run as a user who may run a server, which root may not.
    private static func unprivilegedUser(owning directory: String) throws -> [String] {
        guard getuid() == 0 else { return [] }
        guard let nobody = getpwnam("nobody")?.pointee else { throw Failed(output: "no user 'nobody'") }
        guard chown(directory, nobody.pw_uid, nobody.pw_gid) == 0 else {
            throw Failed(output: "cannot give \(directory) away")
        }
        return [
            "setpriv", "--reuid=\(nobody.pw_uid)", "--regid=\(nobody.pw_gid)", "--clear-groups", "--",
        ]
    }

    @discardableResult
    private static func finish(_ words: [String], _ environment: [String: String]) async throws -> String {
        let result = try await run(
            Command(.direct(words), directory: "/", environment: environment, timeout: .seconds(60)))
        guard result.end == .exited(0) else {
            throw Failed(output: result.output.text + result.errorOutput.text)
        }
        return result.output.text
    }

    struct Failed: Error {
        let output: String
    }
}
