import Yams

/// Makes our tree of one YAML document, within bounds that no honest pipeline file reaches.
struct YAMLComposer {
    private static let maximumBytes = 1 << 20
    /// Columns are counted from a line's start for each value on it.
    private static let maximumLineBytes = 4096
    private static let maximumDepth = 50
    private static let maximumNodes = 10_000
    /// Aliases multiply: n of them make at most e^(n/e) nodes, 7,000 for 24. Yams hashes those in keys.
    private static let maximumAliases = 24

    private let source: SourceText
    private var nodes = 0

    /// - Throws: What stops the YAML parser, or the first thing that pipeline files do without.
    static func compose(_ source: SourceText) throws(Fault) -> YAMLNode {
        let start = Span(line: 1, column: 1, length: 1)
        guard source.text.utf8.count <= maximumBytes else {
            throw Fault(start, "the file is larger than 1 MiB")
        }
        for number in 1..<(source.lineCount + 1) where source.line(number).utf8.count > maximumLineBytes {
            throw Fault(Span(line: number, column: 1, length: 1), "the line is longer than 4096 bytes")
        }
        guard !mayBeBomb(source.text) else { throw anchorFault(at: start) }
        let parser: Parser
        let root: Node?
        do {
            // `.basic`: every scalar stays the text that it is.
            parser = try Parser(yaml: source.text, resolver: .basic, encoding: .utf8)
            root = try parser.singleRoot()
        } catch {
            throw fault(for: error, in: source)
        }
        guard let root else { throw Fault(start, "the file is empty", hint: "start with 'pawl: 1'") }
        var composer = YAMLComposer(source: source)
        // Nodes hold their anchors weakly; the parser owns them.
        return try withExtendedLifetime(parser) { () throws(Fault) -> YAMLNode in
            try composer.node(root, depth: 1)
        }
    }

    private init(source: SourceText) {
        self.source = source
    }

    private mutating func node(_ node: Node, depth: Int) throws(Fault) -> YAMLNode {
        let span = span(of: node)
        nodes += 1
        guard nodes <= YAMLComposer.maximumNodes else {
            throw Fault(span, "the file has more than \(YAMLComposer.maximumNodes) values")
        }
        guard depth <= YAMLComposer.maximumDepth else {
            throw Fault(span, "values are nested more than \(YAMLComposer.maximumDepth) deep")
        }
        guard node.anchor == nil else { throw YAMLComposer.anchorFault(at: span) }
        switch node {
        case .scalar(let scalar):
            try refuseTag(scalar.tag, at: span)
            return self.scalar(scalar, at: span)
        case .sequence(let sequence):
            try refuseTag(sequence.tag, at: span)
            var items: [YAMLNode] = []
            for item in sequence { items.append(try self.node(item, depth: depth + 1)) }
            return YAMLNode(content: .sequence(items), span: span)
        case .mapping(let mapping):
            try refuseTag(mapping.tag, at: span)
            var entries: [YAMLNode.Entry] = []
            for (key, value) in mapping { entries.append(try entry(key, value, depth: depth + 1)) }
            return YAMLNode(content: .mapping(entries), span: span)
        case .alias:
            throw YAMLComposer.anchorFault(at: span)
        }
    }

    private mutating func entry(_ key: Node, _ value: Node, depth: Int) throws(Fault) -> YAMLNode.Entry {
        let keyNode = try node(key, depth: depth)
        guard case .scalar(let name) = keyNode.content else {
            throw Fault(keyNode.span, "a key must be text", hint: "quote a value that starts with '{' or '['")
        }
        return YAMLNode.Entry(key: name.text, keySpan: keyNode.span, value: try node(value, depth: depth))
    }

    private func scalar(_ scalar: Node.Scalar, at span: Span) -> YAMLNode {
        let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
        let column = span.column + (isQuoted ? 1 : 0)
        let isLiteral = source.rest(of: span.line, from: column).hasPrefix(scalar.string)
        let length = max(1, scalar.string.count + (isQuoted ? 2 : 0))
        let after = source.rest(of: span.line, from: span.column + length)
        let content = YAMLNode.Scalar(
            text: scalar.string, isPlain: scalar.style == .plain, column: isLiteral ? column : nil,
            isCutByComment: scalar.style == .plain && isLiteral && after.drop { $0 == " " }.hasPrefix("#"))
        return YAMLNode(
            content: .scalar(content),
            span: Span(line: span.line, column: span.column, length: isLiteral ? length : 1))
    }

    private func span(of node: Node) -> Span {
        guard let mark = node.mark else { return Span(line: 1, column: 1, length: 1) }
        return source.span(line: mark.line, scalarColumn: mark.column)
    }

    private func refuseTag(_ tag: Tag, at span: Span) throws(Fault) {
        let implicit: [Tag.Name] = [.implicit, .str, .seq, .map]
        guard !implicit.contains(where: { $0.rawValue == tag.rawValue }) else { return }
        throw Fault(span, "tags are not read in pipeline files", hint: "quote a value that starts with '!'")
    }

    private static func anchorFault(at span: Span) -> Fault {
        Fault(
            span, "anchors and aliases are not read in pipeline files",
            hint: "write the value out, and quote one that starts with '&' or '*'")
    }

    /// Whether the text has what may be an anchor, and so many possible aliases that Yams must not see it.
    private static func mayBeBomb(_ text: String) -> Bool {
        var anchors = 0
        var aliases = 0
        let bytes = Array("\n".utf8) + Array(text.utf8) + Array("\n".utf8)
        for index in bytes.indices.dropFirst().dropLast() where " \t\r\n[{,:".utf8.contains(bytes[index - 1])
        {
            if bytes[index] == UInt8(ascii: "&"), isNameByte(bytes[index + 1]) { anchors += 1 }
            if bytes[index] == UInt8(ascii: "*"), isNameByte(bytes[index + 1]) { aliases += 1 }
        }
        return anchors > 0 && aliases > maximumAliases
    }

    /// What libyaml takes for the start of an anchor's name.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        let character = Character(Unicode.Scalar(byte))
        return character.isASCII
            && (character.isLetter || character.isNumber || character == "_" || character == "-")
    }
}
