import Foundation
import GateModel
import Git
import Testing

@Suite("Exporting files, and comparing them")
struct ExportTests {
    private func sample() throws -> (GitDirectory, ObjectID) {
        let git = try GitDirectory()
        try git.write("one\n$Id$\n", to: "text")
        try git.write("* text eol=crlf ident\n", to: ".gitattributes")
        try git.write("#!/bin/sh\n", to: "changes/one/revert")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: git.path + "/changes/one/revert")
        try FileManager.default.createSymbolicLink(
            atPath: git.path + "/changes/outside", withDestinationPath: "../../secret")
        return (git, try git.commit("sample"))
    }

    private func text(_ path: String) throws -> String {
        try String(decoding: Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }

    @Test func filesHaveTheCommittedBytesModesAndLinks() throws {
        let (git, commit) = try sample()
        let target = try TemporaryDirectory()
        let repository = try git.open()
        try repository.export(commit: commit, to: target.path + "/out")
        let out = target.path + "/out"
        #expect(try text(out + "/text") == "one\n$Id$\n")
        #expect(FileManager.default.isExecutableFile(atPath: out + "/changes/one/revert"))
        #expect(!FileManager.default.isExecutableFile(atPath: out + "/text"))
        let link = try FileManager.default.destinationOfSymbolicLink(atPath: out + "/changes/outside")
        #expect(link == "../../secret")
        var status = stat()
        #expect(stat(out, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o700)
    }

    @Test func directoryOfAnOlderCommitComesAlone() throws {
        let (git, commit) = try sample()
        try git.write("edited since\n", to: "changes/one/revert")
        try git.commit("edit")
        let target = try TemporaryDirectory()
        let repository = try git.open()
        try repository.export(commit: commit, subdirectory: "changes/one", to: target.path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: target.path) == ["revert"])
        #expect(try text(target.path + "/revert") == "#!/bin/sh\n")
    }

    @Test func aDirectoryOfAnOlderCommitThatIsAFileNowIsExported() throws {
        let git = try GitDirectory()
        try git.write("a\n", to: "items/one")
        let old = try git.commit("a directory")
        try git.git("rm", "--quiet", "-r", "items")
        try git.write("b\n", to: "items")
        let new = try git.commit("a file")
        let target = try TemporaryDirectory()
        let repository = try git.open()
        try repository.export(commit: old, to: target.path + "/old")
        try repository.export(commit: new, to: target.path + "/new")
        #expect(try text(target.path + "/old/items/one") == "a\n")
        #expect(try text(target.path + "/new/items") == "b\n")
    }

    @Test func workTreeAndIndexStayAsTheyAre() throws {
        let (git, commit) = try sample()
        try git.commit("second")
        try git.write("edited\n", to: "text")
        try git.write("staged\n", to: "staged")
        try git.git("add", "staged")
        let before = try Data(contentsOf: URL(fileURLWithPath: git.path + "/.git/index"))
        let target = try TemporaryDirectory()
        let repository = try git.open()
        try repository.export(commit: commit, to: target.path)
        #expect(try Data(contentsOf: URL(fileURLWithPath: git.path + "/.git/index")) == before)
        #expect(try text(git.path + "/text") == "edited\n")
        #expect(try git.git("status", "--porcelain") == "A  staged\n M text")
    }

    @Test("a directory that became a link is exported whole, whatever is checked out", arguments: [0, 1])
    func exportDoesNotDependOnHEAD(checkedOut: Int) throws {
        let git = try GitDirectory()
        try git.write("def price(): ...\n", to: "items/__init__.py")
        let before = try git.commit("directory")
        try FileManager.default.removeItem(atPath: git.path + "/items")
        try FileManager.default.createSymbolicLink(
            atPath: git.path + "/items", withDestinationPath: "elsewhere")
        let after = try git.commit("link")
        try git.git("checkout", "--quiet", "--detach", [before, after][checkedOut].hex)
        let target = try TemporaryDirectory()
        let repository = try git.open()
        try repository.export(commit: before, to: target.path + "/before")
        try repository.export(commit: after, to: target.path + "/after")
        #expect(try text(target.path + "/before/items/__init__.py") == "def price(): ...\n")
        let link = try FileManager.default.destinationOfSymbolicLink(atPath: target.path + "/after/items")
        #expect(link == "elsewhere")
    }

    @Test func bareRepositoryExportsToo() throws {
        let (origin, commit) = try sample()
        let bare = try GitDirectory("clone", "-q", "--bare", origin.path)
        let target = try TemporaryDirectory()
        let repository = try bare.open()
        try repository.export(commit: commit, to: target.path)
        #expect(try text(target.path + "/text") == "one\n$Id$\n")
    }

    @Test func directoryWithContentIsRefused() throws {
        let (git, commit) = try sample()
        let target = try TemporaryDirectory()
        try Data().write(to: URL(fileURLWithPath: target.path + "/old"))
        let repository = try git.open()
        let text = try errorText { try repository.export(commit: commit, to: target.path) }
        #expect(
            text == """
                git: error: could not export to '\(target.path)': it is not empty
                  hint: name a directory that is empty or does not exist
                """)
    }

    @Test func submodulesAreNamed() throws {
        let (library, _) = try sample()
        let (git, _) = try sample()
        try git.git(
            "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library.path, "vendor/lib")
        let commit = try git.commit("submodule")
        let target = try TemporaryDirectory()
        let repository = try git.open()
        let text = try errorText { try repository.export(commit: commit, to: target.path) }
        #expect(
            text == """
                git: error: commit \(commit.short) has submodules, which are not exported: 'vendor/lib'
                  hint: commit the files themselves, or keep submodules out of what is exported
                """)
        #expect(try FileManager.default.contentsOfDirectory(atPath: target.path).isEmpty)
        try repository.export(commit: commit, subdirectory: "changes", to: target.path)
    }

    @Test func placeThatCannotBeMadeIsNamed() throws {
        let (git, commit) = try sample()
        let repository = try git.open()
        let target = git.path + "/text/out"
        let text = try errorText { try repository.export(commit: commit, to: target) }
        #expect(
            text == """
                git: error: could not export commit \(commit.short) to '\(target)': Not a directory
                  hint: check the path, its permissions and the space that is left
                """)
    }

    @Test func absentSubdirectoryIsNamed() throws {
        let (git, commit) = try sample()
        let target = try TemporaryDirectory()
        let repository = try git.open()
        let text = try errorText {
            try repository.export(commit: commit, subdirectory: "rollback", to: target.path)
        }
        #expect(
            text == """
                git: error: commit \(commit.short) has no directory 'rollback'
                  hint: name a directory that this commit has
                """)
    }

    @Test func uncommittedPathsAreListedUpToTheLimit() throws {
        let (git, _) = try sample()
        let repository = try git.open()
        let clean = try repository.uncommittedChanges(limit: 10)
        #expect(clean == [])
        try git.write("edited\n", to: "text")
        try git.write("ignored/\n", to: ".git/info/exclude")
        try git.write("x", to: "ignored/x")
        try git.write("x", to: "new/x")
        try git.write("x", to: "staged")
        try git.git("add", "staged")
        try git.remove("changes/one/revert")
        let changes = try repository.uncommittedChanges(limit: 10)
        #expect(changes == ["changes/one/revert", "new/", "staged", "text"])
        let two = try repository.uncommittedChanges(limit: 2)
        #expect(two == ["changes/one/revert", "new/"])
    }
}
