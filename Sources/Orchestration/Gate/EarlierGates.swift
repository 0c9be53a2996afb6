import DecisionLog
import GateModel
import Judging

/// What the log has of earlier gates of one pipeline in one environment, on a host like this: for the plan's notes, and for the
/// noise that stage `baseline` need not measure again.
///
/// Any revision's noise will do: it is the host's and the service's, and hardly that of one change.
struct EarlierGates {
    /// The newest first; none where the host does not say what it is.
    let entries: [LogEntry]
    private let log: DecisionLog

    init(of pipeline: Pipeline, _ entries: [LogEntry], on host: HostClass?, in log: DecisionLog) {
        self.log = log
        let alike = RecordedSide.all(in: entries).map(\.entry).filter { entry in
            host != nil && entry.decision.pipeline.name == pipeline.name
                && entry.decision.context.host.hostClass == host
        }
        // A gate has an entry once, whatever it recorded of either side.
        self.entries = alike.reversed().reduce(into: []) { found, entry in
            if found.last?.index != entry.index { found.append(entry) }
        }
    }

    /// Shows the evidence of one gate after the other until `body` has seen enough; pruned evidence is passed over.
    func readEvidence(_ body: (LogEntry, Evidence) throws -> Bool) throws {
        try log.readEvidence(of: entries) { entry, evidence in
            guard let evidence else { return true }
            return try body(entry, evidence)
        }
    }
}

/// The noise that the newest gate by the same pipeline file measured or had, once it was seen.
enum FoundNoise {
    case open
    /// Nil where that gate's stage `baseline` did not pass, or its process pairs were not steady: it is measured anew then.
    case settled(RecordedNoise?)

    var isOpen: Bool {
        if case .open = self { true } else { false }
    }

    var noise: RecordedNoise? {
        if case .settled(let noise) = self { noise } else { nil }
    }

    /// - Parameter source: Of the gate that is planned. Of another file the same rule may be about other requests.
    mutating func see(
        _ evidence: Evidence, of entry: LogEntry, _ pipeline: Pipeline, _ source: Decision.PipelineSource
    ) {
        guard isOpen, entry.decision.pipeline.blob == source.blob, evidence.pipeline.blob == source.blob,
            let regress = pipeline.stage(.regress),
            let run = evidence.runs.first(where: { $0.stage == .baseline })
        else { return }
        guard evidence.isSteady else {
            self = .settled(nil)
            return
        }
        self = .settled(RecordedNoise(of: run, for: regress, index: entry.index, leaf: entry.leafHex))
    }
}

extension Evidence {
    /// Whether stage `baseline` passed, and no later stage found that what was measured changed meanwhile.
    fileprivate var isSteady: Bool {
        guard results.first(where: { $0.stage == .baseline })?.verdict == .pass else { return false }
        return !results.contains { result in
            result.judgements.contains { judgement in
                if case .inconclusive(let why) = judgement.verdict { why.reason == .notSteady } else { false }
            }
        }
    }
}
