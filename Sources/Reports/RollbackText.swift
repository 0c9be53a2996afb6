package import GateModel

/// What `pawl rollback` prints: the plan before it runs, and what came of it.
package enum RollbackText {
    /// One line for each step, with the blob that it runs.
    package static func text(_ plan: RollbackPlan, style: Style = .plain) -> String {
        var page = Page()
        page.add(
            .strong("rollback  \(plan.from.commit.short) → \(plan.to.commit.short)"), "  \(plan.to.summary)")
        var table = Table()
        for step in plan.steps {
            table.add(
                "\(step.number)", "\(step.script.path)",
                .quiet("blob \(step.script.blob.short) of \(step.script.commit.short)"))
        }
        page.add(table.lines(indent: "  ", gap: 2))
        for change in plan.leftForPeople {
            page.add(.caution("left for people"), ": \(change) loses data when it is undone")
        }
        return page.text(style)
    }

    package static func text(
        _ report: RollbackReport, pipeline: String, environment: String, style: Style = .plain
    ) -> String {
        var page = Page()
        page.add(RollbackTimeline(report: report, pipeline: pipeline, environment: environment).lines)
        return page.text(style)
    }
}
