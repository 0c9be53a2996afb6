import Cryptography
import DecisionLog
import GateModel
import Git
import JSON
import Measuring
import Processes

/// A file that a gate keeps while it measures, by which another one can drop the states that it would leave behind if it
/// were killed: from which pipeline and commit the command comes, and which names of states are its own.
///
/// Sealed under the signing key, so that nothing that is measured can have others' states dropped.
final class RunMark: Sendable {
    private let directory: TemporaryDirectory

    static let prefix = "pawl-run-"
    private static let name = "mark"
    private static let sizeLimit = 1 << 16

    /// Nil where all of a state is files, which go with their directory.
    init?(of plan: Plan, in session: CommandContext, key: SigningKey) throws {
        guard let data = plan.pipeline.subject.data, !data.isFiles, let owner = ProcessOwner.current else {
            return nil
        }
        directory = try TemporaryDirectory(prefix: Self.prefix)
        let content = Content(
            owner: owner.text, states: StateName.ofThisProcess,
            repository: try Repository(discoverFrom: session.directory).gitDirectory,
            pipeline: plan.source, baseline: plan.baseline.commit)
        let bytes = try JCS.bytes(content)
        try durableWrite(
            Array("\(try Self.seal(bytes, key))\n".utf8) + bytes, to: "\(directory.path)/\(Self.name)",
            mode: 0o600)
    }

    struct Content: Hashable, Codable {
        /// As ``ProcessOwner/text``.
        let owner: String
        /// As ``StateName/ofThisProcess``.
        let states: String
        let repository: String
        let pipeline: Decision.PipelineSource
        /// Whose tree the command runs in.
        let baseline: ObjectID
    }

    /// What the mark in a directory says; nil where there is none, or this key has not sealed it for that owner.
    static func content(of directory: LeftDirectory, key: SigningKey) -> Content? {
        do {
            let bytes = try smallFile("\(directory.path)/\(name)", limit: sizeLimit)
            guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            let rest = Array(bytes[(end + 1)...])
            guard areEqualInConstantTime(Array(bytes[..<end]), Array(try seal(rest, key).utf8)) else {
                return nil
            }
            let content = try JCS.read(Content.self, from: rest)
            return content.owner == directory.owner.text ? content : nil
        } catch {
            return nil
        }
    }

    private static func seal(_ bytes: [UInt8], _ key: SigningKey) throws(SSHAgentError) -> String {
        hexadecimal(hmacSHA256(bytes, key: try key.derivedSecret(for: "pawl run mark v1")))
    }
}
