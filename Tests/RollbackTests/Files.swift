import Glibc
import Processes
import Testing

/// The text of a file; an error where there is none.
func contents(_ path: String) throws -> String {
    let file = try #require(fopen(path, "r"), "\(path) is there")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while true {
        let byte = getc(file)
        if byte == EOF { return String(decoding: bytes, as: UTF8.self) }
        bytes.append(UInt8(byte))
    }
}

func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
}

/// Whether a process exists and is not a zombie.
func isAlive(_ pid: Int32) throws -> Bool {
    guard exists("/proc/\(pid)/stat") else { return false }
    let status = try contents("/proc/\(pid)/stat")
    let end = try #require(status.lastIndex(of: ")"))
    return !status[end...].hasPrefix(") Z") && !status[end...].hasPrefix(") X")
}

func processID(in path: String) throws -> Int32 {
    try #require(Int32(contents(path).dropLast()))
}

/// Waits until something holds; five minutes only end a test that hangs, whatever else the machine does.
func eventually(_ what: Comment, _ condition: () throws -> Bool) async throws {
    for _ in 0..<30_000 {
        if try condition() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record(what)
}
