import GateModel

extension PipelineReader {
    /// The stages in the file's order; an order that cannot be run is reported.
    func stages(_ entry: SourceNode.Entry, _ declarations: Declarations, hasRollback: Bool) -> [Stage] {
        guard case .sequence(let items) = entry.value.content, !items.isEmpty else {
            let isEmpty = if case .sequence = entry.value.content { true } else { false }
            problems.report(
                Fault(
                    entry.keySpan,
                    isEmpty ? "there is no stage" : "expected a list of stages, found \(entry.value.kind)",
                    hint: "write a line '- regress:' for each"))
            return []
        }
        let named = items.compactMap(named)
        for (index, stage) in named.enumerated() {
            if let fault = disorder(stage, before: named[..<index], after: named[(index + 1)...]) {
                problems.report(fault)
            }
            if stage.name == .deploy, !hasRollback {
                problems.report(
                    Fault(
                        stage.span, "'deploy' without 'rollback'",
                        hint: "declare 'rollback: { scripts: rollback/NAME }' at the top level"))
            }
        }
        let reader = StageReader(declarations: declarations, problems: problems, places: places)
        let stages = items.compactMap(reader.stage)
        let unprovable = stages.flatMap {
            $0.unprovableRules(pairs: stages.pairs, operations: declarations.operations)
        }
        let map = places.map
        for found in unprovable where found.rule.blocks {
            let span = map.span(at: found.rule.position) ?? entry.keySpan
            problems.report(Fault(span, found.text, hint: found.hint))
        }
        return stages
    }

    /// Whether no stage needs an operation: a suite is run, and perhaps the candidate is deployed.
    func asksNothing(_ entry: SourceNode.Entry) -> Bool {
        guard case .sequence(let items) = entry.value.content, !items.isEmpty else { return false }
        return items.allSatisfy { item in
            guard let name = named(item)?.name else { return false }
            return switch name {
            case .check, .deploy: true
            case .gate, .baseline, .compat, .regress, .memory, .scale, .watch: false
            }
        }
    }

    private struct NamedStage {
        let name: StageName
        let span: SourceSpan
    }

    /// Nil for anything but a stage, which ``StageReader`` reports.
    private func named(_ item: SourceNode) -> NamedStage? {
        switch item.content {
        case .mapping(let entries):
            entries.first.flatMap { entry in
                StageName(declared: entry.key).map { NamedStage(name: $0, span: entry.keySpan) }
            }
        case .scalar(let scalar):
            StageName(declared: scalar.text).map { NamedStage(name: $0, span: item.span) }
        case .sequence: nil
        }
    }

    private func disorder(_ stage: NamedStage, before: ArraySlice<NamedStage>, after: ArraySlice<NamedStage>)
        -> Fault?
    {
        let name = stage.name
        if let first = before.first(where: { $0.name == name }) {
            return Fault(
                stage.span, "the stage '\(name.rawValue)' is there twice, first on line \(first.span.line)")
        }
        switch name {
        case .baseline, .compat, .regress, .memory, .scale, .check:
            guard let late = before.first(where: { $0.name == .deploy || $0.name == .watch }) else {
                return nil
            }
            return Fault(
                stage.span, "'\(name.rawValue)' must come before '\(late.name.rawValue)'",
                hint: "what is measured after the deploy cannot stop it")
        case .deploy, .gate: return nil
        case .watch:
            if before.contains(where: { $0.name == .deploy }) { return nil }
            return after.contains { $0.name == .deploy }
                ? Fault(stage.span, "'watch' must come after 'deploy'")
                : Fault(stage.span, "'watch' without 'deploy'", hint: "it watches what 'deploy' has deployed")
        }
    }
}
