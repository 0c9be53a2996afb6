import Foundation
import GateModel
import Git
import Testing

@Suite("Trees and files")
struct TreeTests {
    private func sample() throws -> (GitDirectory, ObjectID) {
        let git = try GitDirectory()
        try git.write("read me\n", to: "README")
        try git.write("#!/bin/sh\n", to: "changes/one/revert")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: git.path + "/changes/one/revert")
        try git.write("deep", to: "changes/one/data/a")
        try git.write("", to: "changes.txt")
        try FileManager.default.createSymbolicLink(
            atPath: git.path + "/changes/two", withDestinationPath: "one")
        return (git, try git.commit("sample"))
    }

    @Test func entryTellsIdModeAndKind() throws {
        let (git, commit) = try sample()
        let repository = try git.open()
        let expected: [(String, TreeEntry.Kind, UInt32)] = [
            ("README", .blob, 0o100644), ("changes", .tree, 0o40000),
            ("changes/one/revert", .executable, 0o100755), ("changes/two", .symlink, 0o120000),
        ]
        for (path, kind, mode) in expected {
            let entry = try #require(try repository.entry(atPath: path, inTreeOf: commit))
            let id = try git.id("HEAD:" + path)
            #expect(entry == TreeEntry(path: path, id: id, kind: kind))
            #expect(entry.mode == mode)
        }
    }

    @Test("a path that leads nowhere has no entry", arguments: ["absent", "README/x", "changes/one/absent"])
    func absent(path: String) throws {
        let (git, commit) = try sample()
        let repository = try git.open()
        let entry = try repository.entry(atPath: path, inTreeOf: commit)
        #expect(entry == nil)
    }

    @Test(
        "files below a directory are listed as git ls-tree does", arguments: ["", "changes", "changes/one"])
    func entries(directory: String) throws {
        let (git, commit) = try sample()
        let repository = try git.open()
        let paths = try repository.entries(under: directory, of: commit).map(\.path)
        let listed =
            directory.isEmpty
            ? try git.git("ls-tree", "-r", "--name-only", "HEAD")
            : try git.git("ls-tree", "-r", "--name-only", "HEAD", directory)
        #expect(paths == listed.split(separator: "\n").map(String.init))
        #expect(paths.contains("changes/one/data/a"))
    }

    @Test func directoryThatIsNotThereHasNoFiles() throws {
        let (git, commit) = try sample()
        let repository = try git.open()
        let ofAbsent = try repository.entries(under: "absent", of: commit)
        let ofFile = try repository.entries(under: "README", of: commit)
        #expect(ofAbsent.isEmpty)
        #expect(ofFile.isEmpty)
    }

    @Test func childNamesAreThoseDirectlyBelow() throws {
        let (git, commit) = try sample()
        let repository = try git.open()
        let root = try repository.childNames(of: "", in: commit)
        let changes = try repository.childNames(of: "changes", in: commit)
        #expect(root == ["README", "changes.txt", "changes"])
        #expect(changes == ["one", "two"])
    }

    @Test func blobHasTheCommittedBytes() throws {
        let (git, _) = try sample()
        let repository = try git.open()
        let bytes = try repository.blob(try git.id("HEAD:README"), limit: 8)
        #expect(bytes == Array("read me\n".utf8))
    }

    @Test func blobAboveTheLimitIsNotRead() throws {
        let (git, _) = try sample()
        let repository = try git.open()
        let id = try git.id("HEAD:README")
        let text = try errorText { _ = try repository.blob(id, limit: 7) }
        #expect(
            text == """
                git: error: object \(id.short) has 8 bytes, and at most 7 are read
                  hint: make the file smaller
                """)
    }

    @Test func treeIsNotAFile() throws {
        let (git, _) = try sample()
        let repository = try git.open()
        let id = try git.id("HEAD:changes")
        let text = try errorText { _ = try repository.blob(id, limit: 1000) }
        #expect(text.hasPrefix("git: error: could not read file \(id.short): it is a tree"))
    }

    @Test func rawCommitIsWhatGitStores() throws {
        let (git, commit) = try sample()
        let repository = try git.open()
        let object = try repository.rawObject(commit, limit: 10_000)
        let printed = try git.git("cat-file", "commit", commit.hex)
        #expect(object.kind == .commit)
        #expect(object.bytes == Array((printed + "\n").utf8))
    }

    @Test func damagedObjectIsNotAccepted() throws {
        let (git, _) = try sample()
        let good = try git.id("HEAD:README")
        let other = try git.id("HEAD:changes.txt")
        let objects = git.path + "/.git/objects/"
        func file(_ id: ObjectID) -> String { objects + id.hex.prefix(2) + "/" + id.hex.dropFirst(2) }
        try FileManager.default.removeItem(atPath: file(good))
        try FileManager.default.copyItem(atPath: file(other), toPath: file(good))
        let repository = try git.open()
        let text = try errorText { _ = try repository.blob(good, limit: 1000) }
        #expect(text.hasPrefix("git: error: could not read object \(good.short): object hash mismatch"))
    }

    @Test func partialCloneSaysWhereTheFileIs() throws {
        let (origin, commit) = try sample()
        try origin.git("config", "uploadpack.allowFilter", "true")
        let clone = try GitDirectory(
            "clone", "-q", "--bare", "--filter=blob:none", "file://" + origin.path)
        let repository = try clone.open()
        let entry = try #require(try repository.entry(atPath: "README", inTreeOf: commit))
        let text = try errorText { _ = try repository.blob(entry.id, limit: 1000) }
        #expect(
            text == """
                git: error: could not read object \(entry.id.short): object not found - cannot read \
                header for (\(entry.id))
                  hint: this is a partial clone: run 'git fetch --refetch --no-filter' to complete it
                """)

        try clone.git("fetch", "-q", "--refetch", "--no-filter", "origin", "main")
        let completed = try clone.open()
        let bytes = try completed.blob(entry.id, limit: 1000)
        #expect(bytes == Array("read me\n".utf8))
    }
}
