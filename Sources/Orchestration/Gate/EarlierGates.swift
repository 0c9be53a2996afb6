import DecisionLog
import GateModel
import Judging

/// What the log has of earlier gates of one pipeline in one environment, on a host like this: for the plan's notes, and for the
/// noise that stage `baseline` need not measure again.
///
/// Any revision's noise will do: it is the host's and the service's, and hardly that of one change.
struct EarlierGates {
    /// The newest first; none where the host does not say what it is.
    let heads: [LogHead]
    private let log: VerifiedLog

    init(of pipeline: Pipeline, on host: HostClass?, in log: VerifiedLog) throws {
        self.log = log
        let alike = RecordedSide.all(in: try log.heads).map(\.head).filter { head in
            host != nil && head.pipeline.name == pipeline.name && head.hostClass == host
        }
        // A gate has an entry once, whatever it recorded of either side.
        heads = alike.reversed().reduce(into: []) { found, head in
            if found.last?.index != head.index { found.append(head) }
        }
    }

    /// Shows the evidence of one gate after the other until `body` has seen enough; pruned evidence is passed over.
    func readEvidence(_ body: (LogHead, Evidence) throws -> Bool) throws {
        try log.readEvidence(of: heads) { head, evidence in
            guard let evidence else { return true }
            return try body(head, evidence)
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
        _ evidence: Evidence, of head: LogHead, _ pipeline: Pipeline, _ source: Decision.PipelineSource
    ) {
        guard isOpen, head.pipeline.blob == source.blob, evidence.pipeline.blob == source.blob,
            let regress = pipeline.stage(.regress),
            let run = evidence.runs.first(where: { $0.stage == .baseline })
        else { return }
        guard evidence.isSteady else {
            self = .settled(nil)
            return
        }
        self = .settled(RecordedNoise(of: run, for: regress, index: head.index, leaf: head.leafHex))
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
