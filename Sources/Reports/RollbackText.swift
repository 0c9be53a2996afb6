package import GateModel

/// What `pawl rollback` prints: the plan before it runs, and what came of it.
package enum RollbackText {
    /// One line for each step, with the blob that it runs.
    package static func text(_ plan: RollbackPlan, style: Style = .plain) -> String {
        let heading = Block.paragraph(
            .strong("rollback  \(plan.from.commit.short) → \(plan.to.commit.short)"), "  \(plan.to.summary)")
        var table = Table(indent: 2, gap: 2)
        for step in plan.steps {
            table.add(
                "\(step.number)", "\(step.script.path)",
                .quiet("blob \(step.script.blob.short) of \(step.script.commit.short)"))
        }
        let left = plan.leftForPeople.map { change in
            Block.paragraph(.caution("left for people"), ": \(change) loses data when it is undone")
        }
        return Document([heading] + table.block + left).text(style)
    }

    package static func text(
        _ report: RollbackReport, pipeline: String, environment: String, style: Style = .plain
    ) -> String {
        Document([
            .timeline(RollbackTimeline(report: report, pipeline: pipeline, environment: environment))
        ]).text(style)
    }
}
