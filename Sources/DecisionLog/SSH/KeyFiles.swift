import Git
import Glibc
import Processes

/// Where a new signing key and what belongs to it were written.
package struct CreatedKey: Hashable, Sendable {
    /// `…/pawl-key`, for `--key` and `PAWL_KEY_FILE`; readable by its owner alone.
    package let keyPath: String
    package let publicKeyPath: String
    /// `…/allowed_signers`, for `--trust` and `PAWL_TRUST`.
    package let allowedSignersPath: String
    /// `SHA256:…`
    package let fingerprint: String
}

/// Makes a signing key, and writes it with its public part and an allowed-signers file that names it alone.
///
/// The directory is made where it is missing. When this returns, all three files are on disk; nothing that
/// was there is overwritten.
///
/// - Parameter principal: whose key it is: `anna@example.org`.
package func createKey(in directory: String, principal: String) throws -> CreatedKey {
    let scalars = principal.unicodeScalars
    guard !scalars.isEmpty, scalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7f }),
        !scalars.contains(where: { "#\"\\,*?!=".unicodeScalars.contains($0) })
    else { throw KeyFileError.principal(principal) }
    try refuseWorkTree(directory)
    try makeDirectory(directory)
    let key = Ed25519PrivateKey()
    let created = CreatedKey(
        keyPath: "\(directory)/pawl-key", publicKeyPath: "\(directory)/pawl-key.pub",
        allowedSignersPath: "\(directory)/allowed_signers", fingerprint: key.publicKey.fingerprint)
    for path in [created.keyPath, created.publicKeyPath, created.allowedSignersPath] where exists(path) {
        throw KeyFileError.exists(path)
    }
    let line = SSHPublicKey(key: key.publicKey, comment: principal).line
    let text = OpenSSHPrivateKey(key: key, comment: principal).armoured()
    try durableWrite(Array(text.utf8), to: created.keyPath, mode: 0o600)
    try durableWrite(Array("\(line)\n".utf8), to: created.publicKeyPath)
    try durableWrite(Array("\(principal) \(line)\n".utf8), to: created.allowedSignersPath)
    return created
}

/// Reads an unencrypted OpenSSH ed25519 key from a file, or finds the one whose public key the file has in an ssh-agent.
///
/// - Parameters:
///   - repository: a directory of the repository that a private key must not lie in; nil: any place will do.
///   - agent: nil: there is none.
///   - tolerate: is told what makes the file unsafe instead of it being thrown; permissions are narrowed then.
/// - Throws: `KeyFileError`, ``GuardedFileError``, `SSHKeyError`, ``SSHAgentError``.
package func loadKey(
    path: String, keptOutOf repository: String? = nil, agent: SSHAgent? = nil,
    tolerate: ((GuardedFileError) -> Void)? = nil
) throws -> SigningKey {
    let content: FileContent
    do {
        content = try FileContent(path)
    } catch {
        throw KeyFileError.unreadable(path, reason: error.description)
    }
    if SSHPublicKey.isMeant(by: content.text) {
        let key = try SSHPublicKey(parsing: content.text, place: path).key
        guard let agent else { throw KeyFileError.noAgent(path) }
        return try agent.key(key)
    }
    let file = try GuardedFile(
        content, path: path, as: .key, keptOutOf: repository, tolerate: tolerate)
    return SigningKey(try OpenSSHPrivateKey(parsing: content.text, place: path).key, readFrom: file)
}

/// Reads a key that is given as the content of such a file.
///
/// - Parameter place: where it comes from, for the error: `PAWL_KEY`.
package func loadKey(content: String, place: String) throws(SSHKeyError) -> SigningKey {
    SigningKey(try OpenSSHPrivateKey(parsing: content, place: place).key)
}

/// A key in a work tree is soon committed, and the candidate's code could read it.
private func refuseWorkTree(_ directory: String) throws {
    let workTree: String?
    do throws(GitError) {
        workTree = try Repository(discoverFrom: existingPart(of: directory)).workDirectory
    } catch .notARepository {
        return
    }
    if let workTree { throw KeyFileError.inWorkTree(directory, workTree: workTree) }
}

/// The path itself, or as much of its beginning as exists.
private func existingPart(of path: String) -> String {
    var path = path
    while !exists(path) {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        path = slash == path.startIndex ? "/" : String(path[..<slash])
    }
    return path
}

private func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
}
