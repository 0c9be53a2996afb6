import GateModel
import JSON

/// The requests that the service sends to one address.
struct OutgoingPathComparison {
    private let documents: DocumentPair
    private let operation: String?
    private let prefix: String

    /// - Parameters:
    ///   - operation: the one whose callback it is; nil for a webhook, whose requests are operations of their own.
    ///   - prefix: `webhooks/paid`, `callbacks/done/{$request.body#/url}`
    init(_ documents: DocumentPair, operation: String?, prefix: String) {
        self.documents = documents
        self.operation = operation
        self.prefix = prefix
    }

    func compare(_ old: APIPath, _ new: APIPath, into changes: inout APIChanges) {
        for request in old.operations {
            guard let counterpart = new.operation(request.method) else {
                add("outgoing-request-removed", .error, request, "is no longer sent", into: &changes)
                continue
            }
            OutgoingRequestComparison(
                request, counterpart, documents, operation: operation ?? name(of: request),
                prefix: operation == nil ? "" : "\(prefix)/\(request.method)"
            ).compare(into: &changes)
        }
        for request in new.operations where old.operation(request.method) == nil {
            add("outgoing-request-added", .info, request, "is sent as well", into: &changes)
        }
        UnjudgedComparison(documents).compare(
            old.item, new.item, except: APIPath.keys.subtracting(["servers"]), operation: operation ?? "",
            path: prefix, into: &changes)
    }

    /// `POST webhooks/paid`
    private func name(of request: APIOperation) -> String { "\(request.method.uppercased()) \(prefix)" }

    private func add(
        _ id: String, _ level: APIChange.Level, _ request: APIOperation, _ text: String,
        into changes: inout APIChanges
    ) {
        changes.add(
            id, level, operation: operation ?? "", path: "\(prefix)/\(request.method)",
            "the request '\(request.method.uppercased())' \(text)")
    }
}
