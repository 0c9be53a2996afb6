import GateModel
import JSON

/// Webhooks: requests that the service sends, and that clients have to understand.
struct WebhookComparison {
    private let documents: DocumentPair

    init(_ documents: DocumentPair) {
        self.documents = documents
    }

    func compare(into changes: inout APIChanges) {
        let old = APIPath.webhooks(of: documents.old)
        let new = APIPath.webhooks(of: documents.new)
        for webhook in old {
            guard let counterpart = new.first(where: { $0.template.hasSameCodePoints(as: webhook.template) })
            else {
                add("webhook-removed", .error, webhook, "is gone", into: &changes)
                continue
            }
            compare(webhook, counterpart, into: &changes)
        }
        for webhook in new where !old.contains(where: { $0.template.hasSameCodePoints(as: webhook.template) })
        {
            add("webhook-added", .info, webhook, "is new", into: &changes)
        }
    }

    private func compare(_ old: APIPath, _ new: APIPath, into changes: inout APIChanges) {
        OutgoingPathComparison(documents, operation: nil, prefix: "webhooks/\(old.template)")
            .compare(old, new, into: &changes)
    }

    private func add(
        _ id: String, _ level: APIChange.Level, _ webhook: APIPath, _ text: String,
        into changes: inout APIChanges
    ) {
        changes.add(
            id, level, operation: "", path: "webhooks/\(webhook.template)",
            "webhook '\(webhook.template)' \(text)")
    }
}
