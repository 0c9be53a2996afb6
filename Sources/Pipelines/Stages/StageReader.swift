import GateModel

/// Reads what all stages have in common; each kind of stage has a file of its own.
struct StageReader {
    let declarations: Declarations
    let problems: Problems
    let places: Places

    func stage(_ item: SourceNode) -> Stage? {
        guard let entry = entry(item), let name = name(of: entry) else { return nil }
        var keys = KeyReader(
            entry.value, of: "'\(name.rawValue)'", at: entry.keySpan,
            problems: problems)
        if let refusal = declarations.subject.refusal(of: name, at: entry.keySpan) {
            problems.report(refusal)
        }
        let operations = operations(&keys, name, at: entry.keySpan)
        var rules = rules(&keys, name, operations)
        let within =
            name == .deploy ? nil : keys.optional("within", SourceNode.duration)
        let kind = kind(&keys, name, rules, operations, at: entry.keySpan)
        if case .regress(let settings) = kind {
            rules += processorRule(&keys, settings, beside: rules, at: entry.keySpan).map { [$0] } ?? []
        }
        keys.finish()
        guard let kind else { return nil }
        return Stage(
            kind: kind, rules: rules, operations: operations, within: within,
            position: problems.position(of: entry.keySpan))
    }

    /// The stage of an item such as `- regress:` with settings, or `- compat` alone; anything else is reported, and nil.
    private func entry(_ item: SourceNode) -> SourceNode.Entry? {
        switch item.content {
        case .mapping(let entries) where entries.count == 1: return entries[0]
        case .scalar(let scalar) where !item.isNull:
            let nothing = SourceNode.Scalar(text: "", isPlain: true, places: nil, isCutByComment: false)
            let value = SourceNode(content: .scalar(nothing), span: item.span)
            return SourceNode.Entry(key: scalar.text, keySpan: item.span, value: value)
        case .mapping, .sequence, .scalar:
            problems.report(
                Fault(
                    item.span, "expected one stage, found \(item.kind)",
                    hint: "write '- regress:' and indent its settings by four"))
            return nil
        }
    }

    private func name(of entry: SourceNode.Entry) -> StageName? {
        if let name = StageName(declared: entry.key) { return name }
        let names = StageName.declarable.map(\.rawValue)
        problems.report(
            Fault(
                entry.keySpan, "unknown stage \(quoted(entry.key))",
                hint: hint(for: entry.key, among: names)))
        return nil
    }

    private func operations(_ keys: inout KeyReader, _ name: StageName, at span: SourceSpan) -> [String] {
        switch name {
        case .check, .deploy, .gate: return []
        case .watch: return watchedOperations(&keys, at: span)
        case .baseline, .compat, .regress, .memory, .scale:
            guard let entry = keys.entry("only") else { return declarations.operations.map(\.name) }
            return named(entry.value)
        }
    }

    /// The operations that a list of operations and groups names, in the file's order.
    func named(_ node: SourceNode) -> [String] {
        let names = problems.attempt { () throws(Fault) in
            try node.list { node throws(Fault) in
                try declarations.operations(named: try node.text(), at: node.span)
            }
        }
        guard let names else { return declarations.operations.map(\.name) }
        if names.isEmpty { problems.report(Fault(node.span, "the list is empty")) }
        let wanted = Set(names.joined())
        return declarations.operations.map(\.name).filter(wanted.contains)
    }

    private func rules(_ keys: inout KeyReader, _ name: StageName, _ operations: [String]) -> [Rule] {
        switch name {
        case .deploy, .gate: return []
        case .compat: return noRules(&keys, name, "every difference in what is promised counts")
        case .check:
            return noRules(&keys, name, "the exit status of 'run' decides, or with 'read: junit' its cases")
        case .baseline:
            guard let entry = keys.entry("rules") else { return [] }
            return rules(entry.value, name, operations)
        case .regress, .memory, .scale, .watch:
            guard let entry = keys.requiredEntry("rules") else { return [] }
            if case .sequence(let items) = entry.value.content, items.isEmpty {
                problems.report(Fault(entry.keySpan, "'\(name.rawValue)' without rules decides nothing"))
            }
            return rules(entry.value, name, operations)
        }
    }

    /// Reports `rules` of a stage that judges by something else.
    private func noRules(_ keys: inout KeyReader, _ name: StageName, _ hint: String) -> [Rule] {
        guard let entry = keys.entry("rules") else { return [] }
        problems.report(Fault(entry.keySpan, "'\(name.rawValue)' has no rules", hint: hint))
        return []
    }

    private func rules(_ node: SourceNode, _ name: StageName, _ operations: [String]) -> [Rule] {
        RulesReader(
            stage: name, declarations: declarations, operations: operations, problems: problems,
            places: places
        ).rules(node)
    }

    private func kind(
        _ keys: inout KeyReader, _ name: StageName, _ rules: [Rule], _ operations: [String],
        at span: SourceSpan
    ) -> Stage.Kind? {
        switch name {
        case .gate: nil
        case .baseline: baseline(&keys)
        case .compat: compat(&keys)
        case .regress: regress(&keys)
        case .memory: memory(&keys)
        case .scale: scale(&keys, rules)
        case .check: check(&keys)
        case .deploy: deploy(&keys)
        case .watch: watch(&keys, rules, operations: operations.count, at: span)
        }
    }
}
