import Yams

/// The keys of a `change.yaml` with their values.
struct SettingsFields {
    private var fields: [String: (mark: Mark?, value: Node)] = [:]

    /// - Throws: at what stops the YAML parser, at an unknown key, and at what a flat file does without.
    init(parsing text: String, known: [String]) throws(SettingsProblem) {
        // An alias stands for all that its anchor does, and there may be aliases in that: they multiply.
        guard !text.contains("&") || text.utf8.count(where: { $0 == UInt8(ascii: "*") }) <= 24 else {
            throw .anchors
        }
        let parser: Parser
        let root: Node?
        do {
            // `.basic`: every value stays the text that it is.
            parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            root = try parser.singleRoot()
        } catch {
            throw SettingsProblem(of: error)
        }
        guard let root else { throw SettingsProblem("the file is empty") }
        // Nodes hold their anchors weakly; the parser owns them.
        try withExtendedLifetime(parser) { () throws(SettingsProblem) in try take(root, known) }
    }

    private mutating func take(_ root: Node, _ known: [String]) throws(SettingsProblem) {
        guard let mapping = root.mapping else {
            throw SettingsProblem("expected keys with values", at: root.mark)
        }
        for (key, value) in mapping {
            guard mapping.anchor == nil, key.anchor == nil, value.anchor == nil else { throw .anchors }
            guard let name = key.scalar?.string else {
                throw SettingsProblem("a key must be text", at: key.mark)
            }
            guard known.contains(name) else {
                throw SettingsProblem("unknown key '\(name)'", at: key.mark)
            }
            fields[name] = (key.mark, value)
        }
    }

    func mark(of key: String) -> Mark? { fields[key]?.mark }

    /// A key's value, or nil where the key is not there.
    func value<Value>(
        of key: String, wanted: String, _ parse: (String) -> Value?
    ) throws(SettingsProblem) -> Value? {
        guard let (_, node) = fields[key] else { return nil }
        guard let scalar = node.scalar else {
            throw SettingsProblem("expected \(wanted), found more than one value", at: node.mark)
        }
        let isNothing = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
        guard !isNothing, let value = parse(scalar.string) else {
            let found = isNothing ? "nothing" : "'\(scalar.string)'"
            throw SettingsProblem("expected \(wanted), found \(found)", at: node.mark)
        }
        return value
    }
}
