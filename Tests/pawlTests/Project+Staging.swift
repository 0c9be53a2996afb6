import Glibc
import Testing

extension Project {
    /// What somebody did before Pawl came: deployed `main`.
    func deployBaseline() async throws {
        let deployed = try await run(
            ["./deploy"], variables: ["PAWL_REVISION": try await git("rev-parse", "main")])
        try #require(deployed.status == 0, "\(deployed)")
    }

    /// The process that staging runs; nil when it runs none.
    var stagingProcess: Int32? {
        guard let pid = contents(staging + "/pid").flatMap({ Int32($0.trimmed) }), isAlive(pid),
            contents("/proc/\(pid)/cmdline")?.contains(staging) == true
        else { return nil }
        return pid
    }

    func stopStaging() async throws {
        let pid = try #require(stagingProcess)
        try #require(kill(pid, SIGKILL) == 0)
        try await eventually("staging is down") { stagingProcess == nil }
    }

    /// The revision that was deployed last, as staging itself says.
    var stagingRevision: String? { contents(staging + "/revision")?.trimmed }

    /// Waits until no process of a gate lives, its services and shepherds included, and expects that it has cleaned up.
    ///
    /// Known by the TMPDIR that all were given, or by a home in it; what staging runs has neither.
    func expectNothingLeft(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await expectNoProcessLeft(sourceLocation: sourceLocation)
        #expect(names(in: temporary) == [], sourceLocation: sourceLocation)
    }

    /// The same for one that was killed, which cannot clean up.
    func expectNoProcessLeft(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let mark = "=\(temporary)"
        try await eventually("nothing of the gate is alive", sourceLocation: sourceLocation) {
            !livingProcesses().contains { contents("/proc/\($0)/environ")?.contains(mark) == true }
        }
    }
}

extension Project {
    /// Living processes of this project's commands, known by their TMPDIR, whose program has that name.
    func processes(named name: String) -> [Int32] {
        livingProcesses().filter { process in
            contents("/proc/\(process)/environ")?.contains("TMPDIR=\(temporary)") == true
                && contents("/proc/\(process)/comm")?.trimmed == String(name.prefix(15))
        }
    }
}

/// All living processes but this one.
private func livingProcesses() -> [Int32] {
    names(in: "/proc").compactMap(Int32.init).filter { $0 != getpid() && isAlive($0) }
}

func names(in path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var found: [String] = []
    while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { found.append(name) }
    }
    return found
}

/// A whole file, or one of `/proc`; nil where there is none to be read.
func contents(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
}

/// Whether a process exists and is not a zombie.
func isAlive(_ pid: Int32) -> Bool {
    guard let status = contents("/proc/\(pid)/stat"), let end = status.lastIndex(of: ")") else {
        return false
    }
    return !status[end...].hasPrefix(") Z") && !status[end...].hasPrefix(") X")
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

extension String {
    /// Without line feeds at its end.
    var trimmed: String {
        var rest = self[...]
        while rest.last?.isNewline == true { rest.removeLast() }
        return String(rest)
    }
}

func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String? { pointer.map { String(cString: $0) } }
