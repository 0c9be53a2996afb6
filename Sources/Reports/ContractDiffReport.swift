package import GateModel
import JSON

/// What `pawl contract diff` prints.
package enum ContractDiffReport {
    /// An array with an object for each change, none for none.
    package static func json(_ changes: [APIChange]) -> String {
        JSONReport.printable(
            .array(
                changes.map { change in
                    .object(
                        JSONObject([
                            JSONMember("id", .string(change.id)),
                            JSONMember("level", .string(change.level.rawValue)),
                            JSONMember("operation", .string(change.operation)),
                            JSONMember("path", .string(change.path)),
                            JSONMember("text", .string(change.text)),
                        ]))
                }))
    }

    /// A line with the verdict, then two for each change, in the order given.
    package static func text(_ changes: [APIChange], style: Style) -> String {
        let told = changes.flatMap { lines(for: $0, style) }
        return ([headline(changes, style)] + told).joined(separator: "\n") + "\n"
    }

    private static func headline(_ changes: [APIChange], _ style: Style) -> String {
        let breaking = changes.count { $0.level == .error }
        let warnings = changes.count { $0.level == .warning }
        let rest = changes.count - breaking - warnings
        let counts = "\(breaking) breaking, \(counted(warnings, "warning")), \(rest) for information"
        guard !changes.isEmpty else { return style.paint("SAME", .good) + "  no change in what is promised" }
        return breaking > 0
            ? style.paint("BREAKING", .bad) + "  \(counts)" : style.paint("COMPATIBLE", .good) + "  \(counts)"
    }

    private static func lines(for change: APIChange, _ style: Style) -> [String] {
        let role: Role =
            switch change.level {
            case .error: .bad
            case .warning: .caution
            case .info: .quiet
            }
        let place = [change.operation, change.path].filter { !$0.isEmpty }.map(harmless)
        return [
            "\(style.paint(change.level.rawValue, role)) \(change.id)  \(place.joined(separator: "  "))",
            "     \(harmless(change.text))",
        ]
    }

    private static func counted(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
