import Cryptography
import Glibc
import JSON
import Processes

/// One directory of the cache, held by one gate at a time.
///
/// `live` is where something is made and used, always under the same path; `kept` is the untouched copy with its code
/// beside it. A gate that is killed leaves no code behind, and so nothing that a later one would believe.
final class CacheEntry: Sendable {
    private let path: String
    private let key: [UInt8]
    private let lock: FileLock

    init(path: String, key: [UInt8], lock: consuming FileLock) {
        self.path = path
        self.key = key
        self.lock = lock
    }

    var live: String { path + "/live" }
    var kept: String { path + "/kept" }
    /// What was made, wherever it lies now: `kept`, once it was moved there.
    var made: String { access(kept, F_OK) == 0 ? kept : live }
    private static let code = "/code"
    /// Of files with holes, which take no room and as long to read as others, added up. In bytes.
    static let mostHoleBytes: Int64 = 4 << 30

    /// Whether something is kept that is not too old.
    var isThere: Bool { CacheEntry.age(at: path).map { $0 < ContentCache.oldest } ?? false }

    /// Whether what was kept is there, and is what it was.
    func check() throws(FileError) -> CacheState {
        guard isThere else { return .nothing }
        var written: [UInt8] = []
        try readPieces(of: path + CacheEntry.code) { written += $0 }
        return areEqualInConstantTime(written, code(of: try treeDigest(of: kept))) ? .intact : .changed
    }

    /// Empties `live`, with the directory there.
    func clear() throws(FileError) {
        try removeTree(live)
        try makeDirectory(live)
    }

    /// Makes `live` a copy of what was kept.
    func restore() throws(FileError) {
        try removeTree(live)
        try copyTree(from: kept, to: live)
    }

    /// Keeps a copy of `live`, where that is fit to be kept.
    ///
    /// - Parameter excluded: Directories that are left out, as absolute paths.
    func keep(except excluded: [String] = []) throws(FileError) {
        try checkFitness()
        try make { () throws(FileError) in
            try copyTree(from: live, to: kept, except: excluded)
            return try treeDigest(of: kept)
        }
    }

    /// Keeps a copy of a directory that was made elsewhere.
    ///
    /// - Parameter digest: What it had to be; a copy of anything else is not believed later.
    func keep(copyOf source: String, digest: [UInt8]) throws(FileError) {
        try make { () throws(FileError) in
            try makeDirectory(path)
            try copyTree(from: source, to: kept)
            return digest
        }
    }

    /// From now on it is as old as one that was kept now. Where that fails it is made anew sooner.
    func renew() {
        utimensat(AT_FDCWD, path + CacheEntry.code, nil, AT_SYMLINK_NOFOLLOW)
    }

    /// Moves `live` to what is kept, where it also stays when it cannot be sealed: this gate uses it.
    func keepByMoving() throws(FileError) {
        try forget()
        try moveFile(from: live, to: kept)
        try seal(try treeDigest(of: kept))
    }

    /// Fills `kept` and seals it with the digest that the body returns; leaves nothing there where that fails.
    private func make(_ fill: () throws(FileError) -> [UInt8]) throws(FileError) {
        try forget()
        do throws(FileError) {
            try seal(try fill())
        } catch {
            let cause = error
            do throws(FileError) {
                try forget()
            } catch {
                // The cache drops it, since nothing is kept without a code.
            }
            throw cause
        }
    }

    /// Removes what lies open to whoever ran in it.
    func tidy() {
        do throws(FileError) {
            try removeTree(live)
        } catch {
            // The next gate removes it before it begins.
        }
    }

    private func forget() throws(FileError) {
        try removeTree(path + CacheEntry.code)
        try removeTree(kept)
    }

    private func seal(_ digest: [UInt8]) throws(FileError) {
        try durableWrite(code(of: digest), to: path + CacheEntry.code, mode: 0o600)
    }

    private func code(of digest: [UInt8]) -> [UInt8] {
        let name = String(path.split(separator: "/").last ?? "")
        return hmacSHA256(canonical(CacheSeal(entry: name, sha256: hexadecimal(digest))), key: key)
    }

    /// What the system or somebody else also has under a name of its own is not kept, nor what would take for ever to read.
    private func checkFitness() throws(FileError) {
        let size = try TreeSize(of: [live], to: "keep")
        if let file = size.nameOutside() {
            throw FileError(live, "keep", because: "'\(file)' has another name outside of it", code: EMLINK)
        }
        let most = CacheEntry.mostHoleBytes
        guard size.holeBytes <= most else {
            throw FileError(
                live, "keep",
                because: "\(size.holeBytes) bytes of its files were never written, more than \(most)",
                code: EFBIG)
        }
    }

    /// Seconds since it was kept; nil where nothing was.
    static func age(at path: String) -> Int? {
        var status = stat()
        guard stat(path + code, &status) == 0 else { return nil }
        return max(0, time(nil) - status.st_mtim.tv_sec)
    }
}
