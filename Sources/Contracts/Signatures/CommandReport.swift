package import GateModel
import JSON

extension SignatureReport {
    /// What a command of the pipeline's own printed, in the format that it declares.
    package static func command(
        _ output: [UInt8], format: ComparisonCommand.Format, subject: String
    ) throws(NotUnderstood) -> SignatureReport {
        switch format {
        case .lines: try lines(output, subject)
        case .json: SignatureReport(try jsonFindings(output, subject))
        case .sarif: SignatureReport(try sarifResults(output, subject))
        }
    }

    /// `LEVEL ID OPERATION: TEXT`, one finding a line.
    private static func lines(_ output: [UInt8], _ subject: String) throws(NotUnderstood) -> SignatureReport {
        guard let text = String(validating: output, as: UTF8.self) else {
            throw NotUnderstood("what it printed is not UTF-8")
        }
        var findings: [Difference] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated() where line.contains(where: { !$0.isWhitespace })
        {
            guard let match = line.wholeMatch(of: #/\s*(\S+)\s+(\S+)\s+(.+?):\s+(.+?)\s*/#),
                let severity = CommandLevel.severity(of: match.1)
            else {
                throw NotUnderstood(
                    "line \(index + 1) of what it printed is no 'level id operation: text': '\(oneLine(line))'"
                )
            }
            findings.append(
                finding(
                    subject, id: match.2, severity, operation: match.3, place: "", text: match.4))
        }
        return SignatureReport(findings)
    }

    /// A list of `{ id, level, operation, path, text }`, the last two as far as there is something to say.
    private static func jsonFindings(
        _ output: [UInt8], _ subject: String
    ) throws(NotUnderstood) -> [Difference] {
        let json: JSONValue
        do { json = try JSONParser.parse(output) } catch { throw NotUnderstood(error) }
        guard let list = json.array else { throw NotUnderstood("what it printed is no list") }
        var findings: [Difference] = []
        for (index, item) in list.enumerated() {
            guard let id = item["id"]?.string, let level = item["level"]?.string,
                let operation = item["operation"]?.string
            else { throw NotUnderstood("finding \(index + 1) has no id, level or operation") }
            guard let severity = CommandLevel.severity(of: level) else {
                throw NotUnderstood("finding \(index + 1) has the unknown level '\(oneLine(level))'")
            }
            findings.append(
                finding(
                    subject, id: id, severity, operation: operation, place: item["path"]?.string ?? "",
                    text: item["text"]?.string ?? ""))
        }
        return findings
    }

    static func finding(
        _ subject: String, id: some StringProtocol, _ severity: Difference.Severity,
        operation: some StringProtocol, place: String, change: String = "", text: some StringProtocol
    ) -> Difference {
        Difference(
            contract: .command, subject: subject, kind: Difference.Kind(rawValue: kebabCase(id)),
            severity: severity, operation: oneLine(operation), place: oneLine(place), change: oneLine(change),
            baseline: "", candidate: "", text: text.isEmpty ? nil : oneLine(text))
    }
}

/// The words for a severity, those of `pawl contract diff` and those of common linters.
enum CommandLevel {
    static func severity(of word: some StringProtocol) -> Difference.Severity? {
        switch word.lowercased() {
        case "breaking", "err", "error": .breaking
        case "warning", "warn": .warning
        case "info", "note": .info
        default: nil
        }
    }
}
