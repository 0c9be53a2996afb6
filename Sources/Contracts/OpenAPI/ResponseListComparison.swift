import GateModel
import JSON

/// The answers that an operation gives, by status.
struct ResponseListComparison {
    private let pair: OperationPair

    init(_ pair: OperationPair) {
        self.pair = pair
    }

    func compare(into changes: inout APIChanges) {
        guard !pair.documents.isUnchanged(pair.old.object["responses"], pair.new.object["responses"]) else {
            return
        }
        let old = StatusTable(pair.old.object["responses"])
        let new = StatusTable(pair.new.object["responses"])
        for member in old.answers.members {
            guard let counterpart = new[member.key] else { continue }
            compare(member.key, member.value, counterpart, into: &changes)
        }
        let moved = MovedAnswers(old, new)
        for status in moved.removed { reportRemoved(status, into: &changes) }
        for status in moved.narrowed
        where !moved.added.contains(where: { StatusTable.range(around: $0) == status }) {
            add(
                "response-\(kind(status))-status-specialized", .info, status,
                "is answered by some of its codes only", into: &changes)
        }
        for status in moved.merged {
            add(
                "response-\(kind(status))-status-generalized", .info, status,
                "is described with others now", into: &changes)
        }
        for move in moved.generalized {
            add(
                "response-\(kind(move.from))-status-generalized", .warning, move.from,
                "is one of '\(move.to)' now", into: &changes)
        }
        for status in moved.added {
            add(
                "response-\(kind(status))-status-added", .info, status, "is answered as well",
                into: &changes)
        }
        for move in moved.moves { compare(move, old[move.from], new[move.to], into: &changes) }
    }

    /// Where `default` said something of a status, an answer without a body need not be what it said.
    private func compare(
        _ move: MovedAnswers.Move, _ old: JSONValue?, _ new: JSONValue?, into changes: inout APIChanges
    ) {
        guard let old, let new else { return }
        let isByDefault = move.from == "default" || move.to == "default"
        let hasBodies =
            pair.documents.old.resolved(old)?["content"] != nil
            && pair.documents.new.resolved(new)?["content"] != nil
        guard hasBodies || !isByDefault else { return }
        compare(move.from == "default" ? move.to : move.from, old, new, into: &changes)
    }

    private func compare(
        _ status: String, _ old: JSONValue, _ new: JSONValue, into changes: inout APIChanges
    ) {
        guard !pair.documents.isUnchanged(old, new) else { return }
        changes.within(old["$ref"]?.string, new["$ref"]?.string, at: "responses/\(status)") { changes in
            guard let old = pair.documents.old.resolved(old), let new = pair.documents.new.resolved(new)
            else {
                return
            }
            compareParts(status, old, new, into: &changes)
        }
    }

    private func compareParts(
        _ status: String, _ old: JSONValue, _ new: JSONValue, into changes: inout APIChanges
    ) {
        ResponseContentComparison(pair, status: status).compare(
            old["content"], new["content"], into: &changes)
        ResponseHeaderListComparison(pair, status: status)
            .compare(old["headers"], new["headers"], into: &changes)
        UnjudgedComparison(pair.documents).compare(
            old, new, except: ["content", "headers"], operation: pair.name, path: "responses/\(status)",
            into: &changes)
    }

    private func reportRemoved(_ status: String, into changes: inout APIChanges) {
        add(
            "response-\(kind(status))-status-removed", StatusTable.isSuccess(status) ? .error : .info, status,
            "is no longer answered", into: &changes)
    }

    private func kind(_ status: String) -> String {
        StatusTable.isSuccess(status) ? "success" : "non-success"
    }

    private func add(
        _ id: String, _ level: APIChange.Level, _ status: String, _ text: String,
        into changes: inout APIChanges
    ) {
        changes.add(
            id, level, operation: pair.name, path: "responses/\(status)", "status '\(status)' \(text)")
    }
}
