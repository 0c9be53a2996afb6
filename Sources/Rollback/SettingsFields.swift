import YAML

/// The keys of a `change.yaml` with their values.
struct SettingsFields {
    private static let limits = YAMLLimits(depth: 8, values: 1000, extras: .refused)

    private var fields: [String: YAMLNode.Entry] = [:]

    /// - Throws: at what stops the YAML parser, at an unknown key, and at what a flat file does without.
    init(parsing text: String, known: [String]) throws(SettingsProblem) {
        let root: YAMLNode
        do throws(YAMLError) {
            root = try YAMLNode.parse(text.utf8, within: Self.limits)
        } catch {
            throw SettingsProblem("\(error.problem)", at: error.place)
        }
        guard case .mapping(let entries) = root.content else {
            throw SettingsProblem("expected keys with values", at: root.place)
        }
        for entry in entries {
            guard known.contains(entry.key.text) else {
                throw SettingsProblem("unknown key '\(entry.key.text)'", at: entry.keyPlace)
            }
            fields[entry.key.text] = entry
        }
    }

    func place(of key: String) -> YAMLPlace? { fields[key]?.keyPlace }

    /// A key's value, or nil where the key is not there.
    func value<Value>(
        of key: String, wanted: String, _ parse: (String) -> Value?
    ) throws(SettingsProblem) -> Value? {
        guard let node = fields[key]?.value else { return nil }
        guard let scalar = node.scalar else {
            throw SettingsProblem("expected \(wanted), found more than one value", at: node.place)
        }
        let isNothing = scalar.style == .plain && ["", "~", "null"].contains(scalar.text)
        guard !isNothing, let value = parse(scalar.text) else {
            let found = isNothing ? "nothing" : "'\(scalar.text)'"
            throw SettingsProblem("expected \(wanted), found \(found)", at: node.place)
        }
        return value
    }
}
