import GateModel
import Git
import Processes
import Testing

@Suite("Changes to revert")
struct ChangesToRevertTests {
    @Test func onlyWhatTheTargetLacksIsRevertedNewestFirst() async throws {
        let project = try await Project()
        try project.change("20260101-kept")
        try await project.commit("kept")
        try project.change("20260202-second")
        try await project.commit("second")
        // Brought last, though its name sorts first.
        try project.change("20260103-third")
        try await project.commit("third")
        #expect(
            try project.actions(to: "HEAD~2") == [
                "redeploy", "verify", "revert 20260103-third", "revert 20260202-second", "verify",
            ])
        #expect(
            try project.actions(to: "HEAD~1") == ["redeploy", "verify", "revert 20260103-third", "verify"])
    }

    @Test func changesOfOneCommitAreOrderedByName() async throws {
        let project = try await Project()
        try project.change("b")
        try project.change("c")
        try project.change("a")
        try await project.commit("three at once")
        #expect(
            try project.actions() == ["redeploy", "verify", "revert a", "revert b", "revert c", "verify"])
    }

    @Test func mergedBranchesAreOrderedAsGitListsTheirCommits() async throws {
        let project = try await Project()
        try await project.git("branch side")
        try project.change("main-1")
        try await project.commit("main 1")
        try await project.git("checkout -q side")
        try project.change("side-1")
        try await project.commit("side 1")
        try await project.git("checkout -q main")
        try project.change("main-2")
        try await project.commit("main 2")
        try await project.git("merge -q --no-ff -m merge side")
        try project.change("after")
        try await project.commit("after the merge")
        let subjects = try await project.git("log --topo-order --format=%s HEAD ^HEAD~4")
        #expect(subjects == "after the merge\nmerge\nside 1\nmain 2\nmain 1")
        #expect(
            try project.actions(to: "HEAD~4") == [
                "redeploy", "verify", "revert after", "revert side-1", "revert main-2", "revert main-1",
                "verify",
            ])
    }

    @Test func aRenamedDirectoryIsNoNewChange() async throws {
        let project = try await Project()
        try project.change("20260101-index")
        try await project.commit("index")
        try await project.git(
            "mv rollback/shop/changes/20260101-index rollback/shop/changes/20260101-better-name")
        try await project.commit("rename")
        #expect(try project.actions() == ["redeploy", "verify"])
    }

    @Test func aRenamedDirectoryKeepsItsPlaceInTheOrder() async throws {
        let project = try await Project()
        try project.change("first")
        try await project.commit("first")
        try project.change("second")
        try await project.commit("second")
        try await project.git("mv rollback/shop/changes/first rollback/shop/changes/renamed")
        try await project.commit("rename")
        try await project.git("mv rollback/shop/changes/renamed rollback/shop/changes/twice-renamed")
        try await project.commit("rename again")
        #expect(
            try project.actions(to: "HEAD~4") == [
                "redeploy", "verify", "revert second", "revert twice-renamed", "verify",
            ])
        #expect(try project.actions(to: "HEAD~3") == ["redeploy", "verify", "revert second", "verify"])
    }

    @Test func aCopyOfAnEarlierChangeIsANewChange() async throws {
        let project = try await Project()
        try project.change("model")
        try await project.commit("model")
        try project.change("copy")
        try await project.commit("copy, the same files")
        #expect(try project.actions() == ["redeploy", "verify", "revert copy", "verify"])
    }

    @Test func movingTheScriptsDirectoryRevertsNothing() async throws {
        let project = try await Project()
        try project.change("a")
        try project.change("b")
        try await project.commit("two changes, the same files")
        try await project.git("mv rollback/shop rollback/store")
        try await project.commit("move")
        #expect(try project.actions(scripts: "rollback/store") == ["redeploy", "verify"])
        #expect(
            try project.actions(to: "HEAD~2", scripts: "rollback/store") == [
                "redeploy", "verify", "revert a", "revert b", "verify",
            ])
    }

    @Test func aDirectoryThatTheTargetHasOnlyDroppedIsNotReverted() async throws {
        let project = try await Project()
        try project.change("old")
        try await project.commit("old")
        try await project.git("branch running")
        try await project.git("rm -q -r rollback/shop/changes/old")
        try await project.commit("tidy")
        try await project.git("checkout -q running")
        try project.change("new")
        try await project.commit("new")
        #expect(
            try project.actions(from: "running", to: "main") == [
                "redeploy", "verify", "revert new", "verify",
            ])
    }

    @Test func goingToANewerCommitRevertsNothing() async throws {
        let project = try await Project()
        try project.change("new")
        try await project.commit("new")
        #expect(try project.actions(from: "HEAD~1", to: "HEAD") == ["redeploy", "verify"])
        #expect(try project.actions(from: "HEAD", to: "HEAD") == ["redeploy", "verify"])
    }

    @Test func unrelatedHistoriesAreRefusedWhereChangesDependOnThem() async throws {
        let project = try await Project()
        try await project.git("checkout -q --orphan other")
        let without = try await project.commit("another beginning")
        #expect(try project.actions(from: "other", to: "main") == ["redeploy", "verify"])
        try project.change("new")
        let from = try await project.commit("new")
        let to = try project.revision("main").commit
        #expect(without != from)
        #expect(
            try project.planningError(from: "other", to: "main") == """
                rollback: error: \(from.short) and \(to.short) have no history in common, so nothing tells \
                whether \(to.short) wants new undone
                  hint: name a commit of \(from.short)'s own history with --to
                """)
    }

    @Test func aShallowCloneIsEnoughWhereNoChangeIsNew() async throws {
        let project = try await Project()
        let base = try await project.commit("second")
        try await project.commit("third")
        try project.change("new")
        let tip = try await project.commit("fourth")
        try await project.git("config uploadpack.allowAnySHA1InWant true")
        try await project.git("clone -q --depth 1 file://$PWD ../shallow")
        try await project.git("-C ../shallow fetch -q --depth 1 origin \(base)")
        let shallow = project.directory.path + "/shallow"
        #expect(
            try project.plan(from: base.hex, to: base.hex, in: shallow).steps.map(\.action) == [
                .redeploy, .verify,
            ])
        #expect(
            throws: GitError.shallowBoundary(operation: "list \(base.short)..\(tip.short)")
        ) { try project.plan(from: tip.hex, to: base.hex, in: shallow) }
    }
}
