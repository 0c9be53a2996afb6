import Cryptography
package import GateModel
import JSON

/// The trust file of one command: what it says, and where it was read from, outside of the judged tree.
package struct TrustFile: Sendable {
    /// As it was named, for messages.
    package let path: String
    package let rules: TrustRules
    /// As it was when it was read; nil for a pipe, and for what a variable holds.
    let file: GuardedFile?  // nil: it is no regular file
    /// SHA-256 of its bytes, in hexadecimal; empty for ``nobody``.
    let digest: String

    /// Nobody's signature counts: for a rollback where the file cannot be read.
    package static let nobody = TrustFile()

    private init() {
        path = "no trust file"
        rules = .nobody
        file = nil
        digest = ""
    }

    /// Reads a file of at most a megabyte.
    ///
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
        rules = try TrustRules(parsing: content.text, file: path)
        do {
            file = try GuardedFile(
                content, path: path, as: .trust, keptOutOf: repository, tolerate: tolerate)
        } catch {
            throw .unsafe(error)
        }
        self.path = path
        digest = hexadecimal(sha256(Array(content.text.utf8)))
    }

    /// - Parameters:
    ///   - content: of such a file, as a variable holds it.
    ///   - place: the variable's name, for messages.
    package init(content: String, place: String) throws(TrustError) {
        rules = try TrustRules(parsing: content, file: place)
        file = nil
        path = place
        digest = hexadecimal(sha256(Array(content.utf8)))
    }
}

/// What an entry has to fulfil.
extension TrustFile {
    /// The key as the file has it.
    ///
    /// - Parameter time: of the signature, in seconds since 1970.
    /// - Throws: where it may sign nothing then.
    package func signer(
        with key: Ed25519PublicKey, at time: Int64
    ) throws(TrustRefusal) -> TrustedKey {
        let declared = rules.keys.filter { $0.key == key }
        if let valid = declared.first(where: { $0.isValid(at: time) }) { return valid }
        throw refusal(declared.last.map { .notValid($0, at: time) } ?? .unknownKey(key))
    }

    /// Those that may sign something for an environment at that time.
    func keys(for environment: String, at time: Int64) -> [Ed25519PublicKey] {
        rules.keys.filter { $0.environments.contains(environment) && $0.isValid(at: time) }.map(\.key)
    }

    package func keys(at time: Int64) -> [Ed25519PublicKey] {
        rules.keys.filter { $0.isValid(at: time) }.map(\.key)
    }

    var allKeys: [Ed25519PublicKey] { rules.keys.map(\.key) }

    /// Whether a key may sign a decision, when it was made and now.
    func allows(_ key: Ed25519PublicKey, _ decision: Decision, now: Int64) -> Bool {
        do throws(TrustRefusal) {
            try check(
                signer(with: key, at: decision.context.time), signs: [decision.kind], in: decision.environment
            )
            return hasSigner(with: key, at: now)
        } catch {
            return false
        }
    }

    func hasSigner(with key: Ed25519PublicKey, at time: Int64) -> Bool {
        rules.keys.contains { $0.key == key && $0.isValid(at: time) }
    }

    /// Whether a key may sign entries of these kinds in an environment.
    package func check(
        _ signer: TrustedKey, signs kinds: [Decision.Kind], in environment: String
    ) throws(TrustRefusal) {
        let missing = kinds.map(SignableKind.init).filter { !signer.kinds.contains($0) }
        guard missing.isEmpty else { throw refusal(.kinds(missing, of: signer)) }
        guard signer.environments.contains(environment) else {
            throw refusal(.environment(environment, of: signer))
        }
    }

    /// Whether a pipeline may decide about an environment.
    package func check(
        _ pipeline: Decision.PipelineSource, in environment: String
    ) throws(TrustRefusal) {
        guard let rule = rules.environments[environment], let pipelines = rule.pipelines else { return }
        guard pipelines[pipeline.name] == pipeline.path else {
            throw refusal(
                .pipeline(name: pipeline.name, path: pipeline.path, in: environment, rule))
        }
    }

    /// All of these, for entries that are to be written.
    package func check(
        _ key: Ed25519PublicKey, writes kinds: [Decision.Kind], of pipeline: Decision.PipelineSource,
        in environment: String, at time: Int64
    ) throws(LogError) {
        do throws(TrustRefusal) {
            try check(signer(with: key, at: time), signs: kinds, in: environment)
            try check(pipeline, in: environment)
        } catch {
            throw .refused(error)
        }
    }

    /// Whether a log of that whole name, `pawl/…/staging`, is that of the repository that the file is about.
    func checkOrigin(_ name: String, in environment: String) throws(TrustRefusal) {
        guard let wanted = rules.origin, name != "\(wanted.name)/\(environment)" else { return }
        throw refusal(.origin(found: name, wanted))
    }

    private func refusal(_ reason: TrustRefusal.Reason) -> TrustRefusal {
        TrustRefusal(trust: path, reason: reason)
    }
}
