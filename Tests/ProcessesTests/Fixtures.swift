import Glibc
import Processes
import Testing

/// A shell command in a directory, with nothing but a `PATH` in its environment.
func shell(_ line: String, in directory: String = "/") -> Command {
    Command(.shell(line), directory: directory, environment: ["PATH": "/usr/bin:/bin"])
}

/// A shell command that leaves the worst kind of daemon behind: orphaned, in its own session, deaf to SIGTERM. Its pid
/// is in `daemon.pid` before the command goes on.
let daemonising = """
    (setsid sh -c 'trap "" TERM; echo $$ > daemon.new; mv daemon.new daemon.pid; while :; do sleep 1; done' &)
    while [ ! -e daemon.pid ]; do sleep 0.01; done
    """

/// The gate's stand-in, built beside the shepherd.
func gateFixture() throws -> String {
    let shepherd = try shepherdPath()
    return shepherd.dropLast("pawl-shepherd".count) + "gate-fixture"
}

/// Waits until something holds; five minutes only end a test that hangs, whatever else the machine does.
func eventually(
    _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () throws -> Bool
) async throws {
    for _ in 0..<30_000 {
        if try condition() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record(what, sourceLocation: sourceLocation)
}

func contents(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var text = ""
    while true {
        let character = getc(file)
        if character == EOF { return text }
        text.unicodeScalars.append(Unicode.Scalar(UInt8(character)))
    }
}

func write(_ text: String, to path: String) throws {
    try durableWrite(Array(text.utf8), to: path)
}

func processID(in path: String) throws -> Int32 {
    let text = try #require(contents(path))
    return try #require(Int32(text.dropLast()))
}

/// Whether a process exists and is not a zombie.
func isAlive(_ pid: Int32) -> Bool {
    guard let status = contents("/proc/\(pid)/stat"), let end = status.lastIndex(of: ")") else {
        return false
    }
    return !status[end...].hasPrefix(") Z") && !status[end...].hasPrefix(") X")
}

/// Living processes whose working directory or arguments name a directory: a job's own, its shepherd, a drain.
func processes(in directory: String) -> [Int32] {
    guard let stream = opendir("/proc") else { return [] }
    defer { closedir(stream) }
    var found: [Int32] = []
    while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) {
            String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        guard let pid = Int32(name), isAlive(pid) else { continue }
        var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = target.withUnsafeMutableBytes { readlink("/proc/\(pid)/cwd", $0.baseAddress!, $0.count) }
        let worksThere = count > 0 && String(decoding: target[..<count], as: UTF8.self) == directory
        if worksThere || contents("/proc/\(pid)/cmdline")?.contains(directory) == true { found.append(pid) }
    }
    return found
}

func mode(of path: String) throws -> UInt32 {
    var status = stat()
    try #require(lstat(path, &status) == 0)
    return status.st_mode & 0o7777
}
