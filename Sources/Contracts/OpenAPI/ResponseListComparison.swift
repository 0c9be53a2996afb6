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
        let old = Self.byStatus(pair.old.object["responses"])
        let new = Self.byStatus(pair.new.object["responses"])
        for member in old.members where !member.key.hasPrefix("x-") {
            if let counterpart = new[member.key] {
                compare(member.key, member.value, counterpart, into: &changes)
            } else if !isNarrowed(member.key, to: new) {
                reportRemoved(member.key, into: &changes)
            }
        }
        for member in new.members where !member.key.hasPrefix("x-") && old[member.key] == nil {
            reportAdded(member.key, into: &changes)
        }
    }

    /// `4xx` is `4XX`.
    private static func byStatus(_ responses: JSONValue?) -> JSONObject {
        var all = JSONObject()
        for member in responses?.object?.members ?? [] {
            let isRange = member.key.count == 3 && member.key.lowercased().hasSuffix("xx")
            _ = all.append(JSONMember(isRange ? member.key.uppercased() : member.key, member.value))
        }
        return all
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

    /// `2XX` that became `200`: fewer answers, all of them known to clients.
    private func isNarrowed(_ status: String, to new: JSONObject) -> Bool {
        guard status.uppercased().hasSuffix("XX"), status.count == 3 else { return false }
        return new.members.contains { $0.key.count == 3 && $0.key.first == status.first }
    }

    private func reportRemoved(_ status: String, into changes: inout APIChanges) {
        if isSuccess(status) {
            add("response-success-status-removed", .error, status, "is no longer answered", into: &changes)
        } else {
            add("response-non-success-status-removed", .info, status, "is no longer answered", into: &changes)
        }
    }

    private func reportAdded(_ status: String, into changes: inout APIChanges) {
        let id = isSuccess(status) ? "response-success-status-added" : "response-non-success-status-added"
        add(id, .info, status, "is answered as well", into: &changes)
    }

    /// 200 to 299, and `2XX`.
    private func isSuccess(_ status: String) -> Bool {
        status.count == 3 && status.first == "2"
    }

    private func add(
        _ id: String, _ level: APIChange.Level, _ status: String, _ text: String,
        into changes: inout APIChanges
    ) {
        changes.add(
            id, level, operation: pair.name, path: "responses/\(status)", "status '\(status)' \(text)")
    }
}
