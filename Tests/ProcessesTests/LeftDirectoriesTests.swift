import Glibc
import Testing

@testable import Processes

/// Below the TMPDIR of the tests, under a beginning of their own.
@Suite struct LeftDirectoriesTests {
    private let prefix = "pawl-left-\(getpid())-"
    private let parent = TemporaryDirectory.usualParent

    private func left() throws -> [String] { try leftDirectories(prefixes: [prefix]).map(\.path) }

    /// What the link beside a directory says; nil where there is none.
    private func owner(_ path: String) -> String? { link(path + ".owner") }

    private func deadOwner() throws -> String {
        let own = try #require(ProcessOwner.current)
        return ProcessOwner(
            processID: own.processID, startTicks: 1, boot: own.boot, namespace: own.namespace,
            machine: own.machine
        ).text
    }

    @Test func aDirectoryOfALivingProcessIsItsOwnAndGoesWithItsOwner() throws {
        let directory = try TemporaryDirectory(prefix: prefix + "a-")
        #expect(try mode(of: directory.path) == 0o700)
        #expect(owner(directory.path) == ProcessOwner.current?.text)
        #expect(try !left().contains(directory.path))
        try directory.remove()
        #expect(access(directory.path, F_OK) != 0)
        #expect(owner(directory.path) == nil)
    }

    @Test func whatADeadProcessLeftIsFoundClaimedAndRemoved() throws {
        let path = "\(parent)/\(prefix)b"
        try makeDirectory(path + "/deep/deeper")
        try #require(symlink(try deadOwner(), path + ".owner") == 0)
        let found = try #require(try leftDirectories(prefixes: [prefix + "b"]).first)
        #expect(found.path == path)
        // Whoever claims it is its owner now, so that no other run removes it too.
        try found.claim()
        #expect(try !left().contains(path))
        try found.remove()
        #expect(access(path, F_OK) != 0)
        #expect(owner(path) == nil)
    }

    @Test func anOwnersFileWithoutItsDirectoryIsLeftToo() throws {
        let path = "\(parent)/\(prefix)c"
        try #require(symlink(try deadOwner(), path + ".owner") == 0)
        try #require(try leftDirectories(prefixes: [prefix + "c"]).first).remove()
        #expect(owner(path) == nil)
    }

    @Test("what is a link, has a file or a pipe for an owner, or one that nobody knows, is left alone")
    func foreign() throws {
        let target = try TemporaryDirectory(prefix: "pawl-target-")
        try write("precious", to: target.path + "/file")
        let dead = try deadOwner()
        let paths = ["link", "file", "pipe", "rubbish"].map { "\(parent)/\(prefix)\($0)" }
        defer {
            for path in paths {
                unlink(path)
                rmdir(path)
                unlink(path + ".owner")
            }
        }
        symlink(target.path, paths[0])
        symlink(dead, paths[0] + ".owner")
        try makeDirectory(paths[1])
        try write(dead, to: paths[1] + ".owner")
        try makeDirectory(paths[2])
        mkfifo(paths[2] + ".owner", 0o600)
        try makeDirectory(paths[3])
        symlink(target.path + "/file", paths[3] + ".owner")
        #expect(try Set(left()).isDisjoint(with: paths))
        #expect(try leftDirectories(prefixes: ["another-"]) == [])
        #expect(contents(target.path + "/file") == "precious")
    }
}
