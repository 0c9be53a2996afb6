import DecisionLog
import GateModel

/// Which attempt at these two revisions a gate is: one more than the comparisons that the log has of them already, by the
/// same pipeline file on the same kind of host.
///
/// Each attempt alone lets one in twenty revisions pass that are worse by exactly what is tolerated; somebody who may
/// try again would let more and more of them pass.
func attempt(
    at candidate: Revision, from baseline: Revision, by source: Decision.PipelineSource,
    _ entries: [LogEntry],
    on host: HostClass?
) -> Int {
    1
        + entries.count { entry in
            let decision = entry.decision
            return decision.candidate.commit == candidate.commit
                && decision.baseline?.commit == baseline.commit
                && decision.pipeline.blob == source.blob && decision.context.host.hostClass == host
                && decision.kind.isOfAGate && decision.stages.contains { $0.stage == .regress }
        }
}
