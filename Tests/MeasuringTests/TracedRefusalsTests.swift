import GateModel
import Processes
import Testing

@testable import Measuring

@Suite struct TracedRefusalsTests {
    private let directory: TemporaryDirectory
    private let confinement: SubjectConfinement

    init() throws {
        directory = try TemporaryDirectory(prefix: "pawl-test-")
        for name in ["models", "keys"] { try makeDirectory("\(directory.path)/\(name)") }
        try durableWrite([], to: directory.path + "/models/a.bin")
        confinement = try SubjectConfinement(
            .strong(landlock: 7), caller: CallerEnvironment(["PATH": "/usr/bin:/bin", "HOME": "/root"]),
            hidden: [directory.path + "/keys"], openings: .none)
    }

    private func openings(_ line: String) -> [String?] {
        confinement.refusals(traced: [line, line]).map(\.opening)
    }

    @Test("what is there outside and missing inside is refused")
    func missingInside() {
        let path = directory.path + "/models/a.bin"
        let line =
            #"123 openat(AT_FDCWD</srv>, "\#(path)", O_RDONLY) = -1 ENOENT (No such file or directory)"#
        #expect(openings(line) == ["sandbox: { read: [\(path)] }"])
    }

    @Test(
        "calls that change something need the right to write",
        arguments: [
            #"openat(AT_FDCWD</srv>, "/srv/app/a.db", O_RDWR|O_CREAT, 0644) = -1 EROFS (Read-only file system)"#,
            #"openat(AT_FDCWD</srv/app>, "a.db", O_WRONLY) = -1 EACCES (Permission denied)"#,
            #"unlink("/srv/app/a.db") = -1 EROFS (Read-only file system)"#,
        ])
    func writing(line: String) {
        #expect(openings("123 " + line) == ["sandbox: { write: [/srv/app/a.db] }"])
    }

    @Test("a place in the revision's files is named as the pipeline file does")
    func inRevision() {
        let line =
            #"123 mkdir("/var/tmp/pawl-gate-ab12/baseline/checkout/var/cache", 0777) = -1 EROFS (Read-only file system)"#
        #expect(openings(line) == ["sandbox: { write: [var] }"])
    }

    @Test(
        "what no sandbox keeps from it, and what the shepherd looks for, is none",
        arguments: [
            #"openat(AT_FDCWD</srv>, "/srv/no/such/file", O_RDONLY) = -1 ENOENT (No such file or directory)"#,
            #"openat(AT_FDCWD</srv>, "/usr/bin/env", O_RDONLY) = -1 ENOENT (No such file or directory)"#,
            #"access("KEYS", F_OK) = -1 ENOENT (No such file or directory)"#,
            #"mkdir("/srv/app") = -1 EEXIST (File exists)"#, "+++ exited with 1 +++",
            #"open("", O_RDONLY) = -1 EACCES (x)"#,
        ])
    func nothing(line: String) {
        #expect(openings("123 " + line.replacing("KEYS", with: directory.path + "/keys")) == [])
    }
}
