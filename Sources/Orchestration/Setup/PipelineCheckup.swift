import DecisionLog
package import GateModel

/// Looks at one pipeline: whether a gate of HEAD could begin, and what noise was recorded for it.
package struct PipelineCheckup {
    private let pipeline: String
    private let environment: String?
    private let session: CommandContext

    /// - Parameter environment: Nil: the one that the pipeline file names.
    package init(pipeline: String, environment: String?, in session: CommandContext) {
        self.pipeline = pipeline
        self.environment = environment
        self.session = session
    }

    package func check(_ checkup: inout Checkup) {
        do {
            let request = GateRequest(
                pipeline: pipeline, candidate: "HEAD", environment: environment, seed: nil, keepsGoing: false)
            let plan = try Orchestration.plan(request, in: session)
            checkup.add(
                "pipeline", .good,
                "\(plan.source.path): \(plan.candidate.commit.short) against \(plan.baseline.commit.short) in \(plan.environment)"
            )
            for note in plan.notes { checkup.add("plan", .note, note) }
            try checkBaselines(plan, here: session.context.host.hostClass, &checkup)
        } catch {
            checkup.add("pipeline", .missing, error: "\(error)")
        }
    }

    /// The newest that was recorded on a host like this.
    private func checkBaselines(_ plan: Plan, here: HostClass?, _ checkup: inout Checkup) throws {
        let recorded = try RecordedBaselines(
            of: session.log(of: plan.environment).open(), in: session.directory, pipeline: pipeline)
        guard let newest = recorded.baselines.last(where: { $0.hostClass == here && here != nil }) else {
            let elsewhere = recorded.baselines.isEmpty ? "" : "; \(recorded.baselines.count) from other hosts"
            checkup.add(
                "baseline", .weak, "none on a host like this yet\(elsewhere)",
                hint: "the first gate records one")
            return
        }
        let topic = "baseline \(newest.revision.commit.short)"
        for metric in newest.measured {
            guard let assessment = metric.assessment else { continue }
            checkup.add(
                topic, assessment, of: "\(metric.operation ?? metric.metric), in entry \(newest.source.index)"
            )
        }
    }
}
