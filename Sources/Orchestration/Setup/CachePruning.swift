import Processes
import Stages

/// Removes the oldest of what is kept between gates until the rest takes no more than so many bytes.
package func pruneCache(_ directory: String, to most: Int64) throws -> (removed: Int, left: Int64) {
    try ContentCache.prune(directory, to: most)
}

extension CommandContext {
    /// To the size that is set; that it could not be is said, and nothing else.
    func pruneCache() {
        guard let cacheDirectory else { return }
        do throws(FileError) {
            _ = try ContentCache.prune(cacheDirectory, to: cacheSize)
        } catch {
            say("the cache may take more room than it should: \(error)")
        }
    }
}
