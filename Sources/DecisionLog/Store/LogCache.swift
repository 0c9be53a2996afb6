import GateModel
import Glibc
import JSON
import Processes

/// What a machine remembers of a log that it has verified, so that not every command verifies all of it again: the last entry, and
/// what follows from all entries up to it.
///
/// It only saves time, and is dropped at any doubt. It is sealed by a signature of its own kind, so that nobody without a key that
/// the trust file allows can make one, and bound to the log, its reference and the trust file.
struct LogCache: Hashable, Sendable, Codable {
    /// Of what a verified log has to fulfil, and of what is made of its heads: whoever changes either raises it.
    static let format = 1
    /// No other signature is for this, and this one for nothing else.
    static let signatureNamespace = "pawl-log-cache"
    private static let sizeLimit = 16 << 20

    private var format = Self.format
    let origin: String
    let reference: String
    /// SHA-256 of the trust file, in hexadecimal.
    let trust: String
    /// Of the last entry.
    let last: LogHead
    /// Over all entries.
    let tree: MerkleTree
    let states: [String: EnvironmentState]
    let heads: HeadFile.Extent

    init(
        origin: String, reference: String, trust: String, last: LogHead, tree: MerkleTree,
        states: [String: EnvironmentState], heads: HeadFile.Extent
    ) {
        self.origin = origin
        self.reference = reference
        self.trust = trust
        self.last = last
        self.tree = tree
        self.states = states
        self.heads = heads
    }

    /// Nil where there is none that fits.
    ///
    /// - Parameter now: in seconds since 1970: the key that sealed it has to be one that may seal now.
    init?(
        path: String, reference: String, environment: String, trust: TrustFile,
        now: Int64 = Int64(time(nil))
    ) {
        do {
            let text = String(decoding: try smallFile(path, limit: Self.sizeLimit), as: UTF8.self)
            guard let end = text.utf8.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            let content = Array(text.utf8[..<end])
            let seal = try SSHSignature(armoured: String(text[text.utf8.index(after: end)...]))
            guard Self.maySeal(seal.publicKey, environment, trust, now),
                seal.verifies(content, namespace: Self.signatureNamespace)
            else { return nil }
            self = try JCS.read(LogCache.self, from: content)
        } catch {
            return nil
        }
        guard format == Self.format, self.reference == reference, self.trust == trust.digest,
            tree.size == last.index + 1, heads.count == tree.size, tree.root == last.root
        else { return nil }
    }

    /// Whoever may approve in an environment: with a cache somebody could say that a log says anything.
    static func maySeal(
        _ key: Ed25519PublicKey, _ environment: String, _ trust: TrustFile, _ now: Int64
    ) -> Bool {
        do throws(TrustRefusal) {
            try trust.check(trust.signer(with: key, at: now), signs: [.approve], in: environment)
            return true
        } catch {
            return false
        }
    }

    /// Replaces the file as a whole; it is not synced, since a lost one costs only time.
    func write(to path: String, sealedBy key: SigningKey) throws {
        let content = try JCS.bytes(self)
        let seal = try SSHSignature.sign(content, namespace: Self.signatureNamespace, with: key)
        try replaceFile(content + [UInt8(ascii: "\n")] + Array(seal.armoured.utf8), at: path)
    }
}
