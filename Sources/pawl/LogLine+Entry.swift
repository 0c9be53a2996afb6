import DecisionLog
import GateModel
import Reports

extension LogLine {
    /// With its evidence, every judgement of the stages; without, those that the entry itself records.
    init(_ entry: LogEntry, evidence: Evidence? = nil) {
        self.init(
            index: entry.index, leaf: entry.leafHex, commit: entry.commit, signer: entry.signer,
            decision: evidence.map { evidence in entry.decision.changingStages { _ in evidence.results } }
                ?? entry.decision,
            evidence: entry.evidence.map { EvidenceDigest(name: $0.name, sha256: $0.sha256, size: $0.size) })
    }
}
