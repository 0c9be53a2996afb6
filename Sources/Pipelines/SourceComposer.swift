import GateModel
import YAML

/// Makes the tree of a pipeline file from its YAML, within bounds that no honest file reaches.
struct SourceComposer {
    private static let maximumBytes = 1 << 20
    /// Bounded because the column of each value is counted from the start of its line.
    private static let maximumLineBytes = 4096
    private static let limits = YAMLLimits(depth: 50, values: 10_000, extras: .refused)

    private let source: SourceText

    /// - Throws: What stops the YAML parser, or the first use of YAML that pipeline files may not make.
    static func compose(_ source: SourceText) throws(Fault) -> SourceNode {
        guard source.text.utf8.count <= maximumBytes else {
            throw Fault(SourceSpan(line: 1, column: 1, length: 1), "the file is larger than 1 MiB")
        }
        for number in 1..<(source.lineCount + 1) where source.line(number).utf8.count > maximumLineBytes {
            throw Fault(SourceSpan(line: number, column: 1, length: 1), "the line is longer than 4096 bytes")
        }
        let root: YAMLNode
        do throws(YAMLError) {
            root = try YAMLNode.parse(source.text.utf8, within: limits)
        } catch {
            throw Fault(error, in: source)
        }
        return SourceComposer(source: source).node(root)
    }

    private func node(_ node: YAMLNode) -> SourceNode {
        let span = source.span(of: node.place)
        return switch node.content {
        case .scalar(let scalar): self.scalar(scalar, at: span)
        case .sequence(let items): SourceNode(content: .sequence(items.map(self.node)), span: span)
        case .mapping(let entries): SourceNode(content: .mapping(entries.map(entry)), span: span)
        }
    }

    private func entry(_ entry: YAMLNode.Entry) -> SourceNode.Entry {
        let key = scalar(entry.key, at: source.span(of: entry.keyPlace))
        return SourceNode.Entry(key: entry.key.text, keySpan: key.span, value: node(entry.value))
    }

    private func scalar(_ scalar: YAMLNode.Scalar, at start: SourceSpan) -> SourceNode {
        let places = ScalarPlaces(of: scalar, at: start, in: source)
        let after = places.map { source.rest(of: $0.end.line, from: $0.end.column) } ?? ""
        let content = SourceNode.Scalar(
            text: scalar.text, isPlain: scalar.style == .plain, places: places,
            isCutByComment: scalar.style == .plain && after.drop { $0 == " " }.hasPrefix("#"))
        var length = 1
        if let end = places?.end, end.line == start.line {
            length = max(1, end.column + (scalar.style == .quoted ? 1 : 0) - start.column)
        }
        return SourceNode(
            content: .scalar(content),
            span: SourceSpan(line: start.line, column: start.column, length: length))
    }
}

extension SourceText {
    func span(of place: YAMLPlace) -> SourceSpan { span(line: place.line, scalarColumn: place.column) }
}
