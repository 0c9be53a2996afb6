package import GateModel

/// What `pawl plan` prints: what a gate would do.
package enum PlanReport {
    /// - Parameters:
    ///   - warning: What comes before all notes; nil: nothing.
    ///   - forecast: Of the comparisons; nil where there are none.
    ///   - scripts: What makes the load of a stage, where it is not Pawl itself; shown as it runs, to be cut out.
    ///   - isolation: How the judged code would be confined; nil where none of it runs here.
    package static func text(
        _ plan: Plan, warning: String? = nil, isolation: String? = nil, forecast: ComparisonForecast? = nil,
        scripts: [(stage: StageName, text: String)] = [],
        style: Style = .plain
    ) -> String {
        let title = "PLAN  \(plan.pipeline.name) \(plan.candidate.commit.short) → \(plan.environment)"
        var document = Document(
            [.heading([.strong(title)], aside: [])], heading(plan, isolation),
            plan.pipelineChange?.blocks(path: plan.source.path) ?? [])
        for stage in plan.pipeline.stages {
            let settings = stage.settings(isExternal: plan.pipeline.subject.isExternal)
            document.add(
                [
                    .paragraph(.strong(stage.name.rawValue), "   \(stage.extent)"),
                    .paragraph("\(settings)", indent: 4),
                ] + rules(stage))
        }
        document.add(forecast.map(ForecastReport.blocks) ?? [])
        let notes = (warning.map { [$0] } ?? []) + plan.notes
        document.add(notes.map { .paragraph(.caution("note: "), "\($0)", hanging: 6) })
        for script in scripts {
            let lines = script.text.split(separator: "\n", omittingEmptySubsequences: false)
            document.add(
                [.paragraph(.strong("locustfile of \(script.stage.rawValue)"))]
                    + lines.map { .verbatim(["\(String($0))"]) })
        }
        return document.text(style)
    }

    private static func heading(_ plan: Plan, _ isolation: String?) -> [Block] {
        var table = Table()
        table.add("baseline", "\(plan.baseline.commit.short)  \(plan.baseline.summary)")
        table.add("candidate", "\(plan.candidate.commit.short)  \(plan.candidate.summary)")
        table.add("pipeline", "\(plan.source.blob.short)  \(plan.source.path)")
        if !plan.enforces {
            table.add("enforce", "no: a gate says what it would decide, and nothing follows")
        }
        if let budget = plan.pipeline.budget {
            table.add("budget", "\(durationText(budget)) for all stages before a deploy")
        }
        table.add("seed", "\(plan.seed)")
        if let isolation {
            let opened = plan.openings.lines.joined(separator: ", ")
            table.add("isolation", "\(isolation)\(opened.isEmpty ? "" : "; opened: \(opened)")")
        }
        if let rollback = plan.pipeline.rollback {
            table.add("rollback", "\(rollback.scripts), within \(durationText(rollback.within))")
        }
        return table.block
    }

    private static func rules(_ stage: Stage) -> [Block] {
        var table = Table(indent: 4)
        for rule in stage.rules {
            table.add("\(rule.text)", "\(counted(rule.judgements, "judgement"))", "\(rule.remarks)")
        }
        return table.block
    }
}

extension Stage {
    /// M, by which the level of each test of the stage is divided.
    fileprivate var extent: String {
        let judgements = rules.reduce(0) { $0 + $1.judgements }
        let judged = "\(counted(rules.count, "rule")), \(counted(judgements, "judgement"))"
        let time = within.map { "within \(durationText($0))" }
        return ([rules.isEmpty ? nil : judged, time].compactMap { $0 }).joined(separator: ", ")
    }
}

extension Rule {
    fileprivate var judgements: Int { max(1, operations.count) }

    /// How it differs from a rule that simply blocks.
    fileprivate var remarks: String {
        let warning = warn.map { ["warns beyond \(RuleDemand(self).text(of: $0))"] } ?? []
        let observing =
            switch mode {
            case .enforce: [String]()
            case .observe: ["only observes"]
            }
        let undecided =
            switch onInconclusive {
            case .block: [String]()
            case .lean: ["leans if undecided"]
            case .warn: ["does not block if undecided"]
            }
        return (warning + observing + undecided).joined(separator: ", ")
    }
}
