import GateModel
import Git

/// A log read from its reference, from the first entry on, up to the first that does not hold.
struct LogChain {
    private(set) var entries: [LogEntry] = []
    /// Over ``entries``.
    private(set) var tree = MerkleTree()
    /// The first that does not hold; nil where all do.
    private(set) var brokenEntry: BrokenEntry?  // nil: every entry holds
    let tip: ObjectID?

    /// - Throws: `GitError` only; what is wrong with an entry is ``brokenEntry``.
    init(
        reference: String, reader: EntryReader, seen: SeenLog?, in repository: borrowing Repository
    ) throws {
        tip = try repository.reference(reference)
        for commit in try Self.commits(from: tip, in: repository) {
            do {
                let place = EntryReader.Place(
                    tree: tree, parent: entries.last?.commit, origin: entries.first?.origin)
                let entry = try reader.read(commit, at: place, in: repository)
                entries.append(entry)
                tree.append(entry.leaf)
            } catch let problem as EntryProblem {
                brokenEntry = BrokenEntry(
                    index: entries.count, commit: commit, problem: problem, reference: reference)
                return
            }
        }
        brokenEntry = seen.flatMap { notAsSeen($0, reference: reference) }
    }

    /// A shorter log, or another one, may hold in itself; that it went back is known only from before. Nil where it did
    /// not.
    private func notAsSeen(_ seen: SeenLog, reference: String) -> BrokenEntry? {  // nil: as seen
        guard seen.size <= entries.count else {
            return BrokenEntry(
                index: entries.count, commit: nil, problem: .gone(seen: seen.size), reference: reference)
        }
        guard seen.size > 0, entries[seen.size - 1].root != seen.root else { return nil }
        return BrokenEntry(
            index: seen.size - 1, commit: entries[seen.size - 1].commit, problem: .replaced,
            reference: reference)
    }

    /// From the first on; of a merge, which its own entry refuses, the first parent is followed.
    private static func commits(
        from tip: ObjectID?, in repository: borrowing Repository
    ) throws(GitError) -> [ObjectID] {
        var commits: [ObjectID] = []
        var next = tip
        while let commit = next {
            commits.append(commit)
            next = try repository.commit(commit).parents.first
        }
        return commits.reversed()
    }
}
