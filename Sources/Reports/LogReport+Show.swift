import GateModel

extension LogReport {
    static func headline(_ line: LogLine) -> Block {
        let decision = line.decision
        return .heading(
            [
                .strong("entry \(line.index)  \(decision.kind.rawValue)"),
                "  \(decision.pipeline.name) \(decision.candidate.commit.short) → \(decision.environment)",
            ], aside: [line.outcome])
    }

    static func identity(_ line: LogLine) -> [Block] {
        let decision = line.decision
        var table = Table()
        table.add("leaf", "\(line.leaf)")
        table.add("commit", "\(line.commit)")
        table.add("signed by", "\(line.signer)")
        table.add("candidate", "\(decision.candidate.commit)  \(decision.candidate.summary)")
        table.add("", "tree \(decision.candidate.tree)")
        if let baseline = decision.baseline {
            table.add("baseline", "\(baseline.commit)  \(baseline.summary)")
            table.add("", "tree \(baseline.tree)")
        }
        table.add("pipeline", "\(decision.pipeline.path)")
        table.add("", "blob \(decision.pipeline.blob)")
        table.add("", "sha256 \(decision.pipeline.sha256)")
        for leaf in decision.refersTo { table.add("refers to", "\(leaf)") }
        return table.block
    }

    static func pipelineChange(_ line: LogLine) -> [Block] {
        line.decision.pipelineChange?.blocks(path: line.decision.pipeline.path) ?? []
    }

    static func context(_ line: LogLine) -> [Block] {
        let context = line.decision.context
        var table = Table()
        table.add("time", "\(utcText(context.time))")
        if context.clockBehind > 0 {
            table.add(
                "", .caution("the writer's own clock was \(secondsText(Double(context.clockBehind))) behind"))
        }
        table.add("actor", "\(context.actor)")
        if let reason = line.decision.reason { table.add("reason", "\(reason)") }
        table.add("run", "\(context.run)")
        let load = significant(Double(context.host.loadThousandths) / 1000)
        table.add("host", "\(counted(context.host.cores, "core")), \(context.host.kernel), load \(load)")
        if let hostClass = context.host.hostClass {
            table.add("", "\(hostClass.text)  class \(hostClass.digest)")
        }
        if let isolation = line.decision.isolation { table.add("isolation", "\(isolation)") }
        table.add("pawl", "\(context.pawl), judging \(context.judging)")
        return table.block
    }

    static func evidence(_ digest: LogLine.EvidenceDigest) -> Block {
        .verbatim(["evidence \(digest.name)  \(digest.size) bytes  sha256 \(digest.sha256)"])
    }

    static func stages(_ line: LogLine) -> [Block] {
        var table = Table()
        for result in line.decision.stages {
            let unlisted = result.tally?.unlisted ?? 0
            table.add(
                "\(result.stage.rawValue)", result.verdict.piece, "\(secondsText(result.seconds))",
                unlisted == 0
                    ? ""
                    : .caution(
                        "\(counted(unlisted, "rule")) that did not pass are not listed: no room in the entry")
            )
        }
        return table.block
    }

    /// All of them, and the warnings of passes.
    ///
    /// - Parameter source: of the pipeline file that was in force; nil where nobody kept it.
    static func blocks(_ line: LogLine, _ source: SourceMap?) -> [Block] {
        JudgementBlocks(line.decision.stages).blocks.map { $0.block(source: source) }
            + warningBlocks(line.decision.stages)
    }

    /// The numbers of what passed, where the evidence is there to tell them.
    static func passes(_ line: LogLine) -> [Block] {
        let passed = line.decision.stages.flatMap(\.judgements).filter { $0.verdict == .pass }
        guard !passed.isEmpty else { return [] }
        var table = Table(indent: 2, gap: 2, isWide: true)
        for judgement in passed {
            let value = judgement.demand.rule == nil ? judgement.numbers.samples?.text : judgement.comparison
            table.add("\(judgement.id)", "\(value ?? "")")
        }
        return [.paragraph(.strong("passed"))] + table.block
    }

    static func plan(_ line: LogLine) -> [Block] {
        guard let plan = line.decision.rollbackPlan else { return [] }
        var table = Table(indent: 2, gap: 2, isWide: true)
        for step in plan.steps {
            table.add(
                "\(step.number)", "\(step.action)", "\(step.script.path)", "blob \(step.script.blob)",
                "within \(durationText(step.timeout))")
        }
        let heading =
            "plan  \(plan.from.commit.short) → \(plan.to.commit.short), within \(durationText(plan.budget))"
        let left = plan.leftForPeople.map { Block.paragraph(.caution("left for people: "), "\($0)") }
        return [.paragraph(.strong(heading))] + table.block + left
    }

    static func rollback(_ line: LogLine) -> [Block] {
        guard let report = line.decision.rollback else { return [] }
        return [
            .timeline(
                RollbackTimeline(
                    report: report, pipeline: line.decision.pipeline.name,
                    environment: line.decision.environment))
        ]
    }
}
