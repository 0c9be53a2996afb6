import GateModel
import Git

/// The commits of a log, found from the last one backwards.
struct LogWalk {
    /// The oldest first.
    private(set) var steps: [Step] = []
    /// Whether it came to where it was to end; that commit is not among them.
    private(set) var isAtEnd = false
    /// A commit that cannot be read at all, so that nobody knows what stands before it; nil: there was none.
    private(set) var unread: (commit: ObjectID, error: GitError)?

    struct Step: Sendable {
        let commit: ObjectID
        /// Nil where it is no commit of a size that an entry can have: whoever reads the entry says so.
        let bytes: [UInt8]?  // nil: see above
        fileprivate let parent: ObjectID?
    }

    /// Follows the first parent of a merge, which its own entry refuses.
    ///
    /// - Parameter end: Nil: up to the first commit of all.
    init(from tip: ObjectID?, to end: ObjectID?, in repository: borrowing Repository) {
        var next = tip
        while let commit = next {
            do throws(GitError) {
                // Also of the one where it ends, so that a log whose last object was taken away is noticed.
                let step = try Self.step(commit, in: repository)
                isAtEnd = commit == end
                if isAtEnd { break }
                steps.append(step)
                next = step.parent
            } catch {
                (steps, unread) = ([], (commit, error))
                return
            }
        }
        steps.reverse()
    }

    /// Takes the parent from a commit's second line, so that also one that git cannot parse is named, and those before it can be
    /// read.
    private static func step(
        _ commit: ObjectID, in repository: borrowing Repository
    ) throws(GitError) -> Step {
        let raw = raw(commit, in: repository)
        if let raw, let parent = writtenParent(raw) {
            return Step(commit: commit, bytes: raw, parent: parent)
        }
        return Step(commit: commit, bytes: raw, parent: try repository.commit(commit).parents.first)
    }

    /// Nil for what is no commit that an entry can have.
    private static func raw(_ commit: ObjectID, in repository: borrowing Repository) -> [UInt8]? {
        do throws(GitError) {
            let object = try repository.rawObject(commit, limit: EntryReader.commitLimit)
            return object.kind == .commit ? object.bytes : nil
        } catch {
            // Where it cannot be read as a commit either, that says why.
            return nil
        }
    }

    private static func writtenParent(_ bytes: [UInt8]) -> ObjectID? {  // nil: it says nothing
        let lines = bytes.prefix(100).split(separator: UInt8(ascii: "\n"), maxSplits: 2).map {
            String(decoding: $0, as: UTF8.self).split(separator: " ")
        }
        guard lines.count > 1, lines[0].first == "tree", lines[1].first == "parent", lines[1].count == 2
        else { return nil }
        return ObjectID(hex: lines[1][1])
    }
}
