import GateModel
import JSON

extension SignatureReport {
    /// What `squawk --reporter json` printed about migrations; it has no other revision to compare them with.
    ///
    /// - Parameter files: The text of each migration by the path under which squawk was given it.
    package static func squawk(
        _ output: [UInt8], directory: String, files: [String: [UInt8]]
    ) throws(NotUnderstood) -> SignatureReport {
        let json: JSONValue
        do { json = try JSONParser.parse(output) } catch { throw NotUnderstood(error) }
        guard let findings = json.array else { throw NotUnderstood("what it printed is no list") }
        var differences: [Difference] = []
        var gaps: [String] = []
        for finding in findings {
            guard let rule = finding["rule_name"]?.string, let message = finding["message"]?.string,
                let path = finding["file"]?.string, let file = files[path]
            else { throw NotUnderstood("a finding has no rule, no message, or no file that was asked about") }
            guard rule != "syntax-error" else {
                gaps.append("\(path) is not understood: \(oneLine(message))")
                continue
            }
            let statement = oneLine(excerpt(finding, of: file))
            let help = finding["help"]?.string.map { "; \($0)" } ?? ""
            differences.append(
                Difference(
                    contract: .sql, subject: directory, kind: Difference.Kind(rawValue: kebabCase(rule)),
                    severity: severity(of: rule, level: finding["level"]?.string), operation: path,
                    place: statement, baseline: "", candidate: statement, text: oneLine(message + help)))
        }
        return SignatureReport(
            differences, gaps: gaps.isEmpty ? [] : [gaps[0]],
            scope: files.count == 1 ? "1 migration" : "\(files.count) migrations")
    }

    /// The statement that is meant, so that a finding is known wherever it stands.
    private static func excerpt(_ finding: JSONValue, of file: [UInt8]) -> String {
        let lines = file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard let first = finding["line"]?.integer.flatMap({ Int(exactly: $0) }),
            let last = finding["line_end"]?.integer.flatMap({ Int(exactly: $0) }),
            let start = finding["column"]?.integer.flatMap({ Int(exactly: $0) }),
            let end = finding["column_end"]?.integer.flatMap({ Int(exactly: $0) }),
            first >= 0, start >= 0, end >= 0, first <= last, last < lines.count
        else { return "" }
        let text = (first...last).map { number in
            let line = number == last ? lines[number].prefix(end) : lines[number]
            return String(decoding: number == first ? line.dropFirst(start) : line, as: UTF8.self)
        }
        return text.joined(separator: " ")
    }

    /// Breaking: what the deployed revision, which runs on while and after the migration does, cannot live with.
    private static func severity(of rule: String, level: String?) -> Difference.Severity {
        if breaking.contains(rule) || level == "Error" { return .breaking }
        return rule.hasPrefix("prefer-") || style.contains(rule) ? .info : .warning
    }

    private static let breaking: Set = [
        "adding-not-nullable-field", "adding-required-field", "ban-drop-column", "ban-drop-database",
        "ban-drop-not-null", "ban-drop-table", "ban-truncate-cascade", "changing-column-type",
        "renaming-column", "renaming-table",
    ]

    private static let style: Set = ["ban-char-field", "identifier-too-long", "require-table-schema"]
}
