import Cryptography
import JSON
import Processes
import Synchronization

/// Directories that builds begin with and leave behind, each kept once by what is in it.
///
/// Both sides mostly begin with the same, and leave it unchanged: then it is kept once, and what is kept is read once in a gate,
/// however often it is used.
final class CacheSnapshots: Sendable {
    private let cache: ContentCache
    private let patience: Duration
    /// Those whose content this gate has held against their code, as they were before it read them.
    private let verified = Mutex<[String: TreeMarks]>([:])

    /// - Parameter patience: How long another gate may take to copy or to keep the same one.
    init(in cache: ContentCache, patience: Duration) {
        self.cache = cache
        self.patience = patience
    }

    /// What came of asking for a snapshot by its name.
    enum Copied: Equatable {
        case copied
        case missing
        /// Somebody has changed what was kept there.
        case changed(String)
        case held
    }

    /// Copies one to a place where nothing is. It is free again at once: other gates use it too.
    func copy(_ name: String, to place: String) throws(FileError) -> Copied {
        guard let entry = try entry(name) else { return .held }
        switch try check(entry, name) {
        case .nothing: return .missing
        case .changed: return .changed(entry.kept)
        case .intact:
            entry.renew()
            try copyTree(from: entry.kept, to: place)
            return .copied
        }
    }

    /// Keeps a copy of a directory, unless there is one, and returns its name; nil where another gate holds it for too long.
    func keep(_ place: String) throws(FileError) -> String? {
        let digest = try treeDigest(of: place, asCopied: true)
        let name = hexadecimal(digest)
        guard let entry = try entry(name) else { return nil }
        if try isIntact(entry, name) {
            entry.renew()
        } else {
            try entry.keep(copyOf: place, digest: digest)
        }
        return name
    }

    /// What cannot be read any more is made anew.
    private func isIntact(_ entry: CacheEntry, _ name: String) throws(FileError) -> Bool {
        do throws(FileError) {
            return try check(entry, name) == .intact
        } catch {
            if error.isCancellation { throw error }
            return false
        }
    }

    private func entry(_ name: String) throws(FileError) -> CacheEntry? {
        try cache.entry(.snapshot, madeFrom: [name], patience: patience)
    }

    /// Reads what is kept once a gate: later only whether anything has changed since.
    private func check(_ entry: CacheEntry, _ name: String) throws(FileError) -> CacheState {
        guard entry.isThere else { return .nothing }
        let now = try TreeMarks(of: entry.kept)
        if verified.withLock({ $0[name] }) == now { return .intact }
        let finding = try entry.check()
        if finding == .intact { verified.withLock { $0[name] = now } }
        return finding
    }
}
