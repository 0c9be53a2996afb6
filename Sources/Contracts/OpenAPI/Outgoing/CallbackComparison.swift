import GateModel
import JSON

/// Callbacks of an operation: requests that the service sends back, by name and by the expression of their address.
struct CallbackComparison {
    private let documents: DocumentPair

    init(_ documents: DocumentPair) {
        self.documents = documents
    }

    func compare(_ pair: OperationPair, into changes: inout APIChanges) {
        let (old, new) = (pair.old.object["callbacks"], pair.new.object["callbacks"])
        guard !documents.isUnchanged(old, new) else { return }
        for member in old?.object?.members ?? [] {
            let path = "callbacks/\(member.key)"
            guard let counterpart = new?[member.key] else {
                changes.add(
                    "callback-removed", .error, operation: pair.name, path: path,
                    "the callback '\(member.key)' is gone")
                continue
            }
            changes.within(member.value["$ref"]?.string, counterpart["$ref"]?.string, at: path) { changes in
                compare(member.value, counterpart, pair.name, path, into: &changes)
            }
        }
        for member in new?.object?.members ?? [] where old?[member.key] == nil {
            changes.add(
                "callback-added", .info, operation: pair.name, path: "callbacks/\(member.key)",
                "the callback '\(member.key)' is new")
        }
    }

    private func compare(
        _ old: JSONValue, _ new: JSONValue, _ operation: String, _ path: String,
        into changes: inout APIChanges
    ) {
        let before = APIPath.all(in: documents.old.resolved(old), of: documents.old)
        let after = APIPath.all(in: documents.new.resolved(new), of: documents.new)
        for address in before {
            guard
                let counterpart = after.first(where: { $0.template.hasSameCodePoints(as: address.template) })
            else {
                changes.add(
                    "callback-address-removed", .error, operation: operation, path: path,
                    "nothing is sent to '\(address.template)' any more", detail: address.template)
                continue
            }
            OutgoingPathComparison(
                documents, operation: operation, prefix: "\(path)/\(address.template)"
            ).compare(address, counterpart, into: &changes)
        }
        for address in after
        where !before.contains(where: { $0.template.hasSameCodePoints(as: address.template) }) {
            changes.add(
                "callback-address-added", .info, operation: operation, path: path,
                "requests are sent to '\(address.template)' as well", detail: address.template)
        }
    }
}
