import GateModel

extension RollbackTimeline {
    private static let outputLines = 8

    var lines: [Line] {
        [heading] + steps + output + state + ending
    }

    private var heading: Line {
        let plan = report.plan
        let changes = plan.steps.count { step in
            switch step.action {
            case .revert: true
            case .redeploy, .verify, .verifyChange: false
            }
        }
        let order = changes == 0 ? "no changes to revert" : "\(counted(changes, "change")), newest first"
        return Line(
            .strong("rollback  \(environment) \(plan.from.commit.short) → \(plan.to.commit.short)"),
            "     \(order), \(secondsText(report.seconds))")
    }

    private var steps: [Line] {
        var table = Table(indent: 1, gap: 2)
        for step in report.plan.steps {
            let object = step.action.change ?? report.plan.to.commit.short
            guard let result = result(of: step) else {
                table.add(.quiet("·"), "\(object)", "\(step.action.verb)", "not run")
                continue
            }
            let sign: Piece = result.succeeded ? .good("✓") : .bad("✗")
            table.add(
                sign, "\(object)", "\(step.action.verb)", "\(result.end)", "\(secondsText(result.seconds))")
        }
        return table.lines
    }

    private func result(of step: RollbackStep) -> RollbackReport.StepResult? {
        report.results.first { $0.number == step.number }
    }

    /// The end of what the failed step printed.
    private var output: [Line] {
        guard let failed = report.results.first(where: { !$0.succeeded }) else { return [] }
        return failed.output.split(separator: "\n").suffix(RollbackTimeline.outputLines).map {
            Line(.quiet("   │ "), "\($0)", overflow: .wrap("   │ "))
        }
    }

    private var state: [Line] {
        guard let digests = report.fingerprints, let before = digests.before else { return [] }
        guard let after = digests.after else { return [Line("state: no fingerprint after the rollback")] }
        return [
            Line(
                before == after
                    ? "state: the same as before the deploy"
                    : "state: not the same as before the deploy (recorded, not demanded)")
        ]
    }

    private var ending: [Line] {
        switch report.outcome {
        case .verified: []
        case .cleanUpLeft(let changes):
            [Line(.caution("left for people: "), "\(changes.joined(separator: ", "))", overflow: .wrap("  "))]
        case .notVerified, .failed, .unfinished:
            [
                Line("undone:      \(named(where: isDone))", overflow: .wrap("             ")),
                Line(.bad("not undone:  "), "\(named { !isDone($0) })", overflow: .wrap("             ")),
                Line(
                    .bad("page someone"), "; when it is mended, run ",
                    "'pawl rollback \(pipeline) --environment \(environment)' again", overflow: .wrap("  ")),
            ]
        }
    }

    private func isDone(_ step: RollbackStep) -> Bool { result(of: step)?.succeeded == true }

    /// What these steps take back; a verification takes nothing back.
    private func named(where isMeant: (RollbackStep) -> Bool) -> String {
        let names = report.plan.steps.filter(isMeant).compactMap { step -> String? in
            switch step.action {
            case .redeploy: "the deploy of \(report.plan.from.commit.short)"
            case .revert(let change): change
            case .verify, .verifyChange: nil
            }
        }
        return names.isEmpty ? "nothing" : names.joined(separator: ", ")
    }
}

extension RollbackStep.Action {
    var verb: String {
        switch self {
        case .redeploy: "redeploy"
        case .revert: "revert"
        case .verify, .verifyChange: "verify"
        }
    }
}
