import Foundation
import Git
import Testing

@Suite("Repository")
struct RepositoryTests {
    @Test func runsWithTheInstalledLibrary() {
        #expect(Library.version.split(separator: ".").count == 3)
    }

    @Test func isFoundFromADirectoryBelow() throws {
        let git = try GitDirectory()
        try git.write("x", to: "a/b/file")
        let repository = try Repository(discoverFrom: git.path + "/a/b")
        let directories = [repository.workDirectory, repository.gitDirectory]
        #expect(directories == [git.path, git.path + "/.git"])
        let (isBare, isShallow) = (repository.isBare, repository.isShallow)
        #expect(!isBare)
        #expect(!isShallow)
    }

    @Test func bareRepositoryHasNoWorkTree() throws {
        let git = try GitDirectory("init", "-q", "--bare")
        let repository = try git.open()
        let isBare = repository.isBare
        #expect(isBare)
        let directories = [repository.workDirectory, repository.gitDirectory]
        #expect(directories == [nil, git.path])
        let text = try errorText { _ = try repository.uncommittedChanges(limit: 1) }
        #expect(
            text == """
                git: error: the repository '\(git.path)' is bare: it has no work tree
                  hint: run it in a clone with a work tree
                """)
    }

    @Test func linkedWorkTreeSharesTheGitDirectory() throws {
        let git = try GitDirectory()
        try git.commit("first")
        let elsewhere = try TemporaryDirectory()
        try git.git("worktree", "add", "-q", elsewhere.path + "/tree")
        try git.git("config", "extensions.worktreeConfig", "true")
        try git.git("config", "core.repositoryFormatVersion", "1")
        let repository = try Repository(discoverFrom: elsewhere.path + "/tree")
        let directories = [repository.workDirectory, repository.gitDirectory]
        #expect(directories == [elsewhere.path + "/tree", git.path + "/.git"])
    }

    @Test func linkedWorkTreeOfAShallowCloneIsShallow() throws {
        let origin = try GitDirectory()
        try origin.commit("first")
        try origin.commit("second")
        let clone = try GitDirectory("clone", "-q", "--depth", "1", "file://" + origin.path)
        let elsewhere = try TemporaryDirectory()
        try clone.git("worktree", "add", "-q", elsewhere.path + "/tree")
        let repository = try Repository(discoverFrom: elsewhere.path + "/tree")
        let isShallow = repository.isShallow
        #expect(isShallow)
    }

    @Test func directoryOutsideAnyRepositoryIsNamed() throws {
        let directory = try TemporaryDirectory()
        let text = try errorText { _ = try Repository(discoverFrom: directory.path) }
        #expect(
            text == """
                git: error: '\(directory.path)' is not inside a git repository
                  hint: change to a directory of your repository, or make one with 'git init'
                """)
    }

    @Test func sha256RepositoryIsRefused() throws {
        let git = try GitDirectory("init", "-q", "--object-format=sha256")
        let text = try errorText { _ = try git.open() }
        #expect(
            text == """
                git: error: the repository of '\(git.path)' names its objects by SHA-256, which \
                is not supported
                  hint: use a repository made with 'git init --object-format=sha1', git's default
                """)
    }

    @Test(
        "a repository of another user is refused",
        .enabled(if: getuid() == 0, "only root can give files away"))
    func notOwned() throws {
        let git = try GitDirectory()
        try git.write("x", to: "below/file")
        for path in [git.path, git.path + "/.git"] {
            try #require(chown(path, 65534, 65534) == 0)
        }
        let text = try errorText { _ = try Repository(discoverFrom: git.path + "/below") }
        #expect(
            text == """
                git: error: the repository '\(git.path)' belongs to another user
                  hint: if you trust it, run 'git config --global --add safe.directory \(git.path)'
                """)
    }

    @Test func unknownExtensionIsShown() throws {
        let git = try GitDirectory()
        try git.git("config", "core.repositoryFormatVersion", "1")
        try git.git("config", "extensions.refStorage", "reftable")
        let text = try errorText { _ = try git.open() }
        #expect(
            text == """
                git: error: could not open the repository of '\(git.path)': unsupported extension name \
                extensions.refstorage
                  hint: if 'git status' works there, its format is newer than libgit2 \(Library.version)
                """)
    }
}
