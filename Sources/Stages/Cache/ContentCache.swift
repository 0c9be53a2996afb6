import Cryptography
import Glibc
import JSON
import Processes

/// What earlier gates built and seeded, kept by the content that it was made from.
///
/// Everything that is kept carries a code that only whoever holds the signing key can make (HMAC-SHA256, RFC 2104), so a
/// candidate, which runs as the same user, cannot leave anything behind for a later gate: what does not match its code
/// is made anew. Nothing depends on the cache but time.
package struct ContentCache: Sendable {
    private let directory: String
    private let key: [UInt8]

    /// - Parameter secret: Derived from the signing key; at least 32 bytes.
    package init(directory: String, secret: [UInt8]) {
        self.directory = directory
        key = secret
    }

    enum Kind: String, Sendable, Encodable, CaseIterable {
        case build
        case seed
        /// Which snapshot a pipeline's builds begin with in one of their directories: `sandbox: { cache: … }`.
        case start
        /// Such a directory (``CacheSnapshots``).
        case snapshot
    }

    /// The most entries of a kind that are kept, the newest first.
    static let mostEntries = 8
    /// The same of what builds begin with, pointers and snapshots: some for each path of each pipeline.
    static let mostSnapshots = 32
    /// Older ones are made anew, in whatever else of this machine they may have changed since.
    static let oldest: Int = 7 * 24 * 3600

    /// Takes the entry for something that is made from `parts`, and holds it until the entry goes.
    ///
    /// - Returns: Nil while another gate holds it: that one works without the cache.
    func entry(_ kind: Kind, madeFrom parts: [String]) throws(FileError) -> CacheEntry? {
        try makeDirectory(directory)
        let code = hmacSHA256(canonical(CacheOrigin(kind: kind, parts: parts)), key: key)
        let name = "\(kind.rawValue)-" + hexadecimal(code.prefix(16))
        let path = "\(realPath(directory) ?? directory)/\(name)"
        switch try FileLock.tryLock("\(path).lock", what: "cache") {
        case .held: return nil
        case .locked(let lock):
            prune(kind, except: name)
            return CacheEntry(path: path, key: key, lock: lock)
        }
    }

    /// The same, after waiting for another gate for as long as `patience` says.
    func entry(
        _ kind: Kind, madeFrom parts: [String], patience: Duration
    ) throws(FileError) -> CacheEntry? {
        let deadline = ContinuousClock.now + patience
        while true {
            if let entry = try entry(kind, madeFrom: parts) { return entry }
            if ContinuousClock.now > deadline { return nil }
            usleep(20_000)
        }
    }

    /// Removes the oldest entries that nobody holds, and those that were not kept to their end.
    private func prune(_ kind: Kind, except own: String) {
        do throws(FileError) {
            let others = try ContentCache.entriesByAge(in: directory, of: [kind])
                .filter { $0.path != "\(directory)/\(own)" }
            let most =
                switch kind {
                case .build, .seed: ContentCache.mostEntries
                case .start, .snapshot: ContentCache.mostSnapshots
                }
            for (place, entry) in others.enumerated() where place >= most - 1 || entry.age == .max {
                _ = try ContentCache.remove(entry.path)
            }
        } catch {
            // It takes more room than it should; the next gate tries again.
        }
    }
}
