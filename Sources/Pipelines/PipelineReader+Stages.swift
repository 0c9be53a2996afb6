import GateModel

extension PipelineReader {
    /// The stages in the file's order, which must be an order that can be run.
    func stages(_ entry: SourceNode.Entry, _ declarations: Declarations, hasRollback: Bool) -> [Stage] {
        guard case .sequence(let items) = entry.value.content, !items.isEmpty else {
            problems.report(
                Fault(
                    entry.keySpan, "expected a list of stages, found \(entry.value.kind)",
                    hint: "write a line '- regress:' for each"))
            return []
        }
        let places = items.compactMap(place)
        for (index, place) in places.enumerated() {
            if let fault = disorder(place, before: places[..<index], after: places[(index + 1)...]) {
                problems.report(fault)
            }
            if place.name == .deploy, !hasRollback {
                problems.report(
                    Fault(
                        place.span, "'deploy' without 'rollback'",
                        hint: "declare 'rollback: { scripts: rollback/NAME }' at the top level"))
            }
        }
        let reader = StageReader(declarations: declarations, problems: problems)
        let stages = items.compactMap(reader.stage)
        let shortfalls = stages.flatMap {
            $0.shortfalls(pairs: stages.pairs, operations: declarations.operations)
        }
        for shortfall in shortfalls where shortfall.rule.blocks { problems.report(shortfall.fault) }
        return stages
    }

    private struct Place {
        let name: StageName
        let span: Span
    }

    /// Nil for what is no stage; its reader reports it.
    private func place(_ item: SourceNode) -> Place? {
        switch item.content {
        case .mapping(let entries):
            entries.first.flatMap { entry in
                StageName(rawValue: entry.key).map { Place(name: $0, span: entry.keySpan) }
            }
        case .scalar(let scalar): StageName(rawValue: scalar.text).map { Place(name: $0, span: item.span) }
        case .sequence: nil
        }
    }

    private func disorder(_ place: Place, before: ArraySlice<Place>, after: ArraySlice<Place>) -> Fault? {
        let name = place.name
        if let first = before.first(where: { $0.name == name }) {
            return Fault(
                place.span, "the stage '\(name.rawValue)' is there twice, first on line \(first.span.line)")
        }
        switch name {
        case .baseline, .compat, .regress, .memory, .scale:
            guard let late = before.first(where: { $0.name == .deploy || $0.name == .watch }) else {
                return nil
            }
            return Fault(
                place.span, "'\(name.rawValue)' must come before '\(late.name.rawValue)'",
                hint: "what is measured after the deploy cannot stop it")
        case .deploy: return nil
        case .watch:
            if before.contains(where: { $0.name == .deploy }) { return nil }
            return after.contains { $0.name == .deploy }
                ? Fault(place.span, "'watch' must come after 'deploy'")
                : Fault(place.span, "'watch' without 'deploy'", hint: "it watches what 'deploy' has deployed")
        }
    }
}
