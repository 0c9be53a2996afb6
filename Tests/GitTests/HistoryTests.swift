import GateModel
import Git
import Testing

@Suite("History")
struct HistoryTests {
    /// What `git rev-list --topo-order` prints.
    private func listed(_ git: GitDirectory, _ range: String) throws -> [ObjectID] {
        try git.git("rev-list", "--topo-order", range).split(separator: "\n").compactMap { ObjectID(hex: $0) }
    }

    @Test func lineOfCommitsIsListedNewestFirst() throws {
        let git = try GitDirectory()
        let base = try git.commit("base")
        let one = try git.commit("one")
        let two = try git.commit("two")
        let repository = try git.open()
        let commits = try repository.commitsBetween(base: base, tip: two)
        let none = try repository.commitsBetween(base: two, tip: two)
        #expect(commits == [two, one])
        #expect(none == [])
    }

    @Test("merges are listed as git does", arguments: [3600, 0])
    func merges(secondsBetweenCommits: Int) throws {
        let git = try GitDirectory()
        let base = try git.commit("base")
        try git.git("branch", "side")
        try git.git("branch", "third")
        for number in 0..<3 {
            try git.commit("main \(number)", after: secondsBetweenCommits)
            try git.git("checkout", "-q", "side")
            try git.commit("side \(number)", after: secondsBetweenCommits)
            try git.git("checkout", "-q", "third")
            try git.commit("third \(number)", after: secondsBetweenCommits)
            try git.git("checkout", "-q", "main")
            if number == 1 { _ = try git.merge("side") }
        }
        let tip = try git.merge("side", "third")
        let repository = try git.open()
        let all = try repository.commitsBetween(base: base, tip: tip)
        #expect(all.count == 11)
        #expect(try listed(git, "\(base)..\(tip)") == all)
        let side = try git.id("side")
        let rest = try repository.commitsBetween(base: side, tip: tip)
        #expect(try listed(git, "\(side)..\(tip)") == rest)
    }

    @Test func ancestryIncludesTheCommitItself() throws {
        let git = try GitDirectory()
        let old = try git.commit("old")
        let new = try git.commit("new")
        let repository = try git.open()
        let answers = try [
            repository.isAncestor(old, of: new), repository.isAncestor(new, of: old),
            repository.isAncestor(new, of: new),
        ]
        #expect(answers == [true, false, true])
    }

    @Test func directoryIsIntroducedWhereItsParentsLackIt() throws {
        let git = try GitDirectory()
        let base = try git.commit("base")
        try git.write("1", to: "changes/one/revert")
        let introduced = try git.commit("introduces")
        try git.write("2", to: "changes/one/revert")
        try git.commit("edits")
        try git.write("1", to: "changes/two")
        let tip = try git.commit("later")
        let repository = try git.open()
        let found = try repository.introducingCommit(ofDirectory: "changes/one", base: base, tip: tip)
        #expect(found == introduced)
        let ofFile = try repository.introducingCommit(ofDirectory: "changes/two", base: base, tip: tip)
        #expect(ofFile == nil)
        let before = try repository.introducingCommit(ofDirectory: "changes/one", base: introduced, tip: tip)
        #expect(before == nil)
    }

    @Test func directoryThatCameBackCountsFromItsReturn() throws {
        let git = try GitDirectory()
        let base = try git.commit("base")
        try git.write("1", to: "changes/one/revert")
        try git.commit("introduces")
        try git.remove("changes")
        try git.commit("removes")
        try git.write("1", to: "changes/one/revert")
        let again = try git.commit("brings back")
        let tip = try git.commit("later")
        let repository = try git.open()
        let found = try repository.introducingCommit(ofDirectory: "changes/one", base: base, tip: tip)
        #expect(found == again)
    }

    @Test func mergeDoesNotIntroduceWhatItsBranchBrought() throws {
        let git = try GitDirectory()
        let base = try git.commit("base")
        try git.git("checkout", "-q", "-b", "side")
        try git.write("1", to: "changes/one/revert")
        let introduced = try git.commit("introduces")
        try git.git("checkout", "-q", "main")
        try git.commit("meanwhile")
        let tip = try git.merge("side")
        let repository = try git.open()
        let found = try repository.introducingCommit(ofDirectory: "changes/one", base: base, tip: tip)
        #expect(found == introduced)
    }

    @Test func branchThatRemovedTheDirectoryAgainIsNotFollowed() throws {
        let git = try GitDirectory()
        let base = try git.commit("base")
        try git.git("branch", "side")
        try git.write("1", to: "changes/one/revert")
        let introduced = try git.commit("introduces")
        try git.git("checkout", "-q", "side")
        try git.write("other", to: "changes/one/revert")
        try git.commit("introduces too")
        try git.remove("changes")
        try git.commit("removes")
        try git.git("checkout", "-q", "main")
        let tip = try git.merge("side")
        let repository = try git.open()
        let found = try repository.introducingCommit(ofDirectory: "changes/one", base: base, tip: tip)
        #expect(found == introduced)
    }

    @Test func ofTwoBranchesThatIntroduceTheNewestCounts() throws {
        let git = try GitDirectory()
        let base = try git.commit("base")
        try git.git("branch", "side")
        try git.write("1", to: "changes/one/revert")
        try git.commit("introduces")
        try git.git("checkout", "-q", "side")
        try git.write("1", to: "changes/one/revert")
        let newest = try git.commit("introduces too, later")
        try git.git("checkout", "-q", "main")
        let tip = try git.merge("side")
        let repository = try git.open()
        let found = try repository.introducingCommit(ofDirectory: "changes/one", base: base, tip: tip)
        let order = try repository.commitsBetween(base: base, tip: tip)
        #expect(order[1] == newest)
        #expect(found == newest)
    }

    @Test func ofSeveralRootsTheSmallestIsTheFirstCommit() throws {
        let git = try GitDirectory()
        let one = try git.commit("one root")
        try git.git("checkout", "-q", "--orphan", "other")
        let two = try git.commit("another root")
        try git.git("merge", "-q", "--allow-unrelated-histories", "--no-ff", "-m", "both", "main")
        let repository = try git.open()
        let first = try repository.firstCommit(of: git.head())
        #expect(first == min(one, two))
        let alone = try repository.firstCommit(of: one)
        #expect(alone == one)
    }

    @Test func shallowCloneSaysHowToGoOn() throws {
        let origin = try GitDirectory()
        let base = try origin.commit("base")
        try origin.commit("one")
        try origin.commit("two")
        let clone = try GitDirectory("clone", "-q", "--depth", "2", "file://" + origin.path)
        let repository = try clone.open()
        let tip = try clone.head()
        let isShallow = repository.isShallow
        #expect(isShallow)
        let hint = "the history of this shallow clone ends too early\n  hint: run 'git fetch --unshallow'"
        let list = try errorText { _ = try repository.commitsBetween(base: base, tip: tip) }
        #expect(list == "git: error: could not list \(base.short)..\(tip.short): \(hint)")
        let first = try errorText { _ = try repository.firstCommit(of: tip) }
        #expect(first == "git: error: could not find the first commit of \(tip.short): \(hint)")
        let read = try errorText { _ = try repository.commit(base) }
        #expect(read == "git: error: could not read commit \(base.short): \(hint)")
        let ancestry = try errorText { _ = try repository.isAncestor(base, of: tip) }
        #expect(
            ancestry
                == "git: error: could not see whether \(base.short) is in the history of \(tip.short): "
                + hint
        )
        let resolved = try errorText { _ = try repository.resolve("HEAD~2") }
        #expect(
            resolved == """
                git: error: could not resolve 'HEAD~2' to a commit: object not found - \
                no match for id (\(base))
                  hint: this clone is shallow: run 'git fetch --unshallow --tags', or name a commit
                """)

        try clone.git("fetch", "-q", "--unshallow")
        let whole = try clone.open()
        let commits = try whole.commitsBetween(base: base, tip: tip)
        #expect(commits.count == 2)
        let isStillShallow = whole.isShallow
        #expect(!isStillShallow)
    }

    @Test func aCommitIsReachableFromTheReferencesThatHaveItInTheirHistory() throws {
        let git = try GitDirectory()
        let commits = [try git.commit("one"), try git.commit("two")]
        try git.git("update-ref", "refs/heads/early", commits[0].hex)
        try git.git("update-ref", "refs/heads/late", commits[1].hex)
        let repository = try git.open()
        let fromLate = try repository.isReachable(
            oneOf: [commits[0]], from: ["refs/heads/absent", "refs/heads/late"])
        #expect(fromLate)
        let fromEarly = try repository.isReachable(oneOf: [commits[1]], from: ["refs/heads/early"])
        #expect(!fromEarly)
        let fromNowhere = try repository.isReachable(oneOf: Set(commits), from: [])
        #expect(!fromNowhere)
    }
}
