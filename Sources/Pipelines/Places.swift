import GateModel

/// Gathers where the values of one file stand: those of the tree at once, the parts of a rule when it is parsed.
///
/// A class, because every reader of a section reports to the same one; it lives only while one file is read.
final class Places {
    private let source: SourceText
    private var places: [SourceMap.Path: SourceMap.Place] = [:]

    init(of root: SourceNode, in source: SourceText) {
        self.source = source
        addChildren(of: root, at: SourceMap.Path([]))
    }

    var map: SourceMap { SourceMap(file: source.path, lines: source.allLines, places: places) }

    /// A rule's text stands where the rule does, also where it is the `rule` of a long one; so do its parts.
    func add(_ syntax: RuleSyntax, of node: SourceNode, at path: SourceMap.Path) {
        places[path] = SourceMap.Place(value: node.span)
        var parts = [("metric", syntax.metric.range), ("limit", syntax.condition.limitRange)]
        if let statistic = syntax.statistic { parts.append(("statistic", statistic.range)) }
        if case .compare(let comparison, _) = syntax.condition {
            parts.append(("comparison", comparison.range))
        }
        if let versus = syntax.versus { parts.append(("versus", versus.range)) }
        for (part, range) in parts { places[path / part] = SourceMap.Place(value: node.span(of: range)) }
        for (index, name) in syntax.names.enumerated() {
            places[path / "for" / "\(index)"] = SourceMap.Place(value: node.span(of: name.range))
        }
    }

    /// A limit that stands alone: that of `cpu`, or of a rule's `warn`.
    func add(limit range: Range<Int>, of node: SourceNode, at path: SourceMap.Path) {
        places[path / "limit"] = SourceMap.Place(value: node.span(of: range))
    }

    private func addChildren(of node: SourceNode, at path: SourceMap.Path) {
        switch node.content {
        case .scalar: return
        case .sequence(let items) where path == "stages":
            for item in items { addStage(item, at: path) }
        case .sequence(let items):
            for (index, item) in items.enumerated() { add(item, key: nil, at: path / "\(index)") }
        case .mapping(let entries):
            for entry in entries { add(entry.value, key: entry.keySpan, at: path / entry.key) }
        }
    }

    private func add(_ node: SourceNode, key: SourceSpan?, at path: SourceMap.Path) {
        places[path] = SourceMap.Place(key: key, value: node.span)
        addChildren(of: node, at: path)
    }

    /// `- regress:` with its settings, or only `- compat`.
    private func addStage(_ item: SourceNode, at path: SourceMap.Path) {
        if case .scalar(let name) = item.content {
            places[path / name.text] = SourceMap.Place(key: item.span, value: item.span)
        } else {
            addChildren(of: item, at: path)
        }
    }
}

extension RuleSyntax.Condition {
    /// `+5% or +0.02ms` of `<= +5% or +0.02ms`, `1..10` of `in 1..10`.
    var limitRange: Range<Int> {
        switch self {
        case .compare(_, let limits): limits.range
        case .range(let lower, let upper): lower.range.lowerBound..<upper.range.upperBound
        }
    }
}

extension RuleSyntax.Limits {
    var range: Range<Int> { first.range.lowerBound..<(second ?? first).range.upperBound }
}
