/// One way in which the candidate differs from the contract that the baseline revision is.
package struct Difference: Hashable, Sendable, Codable {
    /// What was compared.
    package var contract: Contract
    /// The document or package that was compared, as the pipeline names it; empty for answers.
    package var subject: String
    /// The rule that it breaks, or would break: `status-changed`, `response-property-removed` …
    package var kind: Kind
    package var severity: Severity
    /// What it is about: an operation of the pipeline, `GET /members/{id}` of a document, `membership.api.measure` of a
    /// package.
    package let operation: String
    /// JSON pointer into the body with `*` for array items, a header name, a place in a document, or empty.
    package var place: String
    /// What sets it apart from another one of its kind at its place, where something does: `404-500`. Never data.
    package var change: String
    package var baseline: String
    package var candidate: String
    /// In how many of the compared answers; 1 of 1 where documents are compared.
    package var seen: Int
    package var compared: Int
    /// What it means, in one sentence, where the two values do not say it.
    package var text: String?
    /// The last lines that the candidate's command printed to its standard error, where it failed.
    package var output: String?

    package init(
        contract: Contract = .answers, subject: String = "", kind: Kind, severity: Severity,
        operation: String, place: String,
        change: String = "", baseline: String, candidate: String, seen: Int = 1, compared: Int = 1,
        text: String? = nil, output: String? = nil
    ) {
        self.contract = contract
        self.subject = subject
        self.kind = kind
        self.severity = severity
        self.operation = operation
        self.place = place
        self.change = change
        self.baseline = baseline
        self.candidate = candidate
        self.seen = seen
        self.compared = compared
        self.text = text
        self.output = output
    }

    package enum Severity: String, Hashable, Sendable, Codable {
        case breaking
        case warning
        case info
    }

    /// The identifier of a rule; those of answers are listed here, the others are those of their contracts.
    package struct Kind: RawRepresentable, Hashable, Sendable, Codable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        package static let statusChanged = Kind(rawValue: "status-changed")
        package static let contentTypeChanged = Kind(rawValue: "content-type-changed")
        package static let headerRemoved = Kind(rawValue: "header-removed")
        package static let headerChanged = Kind(rawValue: "header-changed")
        package static let headerAdded = Kind(rawValue: "header-added")
        package static let notJSON = Kind(rawValue: "not-json")
        package static let fieldRemoved = Kind(rawValue: "field-removed")
        package static let fieldAdded = Kind(rawValue: "field-added")
        package static let typeChanged = Kind(rawValue: "type-changed")
        package static let nullable = Kind(rawValue: "became-nullable")
        package static let dataChanged = Kind(rawValue: "data-changed")
        package static let itemsLost = Kind(rawValue: "items-lost")
        package static let itemsAdded = Kind(rawValue: "items-added")
        package static let bodyChanged = Kind(rawValue: "body-changed")
        package static let noAnswer = Kind(rawValue: "no-answer")
        package static let followUpFailed = Kind(rawValue: "read-after-write-failed")
    }

    /// What names it in every run of every gate, so that a waiver can: the same break of the same promise has the same
    /// fingerprint wherever it stands in a file, however many there are, and whatever the data.
    ///
    /// `field-removed/search/.items.*.id` of answers, `openapi/openapi.yaml/response-property-removed/…` of others.
    package var fingerprint: String {
        let contract = contract == .answers ? [] : [contract.rawValue, subject.replacing("/", with: ".")]
        // Names of error probes have slashes of their own.
        let operation = contract.isEmpty ? operation : operation.replacing("/", with: ".")
        let parts = contract + [kind.rawValue, operation, place.replacing("/", with: "."), change]
        return parts.filter { !$0.isEmpty }.joined(separator: "/")
    }

    /// Its name alone, as a judgement's demand has it.
    package var promise: PromiseDemand {
        PromiseDemand(contract, subject: subject, broken: PromiseDemand.Break(kind: kind, place: place))
    }
}
