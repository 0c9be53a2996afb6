import GateModel
import JSON

/// One operation in both documents.
struct OperationPair {
    let old: APIOperation
    let new: APIOperation
    let documents: DocumentPair
    private let today: CalendarDate

    /// `GET /users/{id}`, as the old document writes it.
    var name: String { old.description }

    init(_ old: APIOperation, _ new: APIOperation, _ documents: DocumentPair, today: CalendarDate) {
        self.old = old
        self.new = new
        self.documents = documents
        self.today = today
    }

    func compare(into changes: inout APIChanges) {
        guard StabilityComparison(old, new).isPromise(reportingInto: &changes) else {
            return compareUnstable(into: &changes)
        }
        DeprecationComparison(self, today: today).compare(into: &changes)
        compareNames(into: &changes)
        SecurityComparison(documents).compareOperations(self, into: &changes)
        ServerComparison(documents).compareOperations(self, into: &changes)
        ParameterListComparison(self, today: today).compare(into: &changes)
        RequestBodyComparison(self).compare(into: &changes)
        ResponseListComparison(self).compare(into: &changes)
        CallbackComparison(documents).compare(self, into: &changes)
        UnjudgedComparison(documents).compare(
            old.object, new.object, except: Self.read, operation: name, path: "", into: &changes)
    }

    private static let read: Set<String> = [
        "operationId", "parameters", "requestBody", "responses", "callbacks", "deprecated", "security",
        "servers",
    ]

    /// What is not stable yet may change as it likes.
    private func compareUnstable(into changes: inout APIChanges) {
        guard !documents.isUnchanged(old.object, new.object) else { return }
        changes.add(
            "api-unstable-changed", .info, operation: name, path: "",
            "the operation changed, and is not stable yet")
    }

    private func compareNames(into changes: inout APIChanges) {
        let before = old.object["operationId"]?.string ?? ""
        let after = new.object["operationId"]?.string ?? ""
        if before != after {
            let text =
                before.isEmpty
                ? "the operation is now called '\(after)'"
                : "the operation is no longer called '\(before)'"
                    + (after.isEmpty ? "" : " but '\(after)'")
            let id = before.isEmpty ? "api-operation-id-added" : "api-operation-id-removed"
            changes.add(id, .info, operation: name, path: "operationId", text)
        }
        let tagsBefore = (old.object["tags"]?.array ?? []).compactMap(\.string)
        let tagsAfter = (new.object["tags"]?.array ?? []).compactMap(\.string)
        for tag in tagsBefore where !tagsAfter.contains(tag) {
            changes.add(
                "api-tag-removed", .info, operation: name, path: "tags", "the tag '\(tag)' is gone",
                detail: tag)
        }
        for tag in tagsAfter where !tagsBefore.contains(tag) {
            changes.add(
                "api-tag-added", .info, operation: name, path: "tags", "the tag '\(tag)' is new", detail: tag)
        }
    }
}
