import Glibc
package import Processes

extension ContentCache {
    /// More than this is never kept from one gate to the next, unless `PAWL_CACHE_SIZE` says otherwise. In bytes.
    package static let usualSize: Int64 = 20 << 30

    /// Removes the oldest entries until the others take no more than so many bytes; what a gate holds stays.
    ///
    /// An entry that cannot be measured counts for nothing, and stays.
    ///
    /// - Parameter directory: Of a cache, whoever's; one that is not there is empty.
    /// - Returns: How many entries went, and how many bytes are left.
    package static func prune(
        _ directory: String, to most: Int64
    ) throws(FileError) -> (removed: Int, left: Int64) {
        var removed = 0
        var left: Int64 = 0
        for entry in try entriesByAge(in: directory, of: Kind.allCases) {
            let size = size(of: entry.path)
            if left + size <= most {
                left += size
            } else if try remove(entry.path) {
                removed += 1
            } else {
                left += size
            }
        }
        return (removed, left)
    }

    /// Those that were kept last first, and last those that were not kept to their end, whose age is `Int.max`.
    static func entriesByAge(
        in directory: String, of kinds: [Kind]
    ) throws(FileError) -> [(path: String, age: Int)] {
        let names: [String]
        do throws(FileError) {
            names = try directoryNames(directory)
        } catch {
            if error.code == ENOENT { return [] }
            throw error
        }
        let own = names.filter { name in
            !name.hasSuffix(".lock") && kinds.contains { name.hasPrefix("\($0.rawValue)-") }
        }
        return own.map { (path: "\(directory)/\($0)", age: CacheEntry.age(at: "\(directory)/\($0)") ?? .max) }
            .sorted { ($0.age, $0.path) < ($1.age, $1.path) }
    }

    private static func size(of entry: String) -> Int64 {
        do throws(FileError) {
            let size = try TreeSize(of: [entry], to: "measure")
            return size.bytes - size.holeBytes
        } catch {
            return 0
        }
    }

    /// False where a gate holds it.
    static func remove(_ entry: String) throws(FileError) -> Bool {
        switch try FileLock.tryLock("\(entry).lock", what: "cache") {
        case .held: return false
        case .locked(let lock):
            try removeTree(entry)
            _ = consume lock
            return true
        }
    }
}
