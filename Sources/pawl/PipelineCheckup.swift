import GateModel
import Orchestration
import Reports

/// Looks at one pipeline: whether a gate of HEAD could begin, and what noise was recorded for it.
struct PipelineCheckup {
    let pipeline: String
    let environment: String?
    let options: SessionOptions

    func check(_ checkup: inout Checkup) {
        do {
            let session = try options.session(needsKey: false, interrupts: nil)
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
            of: options.log(plan.environment), in: options.repository, pipeline: pipeline)
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
            let sigma = assessment.sigma.map { "σ_d \(significant($0)): " } ?? ""
            let text = assessment.grade == .quiet ? sigma + assessment.text : assessment.text
            checkup.add(
                topic, assessment.grade == .quiet ? .good : .weak,
                "\(metric.operation ?? metric.metric), in entry \(newest.source.index): \(text)",
                hint: assessment.advice)
        }
    }
}
