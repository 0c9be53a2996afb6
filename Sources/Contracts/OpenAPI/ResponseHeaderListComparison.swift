import GateModel
import JSON

/// The headers of one answer; names are the same in any case (RFC 9110, 5.1).
struct ResponseHeaderListComparison {
    private let pair: OperationPair
    private let status: String

    init(_ pair: OperationPair, status: String) {
        self.pair = pair
        self.status = status
    }

    func compare(_ old: JSONValue?, _ new: JSONValue?, into changes: inout APIChanges) {
        let old = old?.object?.members ?? []
        let new = new?.object?.members ?? []
        for member in old {
            let header = pair.documents.old.resolved(member.value) ?? member.value
            if let counterpart = new.first(where: { isSame($0, member) }) {
                compare(
                    member.key, header, pair.documents.new.resolved(counterpart.value) ?? counterpart.value,
                    into: &changes)
            } else if isRequired(header) {
                add("required-response-header-removed", .error, member.key, "is gone", into: &changes)
            } else {
                add("optional-response-header-removed", .warning, member.key, "is gone", into: &changes)
            }
        }
        for member in new where !old.contains(where: { isSame($0, member) }) {
            add("response-header-added", .info, member.key, "is new", into: &changes)
        }
    }

    private func compare(
        _ name: String, _ old: JSONValue, _ new: JSONValue, into changes: inout APIChanges
    ) {
        if isRequired(old), !isRequired(new) {
            add("response-header-became-optional", .error, name, "became optional", into: &changes)
        }
        let documents = pair.documents
        guard !documents.isUnchanged(old["schema"], new["schema"]) else { return }
        SchemaComparison.compare(
            old: old["schema"], new: new["schema"], in: documents,
            at: SchemaPlace(kind: .responseHeader(status: status, name: name), operation: pair.name),
            into: &changes)
    }

    private func isSame(_ left: JSONMember, _ right: JSONMember) -> Bool {
        left.key.lowercased() == right.key.lowercased()
    }

    private func isRequired(_ header: JSONValue) -> Bool { header["required"]?.bool ?? false }

    private func add(
        _ id: String, _ level: APIChange.Level, _ name: String, _ text: String, into changes: inout APIChanges
    ) {
        changes.add(
            id, level, operation: pair.name, path: "responses/\(status)/headers/\(name)",
            "the header '\(name)' of status '\(status)' \(text)")
    }
}
