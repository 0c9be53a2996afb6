package import GateModel

/// A commit as git has it.
package struct Commit: Hashable, Sendable {
    package let id: ObjectID
    /// The id of the tree of files.
    package let tree: ObjectID
    /// None for a first commit, several for a merge.
    package let parents: [ObjectID]
    /// The whole message; bytes that are not UTF-8 are replaced.
    package let message: String
    /// The message's first paragraph as one line.
    package let summary: String
    package let authorName: String
    /// When it was committed, in seconds since 1970-01-01T00:00:00Z.
    package let time: Int64
}
