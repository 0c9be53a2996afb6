import GateModel
import Git

/// A log read from its reference, from the first entry on, up to the first that does not hold.
struct LogChain: Sendable {
    private(set) var entries: [LogEntry] = []
    /// Over ``entries``.
    private(set) var tree = MerkleTree()
    /// The first that does not hold; nil where all do.
    private(set) var brokenEntry: BrokenEntry?  // nil: every entry holds
    /// Where the reference is; nil where there is none, or none that can be read.
    private(set) var tip: ObjectID?

    let reference: String

    /// - Parameters:
    ///   - seen: who knows of how many of its entries, the most reliable first; without any, the first entry has to belong
    ///     to this repository.
    ///   - known: what this process has verified of it before. Where the reference leads there, only what has come since is
    ///     read: each commit names the one before it, so those behind a verified one are the same.
    init(
        reference: String, reader: EntryReader, seen: [(log: SeenLog, by: EntryProblem.Witness)],
        after known: LogChain? = nil, in repository: borrowing Repository
    ) {
        self.reference = reference
        do throws(GitError) {
            tip = try repository.directReference(reference)
        } catch {
            refuse(nil, nil, .reference(reason: error.happening, seen: seen.first?.log))
            return
        }
        let walk = Walk(from: tip, to: known?.tip, in: repository)
        if let unread = walk.unread {
            refuse(nil, unread.commit, EntryProblem(unread.error))
            return
        }
        if walk.isAtEnd, let known { (entries, tree) = (known.entries, known.tree) }
        read(walk.commits, reader, isKnown: !seen.isEmpty, in: repository)
        for (log, witness) in seen where brokenEntry == nil { refuseOther(than: log, seenBy: witness) }
    }

    /// The same with one more entry, which was verified behind the last one.
    func appending(_ entry: LogEntry) -> LogChain {
        var longer = self
        longer.entries.append(entry)
        longer.tree.append(entry.leaf)
        longer.tip = entry.commit
        return longer
    }

    /// What is wrong with the log as a whole, where all its entries hold.
    mutating func refuse(_ problem: EntryProblem) {
        if brokenEntry == nil { refuse(nil, nil, problem) }
    }

    private mutating func refuse(_ index: Int?, _ commit: ObjectID?, _ problem: EntryProblem) {
        brokenEntry = BrokenEntry(index: index, commit: commit, problem: problem, reference: reference)
    }

    private mutating func read(
        _ commits: [ObjectID], _ reader: EntryReader, isKnown: Bool, in repository: borrowing Repository
    ) {
        for (commit, read) in zip(commits, reader.read(commits, in: repository)) {
            do {
                let entry = try reader.place(read.get(), at: EntryReader.Place(after: self))
                if entries.isEmpty, !isKnown, try !LogOrigin.isHome(entry, in: repository) {
                    throw EntryProblem.foreign(origin: entry.origin)
                }
                entries.append(entry)
                tree.append(entry.leaf)
            } catch {
                return refuse(entries.count, commit, EntryProblem(error))
            }
        }
    }

    /// A rewound log holds in itself; only what was seen before reveals it.
    private mutating func refuseOther(than seen: SeenLog, seenBy witness: EntryProblem.Witness) {
        guard seen.size <= entries.count else {
            return refuse(entries.count, nil, .gone(seen: seen, by: witness))
        }
        let last = entries[seen.size - 1]
        if last.root != seen.root {
            refuse(last.index, last.commit, .replaced(seen: seen, by: witness))
        }
    }
}

/// The commits of a log, found from the last one backwards.
private struct Walk {
    /// The oldest first.
    private(set) var commits: [ObjectID] = []
    /// Whether it came to where it was to end; that commit is not among them.
    private(set) var isAtEnd = false
    /// A commit that cannot be read at all, so that nobody knows what stands before it; nil: there was none.
    private(set) var unread: (commit: ObjectID, error: GitError)?

    /// Follows the first parent of a merge, which its own entry refuses.
    ///
    /// - Parameter end: Nil: up to the first commit of all.
    init(from tip: ObjectID?, to end: ObjectID?, in repository: borrowing Repository) {
        var next = tip
        while let commit = next {
            do throws(GitError) {
                // Also of the one where it ends, so that a log whose last object was taken away is noticed.
                next = try Self.parent(of: commit, in: repository)
            } catch {
                (commits, unread) = ([], (commit, error))
                return
            }
            isAtEnd = commit == end
            if isAtEnd { break }
            commits.append(commit)
        }
        commits.reverse()
    }

    /// Of a commit that git cannot parse, what its second line says: it is named, and those before it can be read.
    private static func parent(
        of commit: ObjectID, in repository: borrowing Repository
    ) throws(GitError) -> ObjectID? {
        do throws(GitError) {
            return try repository.commit(commit).parents.first
        } catch {
            guard let parent = writtenParent(of: commit, in: repository) else { throw error }
            return parent
        }
    }

    private static func writtenParent(
        of commit: ObjectID, in repository: borrowing Repository
    ) -> ObjectID? {  // nil: it is no commit, or says nothing
        do throws(GitError) {
            let raw = try repository.rawObject(commit, limit: EntryReader.commitLimit)
            let lines = raw.bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2).map {
                String(decoding: $0, as: UTF8.self).split(separator: " ")
            }
            guard raw.kind == .commit, lines.count > 1, lines[0].first == "tree", lines[1].first == "parent",
                lines[1].count == 2
            else { return nil }
            return ObjectID(hex: lines[1][1])
        } catch {
            return nil
        }
    }
}

extension EntryReader.Place {
    /// Behind the entries that were read.
    init(after chain: LogChain) {
        let last = chain.entries.last
        self.init(
            tree: chain.tree, parent: last?.commit, origin: chain.entries.first?.origin,
            time: last?.decision.context.time)
    }
}

extension EntryProblem {
    /// What keeps an object from being read is wrong with its entry.
    fileprivate init(_ error: any Error) {
        switch error {
        case let problem as EntryProblem: self = problem
        case let error as GitError: self = .unreadable(reason: error.happening, hint: error.hint)
        default: self = .unreadable(reason: "\(error)", hint: "run 'git fsck'")
        }
    }
}
