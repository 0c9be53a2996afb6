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

    enum Finding: Equatable, Sendable {
        case nothing
        /// It is what was kept.
        case intact
        /// Somebody has changed it since.
        case changed
    }

    /// Whether what was kept is there, and is what it was.
    func look() throws(FileError) -> Finding {
        guard let age = CacheEntry.age(at: path), age < ContentCache.oldest else { return .nothing }
        var written: [UInt8] = []
        try readPieces(of: path + CacheEntry.code) { written += $0 }
        return areEqualInConstantTime(written, hmacSHA256(try content(), key: key)) ? .intact : .changed
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

    /// Keeps a copy of `live`.
    func keep() throws(FileError) {
        try forget()
        try copyTree(from: live, to: kept)
        try seal()
    }

    /// Keeps a copy of a directory that was made elsewhere.
    func keep(copyOf source: String) throws(FileError) {
        try clear()
        try removeTree(live)
        try copyTree(from: source, to: live)
        try keepByMoving()
    }

    /// Moves `live` to what is kept.
    func keepByMoving() throws(FileError) {
        try forget()
        try moveFile(from: live, to: kept)
        try seal()
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

    private func seal() throws(FileError) {
        try durableWrite(hmacSHA256(try content(), key: key), to: path + CacheEntry.code, mode: 0o600)
    }

    private func content() throws(FileError) -> [UInt8] {
        canonical(
            CacheSeal(
                entry: String(path.split(separator: "/").last ?? ""),
                sha256: hexadecimal(try digest())))
    }

    /// Of every path, kind, mode and byte below `kept`.
    private func digest() throws(FileError) -> [UInt8] {
        var hash = RunningSHA256()
        for entry in try treeEntries(of: kept) {
            hash.update(Array("\(entry.path.count):".utf8))
            hash.update(entry.path)
            switch entry.kind {
            case .directory: hash.update(Array("directory \(entry.mode)\n".utf8))
            case .other: hash.update(Array("other \(entry.mode)\n".utf8))
            case .link(let target):
                hash.update(Array("link \(target.count):".utf8))
                hash.update(target)
            case .file(let size):
                hash.update(Array("file \(entry.mode) \(size):".utf8))
                try readPieces(of: entry.path, below: kept) { hash.update($0) }
            }
        }
        return hash.finish()
    }

    /// Seconds since it was kept; nil where nothing was.
    static func age(at path: String) -> Int? {
        var status = stat()
        guard stat(path + code, &status) == 0 else { return nil }
        return max(0, time(nil) - status.st_mtim.tv_sec)
    }
}
