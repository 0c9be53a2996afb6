import GateModel
import JSON
import Reports

@testable import DecisionLog

extension FuzzTarget {
    /// What a log holds: it may come from a remote that others write.
    static let logTargets = [
        FuzzTarget(refusing: "signed-commit") { bytes in
            let commit = try SignedCommit(parsing: bytes)
            _ = commit.signature.verifies(commit.signedBytes, namespace: EntryCommit.signatureNamespace)
            promise(commit.signedBytes.count < bytes.count, "the signed bytes lack the signature")
        },
        FuzzTarget(refusing: "envelope") { bytes in
            let short = DSSEEnvelope(
                canonical: bytes, payloadType: EntryStatement.payloadType, keyID: keyID)
            let envelope = try DSSEEnvelope(parsing: bytes)
            if let short {
                promise(short.canonicalBytes == bytes, "a canonical envelope is written the same")
                promise(short == envelope, "both ways to read an envelope agree")
            }
            let canonical = envelope.canonicalBytes
            let again = reread("a canonical envelope") { try DSSEEnvelope(parsing: canonical) }
            promise(again == envelope, "an envelope reads back")
        },
        FuzzTarget(refusing: "statement") { bytes in
            let statement = try EntryStatement(parsing: bytes)
            promise(reread("a statement") { try statement.payload() } == bytes, "it is written the same")
            let commit = EntryCommit(
                tree: statement.decision.candidate.tree, parent: nil, statement: statement, leaf: .leaf(bytes)
            )
            promise(commit.summary.split(separator: "\n").count == 1, "a commit's summary is one line")
            show(statement.decision)
        },
        FuzzTarget(refusing: "evidence") { bytes in
            let evidence = try Evidence(decoding: bytes, ofEntry: 0)
            promise(reread("evidence") { try evidence.encoded() } == bytes, "it is written the same")
            let header = Decision.Header(
                environment: "staging", pipeline: evidence.pipeline, candidate: evidence.candidate,
                baseline: evidence.baseline,
                context: Decision.Context(
                    actor: "anna", host: .init(cores: 2, kernel: "6.1", loadThousandths: 0), pawl: "0",
                    judging: "0", time: 0, run: "run"))
            show(Decision(header, .block(Decision.Judged(stages: evidence.results))))
        },
        FuzzTarget(refusing: "pending") { bytes in
            _ = try PendingStatement(parsing: bytes, trust: .nobody, environment: "staging")
        },
    ]

    /// As `pawl log list` and `pawl log show` do.
    private static func show(_ decision: Decision) {
        let line = LogLine(
            index: 0, leaf: "00", commit: decision.candidate.commit, signer: "anna@example.org",
            decision: decision,
            evidence: [])
        _ = LogReport.list([line])
        _ = LogReport.show(line)
        _ = LogReport.json(line, statement: .null)
    }

    private static let keyID = "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
}
