import GateModel
import Git

/// A log read from its reference, from the first entry on, up to the first that does not hold.
struct LogChain {
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
    init(
        reference: String, reader: EntryReader, seen: [(log: SeenLog, by: EntryProblem.Witness)],
        in repository: borrowing Repository
    ) {
        self.reference = reference
        do throws(GitError) {
            tip = try repository.directReference(reference)
        } catch {
            refuse(nil, nil, .reference(reason: error.happening, seen: seen.first?.log))
            return
        }
        let (commits, unread) = Self.commits(from: tip, in: repository)
        if let unread {
            refuse(nil, unread.commit, EntryProblem(unread.error))
            return
        }
        read(commits, reader, isKnown: !seen.isEmpty, in: repository)
        for (log, witness) in seen where brokenEntry == nil { refuseOther(than: log, seenBy: witness) }
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
        for commit in commits {
            do {
                let entry = try reader.read(commit, at: EntryReader.Place(after: self), in: repository)
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

    /// From the first on; of a merge, which its own entry refuses, the first parent is followed.
    ///
    /// Where a commit cannot be read at all, nobody knows what stands before it.
    private static func commits(
        from tip: ObjectID?, in repository: borrowing Repository
    ) -> (commits: [ObjectID], unread: (commit: ObjectID, error: GitError)?) {
        var commits: [ObjectID] = []
        var next = tip
        while let commit = next {
            commits.append(commit)
            do throws(GitError) {
                next = try parent(of: commit, in: repository)
            } catch {
                return ([], (commit, error))
            }
        }
        return (commits.reversed(), nil)
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
