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
                            JSONMember("operations", .array(operations(of: change).map { .string($0) })),
                            JSONMember("path", .string(change.path)),
                            JSONMember("text", .string(change.text)),
                        ]))
                }))
    }

    /// All that the change reaches.
    private static func operations(of change: APIChange) -> [String] {
        change.operations.isEmpty && !change.operation.isEmpty ? [change.operation] : change.operations
    }

    /// A line with the verdict, then two for each change, in the order given, and one with the operations that a change
    /// of a shared component reaches.
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

    private static let mostNamed = 3

    /// `312 operations: GET /a, GET /b, GET /c and 309 others`
    private static func reach(of operations: [String]) -> String {
        let others = operations.count - mostNamed
        let named = operations.prefix(mostNamed).joined(separator: ", ")
        return counted(operations.count, "operation") + ": " + named
            + (others > 0 ? " and \(counted(others, "other"))" : "")
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
        ] + (change.operations.isEmpty ? [] : [.verbatim(["     reaches \(reach(of: change.operations))"])])
    }
}
