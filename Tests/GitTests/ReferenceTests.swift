import Foundation
import GateModel
import Git
import Testing

@Suite("References")
struct ReferenceTests {
    private let log = "refs/heads/pawl/log/production"

    private func threeCommits() throws -> (GitDirectory, [ObjectID]) {
        let git = try GitDirectory()
        return (git, [try git.commit("one"), try git.commit("two"), try git.commit("three")])
    }

    @Test func referenceIsCreatedThenMovedWithItsMessage() throws {
        let (git, commits) = try threeCommits()
        let repository = try git.open()
        let absent = try repository.reference(log)
        #expect(absent == nil)
        try repository.compareAndSwap(reference: log, from: nil, to: commits[0], message: "entry 0")
        try repository.compareAndSwap(reference: log, from: commits[0], to: commits[1], message: "entry 1")
        let target = try repository.reference(log)
        #expect(target == commits[1])
        #expect(try git.id(log) == commits[1])
        #expect(try git.git("log", "-g", "--format=%gs", log) == "entry 1\nentry 0")
    }

    @Test func creatingWhatExistsLosesTheRace() throws {
        let (git, commits) = try threeCommits()
        try git.git("update-ref", log, commits[0].hex)
        try git.git("pack-refs", "--all")
        let repository = try git.open()
        let text = try errorText {
            try repository.compareAndSwap(reference: log, from: nil, to: commits[1], message: "entry")
        }
        #expect(
            text == """
                git: error: '\(log)' exists already: another writer was first
                  hint: run the command again: it starts from what the other writer left
                """)
        #expect(try git.id(log) == commits[0])
    }

    @Test func movingWhatMovedOrWentLosesTheRace() throws {
        let (git, commits) = try threeCommits()
        let repository = try git.open()
        let gone = try errorText {
            try repository.compareAndSwap(reference: log, from: commits[0], to: commits[1], message: "entry")
        }
        try git.git("update-ref", log, commits[2].hex)
        let moved = try errorText {
            try repository.compareAndSwap(reference: log, from: commits[0], to: commits[1], message: "entry")
        }
        let expected = """
            git: error: '\(log)' is no longer at \(commits[0].short): another writer was first
              hint: run the command again: it starts from what the other writer left
            """
        #expect(gone == expected)
        #expect(moved == expected)
        #expect(try git.id(log) == commits[2])
    }

    @Test("of concurrent writers exactly one wins", arguments: [true, false])
    func concurrent(creating: Bool) async throws {
        let (git, commits) = try threeCommits()
        for round in 0..<30 {
            let name = "refs/pawl/race/\(round)"
            if !creating { try git.git("update-ref", name, commits[2].hex) }
            let winners = try await withThrowingTaskGroup(of: ObjectID?.self) { group in
                for new in commits.prefix(2) {
                    group.addTask {
                        let repository = try git.open()
                        do {
                            try repository.compareAndSwap(
                                reference: name, from: creating ? nil : commits[2], to: new, message: "race")
                            return new
                        } catch GitError.lostRace {
                            return nil
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += [$1].compactMap { $0 } }
            }
            let repository = try git.open()
            let target = try repository.reference(name)
            #expect(winners.count == 1)
            #expect(winners.first == target)
        }
    }

    @Test func lockThatStaysIsNamedAndRemovedOnlyWhenOld() throws {
        let (git, commits) = try threeCommits()
        try git.git("update-ref", log, commits[0].hex)
        let lock = git.path + "/.git/" + log + ".lock"
        try Data().write(to: URL(fileURLWithPath: lock))
        let repository = try git.open()
        let text = try errorText {
            try repository.compareAndSwap(reference: log, from: commits[0], to: commits[1], message: "entry")
        }
        #expect(
            text == """
                git: error: '\(log)' is locked: '\(lock)' exists
                  hint: wait for the git process that writes it; if none runs, remove that file
                """)

        let removedYoung = try repository.removeStaleLock(of: log, olderThan: 3600)
        #expect(!removedYoung)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: lock)
        let removedOld = try repository.removeStaleLock(of: log, olderThan: 3600)
        #expect(removedOld)
        try repository.compareAndSwap(reference: log, from: commits[0], to: commits[1], message: "entry")
        let removedAgain = try repository.removeStaleLock(of: log, olderThan: 0)
        #expect(!removedAgain)
    }

    @Test func lockOutsideTheReferencesIsNotTouched() throws {
        let git = try GitDirectory()
        let repository = try git.open()
        let text = try errorText {
            _ = try repository.removeStaleLock(of: "refs/../../work", olderThan: 0)
        }
        #expect(text.contains(": invalid reference name\n"))
    }

    @Test func objectThatIsNotThereIsNotReferredTo() throws {
        let git = try GitDirectory()
        let repository = try git.open()
        let absent = try #require(ObjectID(hex: "89d7a3f0123456789abcdef00fedcba987654321"))
        let text = try errorText {
            try repository.compareAndSwap(reference: log, from: nil, to: absent, message: "entry")
        }
        #expect(text.hasPrefix("git: error: could not move '\(log)' to 89d7a3f: "))
    }

    @Test func matchingReferencesAreSortedWithTheirTargets() throws {
        let (git, commits) = try threeCommits()
        try git.git("update-ref", "refs/pawl/kept/b/deep", commits[1].hex)
        try git.git("pack-refs", "--all")
        try git.git("update-ref", "refs/pawl/kept/a", commits[0].hex)
        let repository = try git.open()
        let kept = try repository.references(matching: "refs/pawl/kept/*")
        #expect(kept.map(\.name) == ["refs/pawl/kept/a", "refs/pawl/kept/b/deep"])
        #expect(kept.map(\.target) == [commits[0], commits[1]])
        let none = try repository.references(matching: "refs/pawl/evidence/*")
        #expect(none.isEmpty)
    }

    @Test func aReferenceThatLeadsToAnotherIsNoneByItself() throws {
        let (git, commits) = try threeCommits()
        try git.git("update-ref", log, commits[0].hex)
        let repository = try git.open()
        let target = try repository.directReference(log)
        #expect(target == commits[0])
        let absent = try repository.directReference("refs/heads/absent")
        #expect(absent == nil)
        try git.git("symbolic-ref", log, "refs/heads/other")
        let text = try errorText { _ = try repository.directReference(log) }
        #expect(
            text == """
                git: error: could not read '\(log)': it is symbolic, and leads to 'refs/heads/other'
                  hint: run 'git fsck' to see whether the repository is whole
                """)
    }

    @Test func namesAreListedWhateverTheReferencesHold() throws {
        let (git, commits) = try threeCommits()
        try git.git("update-ref", "refs/pawl/kept/b", commits[1].hex)
        try git.git("pack-refs", "--all")
        try git.git("update-ref", "refs/pawl/kept/a", commits[0].hex)
        try Data("torn".utf8).write(to: URL(filePath: git.path + "/.git/refs/pawl/kept/c"))
        let names = try git.open().referenceNames(under: "refs/pawl/kept/")
        #expect(names == ["refs/pawl/kept/a", "refs/pawl/kept/b", "refs/pawl/kept/c"])
    }
}
