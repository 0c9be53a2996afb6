/// One way in which the candidate's answers differ from the contract that the baseline revision is.
package struct Difference: Hashable, Sendable, Codable {
    /// `status-changed`, `field-removed`, `data-changed` …
    package let kind: Kind
    package let severity: Severity
    package let operation: String
    /// JSON pointer into the body with `*` for array items, a header name, or empty.
    package let place: String
    package let baseline: String
    package let candidate: String
    /// In how many of the compared answers.
    package let seen: Int
    package let compared: Int

    package init(
        kind: Kind, severity: Severity, operation: String, place: String, baseline: String, candidate: String,
        seen: Int, compared: Int
    ) {
        self.kind = kind
        self.severity = severity
        self.operation = operation
        self.place = place
        self.baseline = baseline
        self.candidate = candidate
        self.seen = seen
        self.compared = compared
    }

    package enum Severity: String, Hashable, Sendable, Codable {
        case breaking
        case warning
        case info
    }

    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case statusChanged = "status-changed"
        case contentTypeChanged = "content-type-changed"
        case headerRemoved = "header-removed"
        case headerChanged = "header-changed"
        case headerAdded = "header-added"
        case notJSON = "not-json"
        case fieldRemoved = "field-removed"
        case fieldAdded = "field-added"
        case typeChanged = "type-changed"
        case nullable = "became-nullable"
        case dataChanged = "data-changed"
        case itemsLost = "items-lost"
        case itemsAdded = "items-added"
        case bodyChanged = "body-changed"
        case noAnswer = "no-answer"
        case followUpFailed = "read-after-write-failed"
    }
}
