import GateModel
import Git
import Glibc

/// What this machine remembers of a log that it has verified; see ``LogCache``.
extension DecisionLog {
    var cachePath: String { "\(stateDirectory)/log-\(environment).cache" }
    var headFile: HeadFile { HeadFile(path: "\(stateDirectory)/log-\(environment).heads") }

    /// The log as far as this machine has verified it before; nil where nothing that is left of that can be believed.
    ///
    /// - Parameter mark: how far this machine has seen the log; what does not agree with it is dropped.
    func cachedChain(seen mark: SeenLog?) -> LogChain? {  // nil: all is to be verified
        guard let mark,
            let cache = LogCache(
                path: cachePath, reference: refName, environment: environment, trust: trust),
            mark.size > cache.tree.size || (mark.size == cache.tree.size && mark.root == cache.tree.root)
        else { return nil }
        return LogChain(cache, headsIn: headFile)
    }

    /// Seals what was verified, and returns the same with what was written. Nothing fails for it: where it cannot be written, all
    /// is verified another time. A key that may not seal leaves what another one has sealed, which is the beginning of the log.
    func caching(_ chain: LogChain, key: SigningKey) -> LogChain {
        guard let last = chain.last, let origin = chain.origin,
            LogCache.maySeal(key.publicKey, environment, trust, Int64(time(nil)))
        else { return chain }
        do {
            var written = chain
            written.written = try headFile.append(chain.unwritten, to: chain.written)
            try LogCache(
                origin: origin, reference: refName, trust: trust.digest, last: last, tree: chain.tree,
                states: chain.states, heads: written.written
            ).write(to: cachePath, sealedBy: key)
            return written
        } catch {
            dropCache()
            return chain
        }
    }

    /// The heads of all entries; where what this machine remembers of them does not agree with what it has sealed, all is verified
    /// again.
    func heads(of chain: LogChain) throws -> LogHeads {
        if let heads = chain.heads { return heads }
        dropCache()
        let again = try verifiedChain(in: openRepository(), fromScratch: true)
        return LogHeads(again.recent.prefix(chain.size))
    }

    /// Every later command verifies all, until an entry is appended to a log that holds.
    func dropCache() { unlink(cachePath) }
}
