package import GateModel

/// One entry of a decision log, as its reports need it.
package struct LogLine: Hashable, Sendable {
    package let index: Int
    /// The leaf hash in lower-case hexadecimal.
    package let leaf: String
    package let commit: ObjectID
    /// Whose key signed it.
    package let signer: String
    package let decision: Decision
    package let evidence: [EvidenceDigest]

    package init(
        index: Int, leaf: String, commit: ObjectID, signer: String, decision: Decision,
        evidence: [EvidenceDigest]
    ) {
        self.index = index
        self.leaf = leaf
        self.commit = commit
        self.signer = signer
        self.decision = decision
        self.evidence = evidence
    }

    package struct EvidenceDigest: Hashable, Sendable {
        package let name: String
        /// Lower-case hexadecimal.
        package let sha256: String
        /// Bytes.
        package let size: Int

        package init(name: String, sha256: String, size: Int) {
            self.name = name
            self.sha256 = sha256
            self.size = size
        }
    }

    /// What came of it: `regress violation`, `5 stages pass`, `verified`, `would block: regress violation`.
    var outcome: Piece {
        if let rollback = decision.rollback {
            return rollback.outcome.isVerified ? .good(rollback.outcome.word) : .bad(rollback.outcome.word)
        }
        if let plan = decision.rollbackPlan { return "back to \(plan.to.commit.short)" }
        let open = decision.stages.filter { $0.verdict != .pass }
        let advice = decision.kind == .advice
        guard !open.isEmpty else {
            return advice
                ? .quiet("would be approved")
                : decision.stages.isEmpty ? "" : .good("\(counted(decision.stages.count, "stage")) pass")
        }
        let words = open.map { "\($0.stage.rawValue) \($0.verdict.word)" }.joined(separator: ", ")
        if advice { return .caution("would block: \(words)") }
        return open.contains { $0.verdict == .violation } ? .bad(words) : .caution(words)
    }
}
