package import GateModel

/// Which attempt at these two revisions a gate is: one more than the comparisons that the log has of them already, by the
/// same pipeline file on the same kind of host.
///
/// Each attempt alone lets one in twenty revisions pass that are worse by exactly what is tolerated; somebody who may
/// try again would let more and more of them pass.
package func attempt(
    at candidate: Revision, from baseline: Revision, by source: Decision.PipelineSource,
    in heads: some Collection<LogHead>, on host: HostClass?
) -> Int {
    1
        + heads.count { head in
            head.candidate.commit == candidate.commit && head.baseline?.commit == baseline.commit
                && head.pipeline.blob == source.blob && head.hostClass == host && head.kind.isOfAGate
                && head.stages.contains(.regress)
        }
}
