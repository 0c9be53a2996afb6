import GateModel
import JSON

/// What it means that null is one of the types, where values are listed, or alternatives, and null is not among them.
enum NullReading {
    /// JSON Schema's: the list decides, and null is not allowed.
    case strict
    /// What 3.0 has meant to most: null is allowed, as beside `nullable: true` in any version.
    case lenient

    init(_ old: OpenAPIDocument.Version, _ new: OpenAPIDocument.Version) {
        switch (old, new) {
        case (.openAPI31, .openAPI31): self = .strict
        // A document that went from 3.0 to 3.1 means the same as before.
        case (.openAPI30, _), (_, .openAPI30): self = .lenient
        }
    }

    /// A schema in which null is among the listed values only if it is allowed, and `nullable` says so.
    ///
    /// - Parameter isDeclared: whether `nullable: true` is written.
    func listed(_ form: JSONObject, isDeclared: Bool) -> JSONObject {
        guard let values = form["const"].map({ [$0] }) ?? form["enum"]?.array else { return form }
        let others = values.filter { $0 != .null }
        guard !others.isEmpty else { return form }
        let isListed = others.count < values.count
        let isOpen = form["nullable"] == true || form["type"] == nil
        switch (isListed, isOpen) {
        case (true, true): return form.setting("nullable", to: true)
        case (true, false): return form.setting("enum", to: .array(others))
        case (false, _): return dropsNull(isDeclared) ? form.setting("nullable", to: nil) : form
        }
    }

    /// Whether null is not allowed that is neither listed nor an alternative.
    func dropsNull(_ isDeclared: Bool) -> Bool { self == .strict && !isDeclared }

    /// Whether null matches a schema in normal form, as far as its own keywords tell.
    static func allowsNull(_ form: JSONObject) -> Bool {
        if form["nullable"] == true || form["type"] == "null" || form["const"] == .null { return true }
        if form["enum"]?.array?.contains(.null) == true, form["type"] == nil { return true }
        return limits.allSatisfy { form[$0] == nil }
    }

    private static let limits = ["type", "enum", "const", "oneOf", "anyOf", "allOf"]
}
