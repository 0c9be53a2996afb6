import Cryptography
import GateModel
import JSON

/// The keys that may sign decisions: an OpenSSH allowed-signers file outside of the judged tree.
///
/// A bare one, without options, means: these keys, everything.
package struct TrustFile: Sendable {
    /// As it was named, for messages.
    package let path: String
    private let signers: AllowedSigners
    /// As it was when it was read; nil for a pipe.
    let file: GuardedFile?  // nil: it is no regular file
    /// SHA-256 of its bytes, in hexadecimal; empty for ``nobody``.
    let digest: String

    /// Nobody's signature counts: for a rollback where the file cannot be read.
    package static let nobody = TrustFile()

    private init() {
        path = "no trust file"
        signers = AllowedSigners(signers: [])
        file = nil
        digest = ""
    }

    /// - Parameters:
    ///   - repository: a directory of the repository that it must not lie in; nil: any place will do.
    ///   - tolerate: is told what makes the file unsafe instead of it being thrown; permissions are narrowed then.
    package init(
        path: String, keptOutOf repository: String? = nil, tolerate: ((GuardedFileError) -> Void)? = nil
    ) throws(TrustError) {
        let content: FileContent
        do {
            content = try FileContent(path)
        } catch {
            throw .unreadable(path: path, reason: error.description, isAbsent: error == .absent)
        }
        do {
            signers = try AllowedSigners(parsing: content.text, file: path)
        } catch {
            throw .badLine(error)
        }
        guard !signers.signers.isEmpty else { throw .noKeys(path: path) }
        do {
            file = try GuardedFile(
                content, path: path, as: .trust, keptOutOf: repository, tolerate: tolerate)
        } catch {
            throw .unsafe(error)
        }
        self.path = path
        digest = hexadecimal(sha256(Array(content.text.utf8)))
    }

    /// Those that may sign at any time.
    package var allKeys: [Ed25519PublicKey] { signers.signers.map(\.key) }

    /// Those that may sign a log's commits at that time.
    func keys(at time: Int64) -> [Ed25519PublicKey] {
        signers.signers.filter { $0.allows(namespace: EntryCommit.signatureNamespace, at: time) }.map(\.key)
    }

    /// The line that allows this key to sign a log's commits at that time; nil where none does.
    ///
    /// - Parameter time: of the signature, in seconds since 1970.
    package func signer(with key: Ed25519PublicKey, at time: Int64) -> AllowedSigner? {
        signers.signer(with: key, namespace: EntryCommit.signatureNamespace, at: time)
    }
}

/// Why there is nothing to verify a log against.
package enum TrustError: Error, Hashable, CustomStringConvertible {
    case unreadable(path: String, reason: String, isAbsent: Bool)
    case badLine(AllowedSignersError)
    case unsafe(GuardedFileError)
    case noKeys(path: String)

    package var description: String {
        switch self {
        case .unreadable(let path, let reason, let isAbsent):
            """
            trust: error: could not read '\(printable(path))': \(reason)
              hint: \(isAbsent ? "'pawl key new' writes one; name it" : "name an allowed-signers file") \
            with --trust or PAWL_TRUST
            """
        case .badLine(let error): error.description
        case .unsafe(let error): error.description
        case .noKeys(let path):
            """
            trust: error: '\(printable(path))' names no key
              hint: a line is 'name@example.com ssh-ed25519 AAAA…'; 'pawl key new' writes one
            """
        }
    }
}
