import GateModel
import Yams

/// What a `change.yaml` says of the change that its directory can undo.
struct ChangeSettings: Hashable, Sendable {
    var reversible: Reversible
    var when: When = .after
    var timeout: Duration = .seconds(120)
    /// Whether a lossy revert may run by itself.
    var automatic = false

    enum Reversible: String, Sendable {
        case full
        case lossy
        case none
    }

    enum When: String, Sendable {
        /// After the redeploy: the old code runs on the newer data meanwhile.
        case after
        case before
    }

    /// Whether a rollback runs the revert without asking anybody.
    var runsByItself: Bool {
        switch reversible {
        case .full: true
        case .lossy: automatic
        case .none: false
        }
    }

    /// - Throws: ``SettingsProblem`` in words that follow the file's name.
    init(parsing text: String) throws(SettingsProblem) {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw SettingsProblem("it is no YAML")
        }
        guard let mapping = node?.mapping else { throw SettingsProblem("it is no mapping of keys to values") }
        var reversible: Reversible?
        for (key, value) in mapping {
            guard let name = key.string, let text = value.scalar?.string else {
                throw SettingsProblem("every key wants one plain value")
            }
            switch name {
            case "reversible": reversible = try ChangeSettings.choice(Reversible(rawValue: text), name, text)
            case "when": when = try ChangeSettings.choice(When(rawValue: text), name, text)
            case "timeout": timeout = try ChangeSettings.choice(Duration(declared: text), name, text)
            case "automatic":
                automatic = try ChangeSettings.choice(
                    ["yes": true, "true": true, "no": false, "false": false][text], name, text)
            case "note": break
            default: throw SettingsProblem("unknown key '\(name)'")
            }
        }
        guard let reversible else { throw SettingsProblem("'reversible' is missing") }
        self.reversible = reversible
    }

    private static func choice<Value>(
        _ value: Value?, _ key: String, _ text: String
    ) throws(SettingsProblem) -> Value {
        guard let value else { throw SettingsProblem("'\(text)' is no value for '\(key)'") }
        return value
    }
}

struct SettingsProblem: Error {
    let words: String

    init(_ words: String) { self.words = words }
}

extension Duration {
    /// `90s`, `2m`, `1h`; nil for anything else.
    fileprivate init?(declared text: String) {
        let sizes: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
        guard let unit = text.last, let size = sizes[unit], let number = Double(text.dropLast()), number > 0,
            number.isFinite
        else { return nil }
        self = .seconds(number * size)
    }
}
