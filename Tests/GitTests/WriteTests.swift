import Foundation
import GateModel
import Git
import Testing

@Suite("Writing commits")
struct WriteTests {
    private let author = Author(name: "Pawl", email: "pawl@example.org")
    private let armour = Array(
        """
        -----BEGIN SSH SIGNATURE-----
        U1NIU0lHAAAAAQ==
        -----END SSH SIGNATURE-----
        """.utf8)

    /// A tree with a file and a directory that has an executable.
    private func writeTree(_ repository: borrowing Repository) throws -> ObjectID {
        let script = try repository.writeBlob(Array("#!/bin/sh\n".utf8))
        let inner = try repository.writeTree([("revert", .executable, script)])
        let file = try repository.writeBlob([0, 255, 10])
        return try repository.writeTree([("decision", .blob, file), ("approvals", .tree, inner)])
    }

    @Test func treeIsWhatGitReads() throws {
        let git = try GitDirectory()
        let repository = try git.open()
        let tree = try writeTree(repository)
        #expect(
            try git.git("ls-tree", "-r", tree.hex) == """
                100755 blob 1a2485251c33a70432394c93fb89330ef214bfc9\tapprovals/revert
                100644 blob \(try repository.writeBlob([0, 255, 10]))\tdecision
                """)
    }

    @Test("a name that git refuses in a tree is refused", arguments: ["", "..", ".git", "a/b"])
    func badName(name: String) throws {
        let git = try GitDirectory()
        let repository = try git.open()
        let blob = try repository.writeBlob([])
        let text = try errorText { _ = try repository.writeTree([(name, .blob, blob)]) }
        #expect(text.hasPrefix("git: error: could not put '\(name)' into a tree: "))
    }

    @Test func bytesToSignAreTheCommitWithoutSignature() throws {
        let git = try GitDirectory()
        let parent = try git.commit("first")
        let repository = try git.open()
        let tree = try writeTree(repository)
        let bytes = try repository.commitBytes(
            tree: tree, parents: [parent], message: "approve: é\n\nPawl-Index: 0\n", author: author,
            time: 1_780_000_000)
        #expect(
            String(decoding: bytes, as: UTF8.self) == """
                tree \(tree)
                parent \(parent)
                author Pawl <pawl@example.org> 1780000000 +0000
                committer Pawl <pawl@example.org> 1780000000 +0000

                approve: é

                Pawl-Index: 0

                """)
    }

    @Test("a signed commit is sound to git and gives back what was signed", arguments: [false, true])
    func signed(endingInLineFeed: Bool) throws {
        let git = try GitDirectory()
        let parent = try git.commit("first")
        let repository = try git.open()
        let bytes = try repository.commitBytes(
            tree: try writeTree(repository), parents: [parent], message: "approve\n", author: author,
            time: 1_780_000_000)
        let id = try repository.writeSigned(
            commitBytes: bytes, armour: endingInLineFeed ? armour + [UInt8(ascii: "\n")] : armour)
        try repository.compareAndSwap(reference: "refs/heads/log", from: nil, to: id, message: "entry")

        #expect(try git.git("fsck", "--strict", "--no-dangling") == "")
        let signature = try #require(try repository.signature(ofCommit: id))
        #expect(signature.armour == armour)
        #expect(signature.signedBytes == bytes)
        let stored = try repository.rawObject(id, limit: 10_000)
        #expect(
            String(decoding: stored.bytes, as: UTF8.self).hasSuffix(
                """
                 1780000000 +0000
                gpgsig -----BEGIN SSH SIGNATURE-----
                 U1NIU0lHAAAAAQ==
                 -----END SSH SIGNATURE-----

                approve

                """))
    }

    @Test func unsignedCommitHasNoSignature() throws {
        let git = try GitDirectory()
        try git.commit("first")
        let repository = try git.open()
        let id = try repository.writeCommit(
            tree: try writeTree(repository), parents: [], message: "evidence\n", author: author,
            time: 1_780_000_000)
        try repository.compareAndSwap(
            reference: "refs/pawl/evidence/production", from: nil, to: id, message: "evidence")
        let signature = try repository.signature(ofCommit: id)
        let commit = try repository.commit(id)
        #expect(signature == nil)
        #expect(commit.message == "evidence\n")
        #expect(commit.parents == [])
        #expect(try git.git("fsck", "--strict", "--no-dangling") == "")
    }

    @Test func signatureOfAnAbsentCommitIsAnError() throws {
        let git = try GitDirectory()
        let repository = try git.open()
        let absent = try #require(ObjectID(hex: "89d7a3f0123456789abcdef00fedcba987654321"))
        let text = try errorText { _ = try repository.signature(ofCommit: absent) }
        #expect(
            text.hasPrefix("git: error: could not read the signature of commit 89d7a3f: object not found"))
    }

    @Test func commitOnAParentThatIsNotThereIsRefused() throws {
        let git = try GitDirectory()
        let repository = try git.open()
        let absent = try #require(ObjectID(hex: "89d7a3f0123456789abcdef00fedcba987654321"))
        let tree = try writeTree(repository)
        let text = try errorText {
            _ = try repository.writeCommit(
                tree: tree, parents: [absent], message: "", author: author, time: 0)
        }
        #expect(text.hasPrefix("git: error: could not read commit 89d7a3f: object not found"))
    }

    @Test func zeroByteInAMessageIsRefused() throws {
        let git = try GitDirectory()
        let repository = try git.open()
        let tree = try writeTree(repository)
        let text = try errorText {
            _ = try repository.commitBytes(
                tree: tree, parents: [], message: "a\0b", author: author, time: 0)
        }
        #expect(text.hasPrefix("git: error: could not compose a commit: its message contains a zero byte"))
    }
}
