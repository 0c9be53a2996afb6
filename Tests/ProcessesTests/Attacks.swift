import Glibc
import Processes
import Testing

/// The world around a confined command: another side, a key, a repository, a cache, a home, and a process of the same user.
final class AttackedWorld {
    private let directory: TemporaryDirectory
    private let victim: RunningService
    private let variables: [String: String]
    private var path: String { directory.path }

    init() async throws {
        directory = try TemporaryDirectory(prefix: "pawl-attacked-")
        let path = directory.path
        for name in [
            "own/checkout", "own/state", "own/home", "other/checkout", "other/state", "keys",
            "repository/.git/hooks",
            "repository/.git/refs/heads/pawl/log", "cache", "home", "run",
        ] { try makeDirectory("\(path)/\(name)") }
        let files = [
            "other/checkout/service.py": "print('other')", "other/state/items": "1\n",
            "keys/pawl-key": "secret",
            "repository/.git/refs/heads/pawl/log/staging": "1111111111111111111111111111111111111111",
            "repository/pipeline.yaml": "pawl: 1", "cache/entry": "built", "home/.netrc": "password",
            "home/.profile": "",
        ]
        for (name, text) in files { try durableWrite(Array(text.utf8), to: "\(path)/\(name)") }
        let number = UInt32.random(in: 1_000_000...9_999_999)
        variables = [
            "PATH": "/usr/bin:/bin", "OTHER": path + "/other/checkout", "OTHER_STATE": path + "/other/state",
            "KEY": path + "/keys/pawl-key", "REPOSITORY": path + "/repository", "CACHE": path + "/cache",
            "HOME_OF_CALLER": path + "/home", "SOCKET": path + "/run/agent", "ABSTRACT": "pawl-\(number)",
            "SHARED_MEMORY_KEY": "\(number)", "SHARED_MEMORY_NAME": "pawl-\(number)",
            "PAWL_STATE": path + "/own/state", "HOME": path + "/own/home",
            "FREE_PORT": "\(try freePort())", "VAR_TMP_INODE": "\(AttackedWorld.inode(of: "/var/tmp"))",
        ]
        victim = try await RunningService.start(
            Command(
                .direct(["/usr/bin/python3", "-I", AttackedWorld.script("victim")]), directory: path,
                environment: variables))
        let started = victim
        try await eventually("the victim is ready") { started.output.text.hasPrefix("ready") }
    }

    /// The victim is killed before it can do so itself.
    deinit {
        unlink("/dev/shm/\(variables["SHARED_MEMORY_NAME"] ?? "")")
        let memory = shmget(key_t(variables["SHARED_MEMORY_KEY"] ?? "") ?? 0, 0, 0)
        if memory >= 0 { shmctl(memory, IPC_RMID, nil) }
    }

    /// The names of those that got through; of all attacks where none is named.
    ///
    /// - Parameter opening: Directories to read beside the usual, below that of everything.
    func attack(
        _ names: [String] = [], in form: Isolation?, opening: [String] = []
    ) async throws -> [String] {
        var environment = variables
        environment["VICTIM"] = "\(victim.processID)"
        let command = Command(
            .direct(["/usr/bin/python3", "-I", AttackedWorld.script("attacks")] + names),
            directory: path + "/own/checkout", environment: environment, timeout: .seconds(120),
            sandbox: form.map { sandbox($0, opening.map { $0 == "." ? path : "\(path)/\($0)" }) })
        let result = try await run(command)
        try #require(result.end == .exited(0), "\(result.errorOutput.text)")
        let lines = result.output.text.split(separator: "\n").map(String.init)
        try #require(lines.last?.hasSuffix(" known") == true)
        return lines.dropLast() + (isUnharmed || !names.isEmpty ? [] : ["something outside was changed"])
    }

    /// Whether nothing outside was changed by whatever was tried.
    private var isUnharmed: Bool {
        contents(path + "/other/checkout/service.py") == "print('other')"
            && contents(path + "/other/state/items") == "1\n" && contents(path + "/keys/pawl-key") == "secret"
            && contents(path + "/repository/pipeline.yaml") == "pawl: 1"
            && contents(path + "/cache/entry") == "built"
            && contents(path + "/home/.profile") == "" && victim.hasEnded == nil
    }

    /// The attacks' own script lies where every revision's files do.
    private func sandbox(_ form: Isolation, _ opened: [String]) -> Sandbox {
        let scripts = String(AttackedWorld.script("").dropLast(".py".count))
        let system = machinePaths(path: "/usr/bin:/bin", home: path + "/home")
        let hidden = ["keys", "repository", "cache", "home", "run", "other"].map { "\(path)/\($0)" }
        return Sandbox(
            form, readable: system + opened + [path + "/own/checkout", scripts],
            writable: [path + "/own/state", path + "/own/home"], hidden: hidden, ports: [0])
    }

    private static func script(_ name: String) -> String {
        #filePath.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/Attacks/\(name).py"
    }

    private static func inode(of path: String) -> UInt64 {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_ino) : 0
    }
}
