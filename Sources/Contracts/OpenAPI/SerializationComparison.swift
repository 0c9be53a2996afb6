import GateModel
import JSON

/// How a parameter is written into a request: `style`, `explode`, `allowReserved`.
struct SerializationComparison {
    private let old: ParameterList.Parameter
    private let new: ParameterList.Parameter
    private let pair: OperationPair

    init(_ old: ParameterList.Parameter, _ new: ParameterList.Parameter, _ pair: OperationPair) {
        self.old = old
        self.new = new
        self.pair = pair
    }

    func compare(into changes: inout APIChanges) {
        if old.object["schema"] != nil, new.object["schema"] != nil { compareStyle(into: &changes) }
        guard old.key.location == "query" else { return }
        let before = old.object["allowReserved"]?.bool ?? false
        let after = new.object["allowReserved"]?.bool ?? false
        guard before != after else { return }
        if after {
            add(
                "request-parameter-became-allow-reserved", .info, "may have reserved characters unescaped",
                into: &changes)
        } else {
            add(
                "request-parameter-became-not-allow-reserved", .error,
                "may no longer have reserved characters unescaped", into: &changes)
        }
    }

    private func compareStyle(into changes: inout APIChanges) {
        let before = style(of: old)
        let after = style(of: new)
        if before != after {
            add(
                "request-parameter-style-changed", .error, "had style '\(before)' and has '\(after)'",
                into: &changes)
        } else if isExploded(old) != isExploded(new), !isSingleValue() {
            add(
                "request-parameter-explode-changed", .error,
                isExploded(new) ? "became exploded" : "is no longer exploded", into: &changes)
        }
    }

    /// OpenAPI 3.1, 4.8.12.2: what holds where nothing is written.
    private func style(of parameter: ParameterList.Parameter) -> String {
        if let style = parameter.object["style"]?.string { return style }
        return ["query", "cookie"].contains(parameter.key.location) ? "form" : "simple"
    }

    private func isExploded(_ parameter: ParameterList.Parameter) -> Bool {
        parameter.object["explode"]?.bool ?? (style(of: parameter) == "form")
    }

    /// Whether each side allows only values that are written the same, exploded or not.
    private func isSingleValue() -> Bool {
        isSingleValue(pair.documents.old.resolved(old.object["schema"]))
            && isSingleValue(pair.documents.new.resolved(new.object["schema"]))
    }

    private func isSingleValue(_ schema: JSONValue?) -> Bool {
        guard let schema, ["oneOf", "anyOf", "allOf"].allSatisfy({ schema[$0] == nil }) else { return false }
        let types = schema["type"]?.array?.compactMap(\.string) ?? [schema["type"]?.string].compactMap { $0 }
        let single = ["string", "number", "integer", "boolean", "null"]
        return !types.isEmpty && types.allSatisfy(single.contains)
    }

    private func add(
        _ id: String, _ level: APIChange.Level, _ text: String, into changes: inout APIChanges
    ) {
        changes.add(id, level, operation: pair.name, path: old.path, "the \(old.title) \(text)")
    }
}
