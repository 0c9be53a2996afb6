import GateModel
import Git

/// A log read from its reference, from the first entry on, up to the first that does not hold.
struct LogChain: Sendable {
    /// The heads that this process did not verify itself; nil: it has verified all.
    private var stored: StoredHeads?  // nil: see above
    /// The heads of the entries behind those.
    private(set) var recent = LogHeads()
    /// Over all entries.
    private(set) var tree = MerkleTree()
    /// The head of the last entry; nil where there is none.
    private(set) var last: LogHead?
    /// The log's name, as entry 0 has it; nil where there is none.
    private(set) var origin: String?  // nil: no entries
    /// By the name of the pipeline.
    private(set) var states: [String: EnvironmentState] = [:]
    /// The first that does not hold; nil where all do.
    private(set) var brokenEntry: BrokenEntry?  // nil: every entry holds
    /// Where the reference is; nil where there is none, or none that can be read.
    private(set) var tip: ObjectID?
    /// How many of the entries were verified by their signatures to make this value.
    private(set) var verifiedHere = 0
    /// How much of the file of heads has been written for this log.
    var written = HeadFile.Extent.nothing

    private(set) var reference: String

    /// - Parameters:
    ///   - seen: who knows of how many of its entries, the most reliable first; without any, the first entry has to belong
    ///     to this repository.
    ///   - known: what this process or this machine has verified of it before. Where the reference leads there, only what has
    ///     come since is read: each commit names the one before it, so those behind a verified one are the same.
    init(
        reference: String, reader: EntryReader, seen: [(log: SeenLog, by: EntryProblem.Witness)],
        after known: LogChain? = nil, in repository: borrowing Repository
    ) {
        self.reference = reference
        stored = nil
        let tip: ObjectID?
        do throws(GitError) {
            tip = try repository.directReference(reference)
        } catch {
            refuse(nil, nil, .reference(reason: error.happening, seen: seen.first?.log))
            return
        }
        read(from: tip, reader, after: known, isKnown: !seen.isEmpty, in: repository)
        for (log, witness) in seen where brokenEntry == nil { refuseOther(than: log, seenBy: witness) }
    }

    /// A log that was fetched, up to a commit that no reference leads to yet.
    ///
    /// - Parameter reference: where it comes from, for messages.
    init(
        reference: String, at tip: ObjectID, reader: EntryReader, after known: LogChain?,
        in repository: borrowing Repository
    ) {
        self.reference = reference
        stored = nil
        read(from: tip, reader, after: known, isKnown: false, in: repository)
    }

    /// As far as a machine has verified a log before.
    init(_ cache: LogCache, headsIn file: HeadFile) {
        reference = cache.reference
        stored = StoredHeads(cache.heads, of: file, root: cache.tree.root)
        tree = cache.tree
        last = cache.last
        origin = cache.origin
        states = cache.states
        tip = cache.last.commit
        written = cache.heads
    }

    var size: Int { tree.size }

    /// Of all entries; nil where the file that has some of them is no longer what it was.
    var heads: LogHeads? {  // nil: see above
        guard let stored else { return recent }
        guard var heads = stored.heads else { return nil }
        for head in recent { heads.append(head) }
        return heads
    }

    /// Those that the file of heads does not have yet.
    var unwritten: LogHeads.SubSequence { recent.dropFirst(written.count - storedCount) }

    private var storedCount: Int { stored?.extent.count ?? 0 }

    /// The same with one more entry, which was verified behind the last one.
    func appending(_ entry: LogEntry) -> LogChain {
        var longer = self
        longer.take(entry)
        longer.tip = entry.commit
        return longer
    }

    private mutating func take(_ entry: LogEntry) {
        let head = LogHead(entry)
        recent.append(head)
        tree.append(head.leaf)
        last = head
        if origin == nil { origin = entry.origin }
        states[head.pipeline.name, default: EnvironmentState()].take(head)
    }

    /// What is wrong with the log as a whole, where all its entries hold.
    mutating func refuse(_ problem: EntryProblem) {
        if brokenEntry == nil { refuse(nil, nil, problem) }
    }

    private mutating func refuse(_ index: Int?, _ commit: ObjectID?, _ problem: EntryProblem) {
        brokenEntry = BrokenEntry(index: index, commit: commit, problem: problem, reference: reference)
    }

    /// - Parameter isKnown: whether somebody knows that it belongs to this repository.
    private mutating func read(
        from tip: ObjectID?, _ reader: EntryReader, after known: LogChain?, isKnown: Bool,
        in repository: borrowing Repository
    ) {
        let walk = LogWalk(from: tip, to: known?.tip, in: repository)
        if walk.isAtEnd, let known {
            let reference = self.reference
            self = known
            self.reference = reference
        }
        self.tip = tip
        verifiedHere = 0
        if let unread = walk.unread {
            refuse(nil, unread.commit, EntryProblem(unread.error))
            return
        }
        read(walk.steps, reader, isKnown: isKnown, in: repository)
    }

    /// So many at a time, since all that an entry says is held until it has its place.
    private static let batchSize = 2048

    private mutating func read(
        _ steps: [LogWalk.Step], _ reader: EntryReader, isKnown: Bool, in repository: borrowing Repository
    ) {
        for start in stride(from: 0, to: steps.count, by: Self.batchSize) where brokenEntry == nil {
            let batch = steps[start..<min(start + Self.batchSize, steps.count)]
            for (step, read) in zip(batch, reader.read(batch, in: repository)) {
                do {
                    let entry = try reader.place(read.get(), at: EntryReader.Place(after: self))
                    if size == 0, !isKnown, try !LogOrigin.isHome(entry, in: repository) {
                        throw EntryProblem.foreign(origin: entry.origin)
                    }
                    take(entry)
                    verifiedHere += 1
                } catch {
                    return refuse(size, step.commit, EntryProblem(error))
                }
            }
        }
    }

    /// A rewound log holds in itself; only what was seen before reveals it.
    private mutating func refuseOther(than seen: SeenLog, seenBy witness: EntryProblem.Witness) {
        guard seen.size <= size else {
            return refuse(size, nil, .gone(seen: seen, by: witness))
        }
        let index = seen.size - 1 - storedCount
        // What this machine remembers is behind the stored heads only where somebody has changed it during this run, which
        // is found by what the run remembers.
        let found = index >= 0 ? recent[index].root : index == -1 ? stored?.root : seen.root
        if found != seen.root {
            let commit = index >= 0 ? recent[index].commit : last?.commit
            refuse(seen.size - 1, commit, .replaced(seen: seen, by: witness))
        }
    }
}

extension EntryReader.Place {
    /// Behind the entries that were read.
    init(after chain: LogChain) {
        self.init(
            tree: chain.tree, parent: chain.last?.commit, origin: chain.origin, time: chain.last?.time)
    }
}

extension EntryProblem {
    /// What keeps an object from being read is wrong with its entry.
    init(_ error: any Error) {
        switch error {
        case let problem as EntryProblem: self = problem
        case let error as GitError: self = .unreadable(reason: error.happening, hint: error.hint)
        default: self = .unreadable(reason: "\(error)", hint: "run 'git fsck'")
        }
    }
}
