import GateModel
import Reports

extension Examples {
    static let log = [
        line(0, decision(.adopted, baseline: nil, reason: "ran before the log began")),
        line(
            1, decision(.block(.init(stages: violations))),
            evidence: [
                LogLine.EvidenceDigest(name: "evidence.json.gz", sha256: digits("ee", 64), size: 48_213)
            ]),
        line(2, decision(.deployed(.init(stages: passes)), refersTo: [digits("7c4a9e1", 64)])),
        line(3, decision(.rollbackStarted(rollbackPlan), reason: "too slow at noon")),
        line(
            4,
            decision(
                .rolledBack(
                    report(.cleanUpLeft(["20260714-payment-index"]), [result(1, exit0, 2.04)])))),
    ]

    static func line(
        _ index: Int, _ decision: Decision, evidence: [LogLine.EvidenceDigest] = []
    ) -> LogLine {
        LogLine(
            index: index, leaf: digits("7c4a9e\(index)", 64), commit: id("e\(index)"),
            signer: "ci@example.org",
            decision: decision, evidence: evidence)
    }

    /// At 2026-07-14T09:30:05Z: 20,648 days and 34,205 seconds after 1970 began.
    static func decision(
        _ body: Decision.Body, baseline: Revision? = baseline, candidate: Revision = candidate,
        environment: String = "staging", reason: String? = nil, refersTo: [String] = []
    ) -> Decision {
        Decision(
            Decision.Header(
                environment: environment, pipeline: source, candidate: candidate, baseline: baseline,
                reason: reason,
                context: Decision.Context(
                    actor: "anna", host: Decision.Host(cores: 2, kernel: "6.1.0", loadThousandths: 412),
                    pawl: "0.1.0", judging: "1", time: 1_784_021_405, run: "r-17"), refersTo: refersTo),
            body)
    }
}
