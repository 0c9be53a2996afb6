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
                changes.within(
                    member.value["$ref"]?.string, counterpart.value["$ref"]?.string,
                    at: "responses/\(status)/headers/\(member.key)"
                ) { changes in
                    compare(
                        member.key, header,
                        pair.documents.new.resolved(counterpart.value) ?? counterpart.value,
                        into: &changes)
                }
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
        } else if isRequired(new), !isRequired(old) {
            add("response-header-became-required", .info, name, "became required", into: &changes)
        }
        let documents = pair.documents
        guard !documents.isUnchanged(old, new) else { return }
        let content = ContentOfOne(old, new, documents)
        let place = SchemaPlace.responseHeader(name, status: status, of: pair.name, values: content.values)
        if content.isRewritten {
            add("response-header-content-changed", .error, name, content.text, into: &changes)
        }
        SchemaComparison.compare(
            old: content.old, new: content.new, in: documents, at: place, into: &changes)
        content.reportUnjudged(documents, at: place, into: &changes)
        UnjudgedComparison(documents).compare(
            old, new, except: content.read.union(["required", "schema", "deprecated"]), operation: pair.name,
            path: place.path, into: &changes)
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
