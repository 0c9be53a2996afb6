import Cryptography
import Glibc
import JSON
import Processes
import Synchronization

/// Directories that builds begin with and leave behind, each kept once by what is in it.
///
/// Both sides mostly begin with the same, and leave it unchanged: then it is kept once, and digested once in a gate, however often
/// it is used.
final class CacheSnapshots: Sendable {
    private let cache: ContentCache
    private let patience: Duration
    /// Those whose content this gate has held against their code, as they were before it read them, or has made.
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
        switch look(entry, name) {
        case .nothing: return .missing
        case .changed: return .changed(entry.kept)
        case .intact:
            try copyTree(from: entry.kept, to: place)
            try entry.renew()
            return .copied
        }
    }

    /// Keeps a copy of a directory, unless there is one, and returns its name; nil where another gate holds it for too long.
    func keep(_ place: String) throws(FileError) -> String? {
        let digest = try treeDigest(of: place, asCopied: true)
        let name = hexadecimal(digest)
        guard let entry = try entry(name) else { return nil }
        switch look(entry, name) {
        case .intact: try entry.renew()
        case .nothing, .changed:
            try entry.keep(copyOf: place, digest: digest)
            let made = try TreeMarks(of: entry.kept)
            verified.withLock { $0[name] = made }
        }
        return name
    }

    private func entry(_ name: String) throws(FileError) -> CacheEntry? {
        try cache.entry(.snapshot, madeFrom: [name], patience: patience)
    }

    /// What cannot be read any more is not what was kept.
    private func look(_ entry: CacheEntry, _ name: String) -> CacheState {
        guard entry.isThere else { return .nothing }
        do throws(FileError) {
            let now = try TreeMarks(of: entry.kept)
            if verified.withLock({ $0[name] }) == now { return .intact }
            let finding = try entry.check()
            if finding == .intact { verified.withLock { $0[name] = now } }
            return finding
        } catch {
            return .changed
        }
    }
}
