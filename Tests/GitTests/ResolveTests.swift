import GateModel
import Git
import Testing

@Suite("Resolving names")
struct ResolveTests {
    @Test func everyKindOfNameLeadsToItsCommit() throws {
        let git = try GitDirectory()
        let first = try git.commit("first")
        try git.git("tag", "light")
        try git.git("tag", "-a", "-m", "annotated", "v1")
        let second = try git.commit("second")
        let repository = try git.open()
        let names = ["light", "v1", "refs/tags/v1", "HEAD~1", first.hex, first.short]
        let resolved = try names.map { try repository.resolve($0) }
        #expect(resolved == Array(repeating: first, count: 6))
        let tip = try repository.resolve("main")
        #expect(tip == second)
    }

    @Test func unknownNameIsShownWithAHint() throws {
        let git = try GitDirectory()
        try git.commit("first")
        let repository = try git.open()
        let text = try errorText { _ = try repository.resolve("v2.4") }
        #expect(
            text == """
                git: error: could not resolve 'v2.4' to a commit: revspec 'v2.4' not found
                  hint: fetch tags, or name a commit
                """)
    }

    @Test func nameOfAFileIsNotACommit() throws {
        let git = try GitDirectory()
        try git.write("x", to: "file")
        try git.commit("first")
        let repository = try git.open()
        let text = try errorText { _ = try repository.resolve("HEAD:file") }
        #expect(text.hasPrefix("git: error: could not resolve 'HEAD:file' to a commit: "))
    }

    @Test func branchWithoutACommitIsUnresolved() throws {
        let git = try GitDirectory()
        let repository = try git.open()
        let text = try errorText { _ = try repository.resolve("HEAD") }
        #expect(
            text == """
                git: error: could not resolve 'HEAD' to a commit: revspec 'HEAD' not found
                  hint: fetch tags, or name a commit
                """)
    }

    @Test func commitIsReadWhole() throws {
        let git = try GitDirectory()
        let first = try git.commit("first")
        let second = try git.commit("a summary\nin two lines\n\nand a body")
        let tree = try git.id("HEAD^{tree}")
        let repository = try git.open()
        let commit = try repository.commit(second)
        #expect(commit.id == second)
        #expect(commit.tree == tree)
        #expect(commit.parents == [first])
        #expect(commit.message == "a summary\nin two lines\n\nand a body\n")
        #expect(commit.summary == "a summary in two lines")
        #expect(commit.authorName == "Ada")
        #expect(commit.time == 1_780_007_200)  // two commits of 3600 s after 1,780,000,000
    }

    @Test func missingCommitIsNamed() throws {
        let git = try GitDirectory()
        let repository = try git.open()
        let absent = try #require(ObjectID(hex: "89d7a3f0123456789abcdef00fedcba987654321"))
        let text = try errorText { _ = try repository.commit(absent) }
        #expect(
            text == """
                git: error: could not read commit 89d7a3f: object not found - no match for id \
                (89d7a3f0123456789abcdef00fedcba987654321)
                  hint: run 'git fsck' to see whether the repository is whole
                """)
    }
}
