import Synchronization

/// The heads of the first entries of a log, in a file that is read when they are first asked for.
final class StoredHeads: Sendable {
    let extent: HeadFile.Extent
    /// The root of the log with these entries.
    let root: TreeHash
    private let file: HeadFile
    private let known = Mutex<LogHeads?>(nil)  // nil: not read yet

    init(_ extent: HeadFile.Extent, of file: HeadFile, root: TreeHash) {
        self.extent = extent
        self.file = file
        self.root = root
    }

    /// Nil where the file is no longer what the cache was sealed with.
    var heads: LogHeads? {  // nil: see above
        known.withLock { known in
            if known == nil { known = file.heads(in: extent) }
            return known
        }
    }
}
