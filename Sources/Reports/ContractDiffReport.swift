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
        Document([headline(changes)] + changes.flatMap(blocks)).text(style)
    }

    private static func headline(_ changes: [APIChange]) -> Block {
        let breaking = changes.count { $0.level == .error }
        let warnings = changes.count { $0.level == .warning }
        let rest = changes.count - breaking - warnings
        let counts: Piece = "  \(breaking) breaking, \(counted(warnings, "warning")), \(rest) for information"
        guard !changes.isEmpty else {
            return .heading([.good("SAME"), "  no change in what is promised"], aside: [])
        }
        return .heading([breaking > 0 ? .bad("BREAKING") : .good("COMPATIBLE"), counts], aside: [])
    }

    private static func blocks(for change: APIChange) -> [Block] {
        let role: Role =
            switch change.level {
            case .error: .bad
            case .warning: .caution
            case .info: .quiet
            }
        let place = [change.operation, change.path].filter { !$0.isEmpty }.joined(separator: "  ")
        return [
            .verbatim([Piece(change.level.rawValue, role), " \(change.id)  \(place)"]),
            .verbatim(["     \(change.text)"]),
        ]
    }
}
