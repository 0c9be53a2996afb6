/// Header values taken apart.
enum HeaderWords {
    /// The members of a comma-separated list in lower case.
    static func list(_ value: String) -> Set<String> {
        Set(value.split(separator: ",").map { trimmed($0).lowercased() }.filter { !$0.isEmpty })
    }

    /// Directives with their values, which are empty where there is none; names in lower case, values without quotation
    /// marks. Of a directive that stands twice the first counts.
    static func directives(_ value: String, separatedBy separator: Character) -> [String: String] {
        value.split(separator: separator).reduce(into: [:]) { directives, part in
            let name = trimmed(part.prefix { $0 != "=" }).lowercased()
            let value = trimmed(part.dropFirst(part.prefix { $0 != "=" }.count + 1)).filter { $0 != "\"" }
            if !name.isEmpty && directives[name] == nil { directives[name] = value }
        }
    }

    static func trimmed(_ text: Substring) -> String {
        var rest = text.drop { $0 == " " || $0 == "\t" }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return String(rest)
    }
}
