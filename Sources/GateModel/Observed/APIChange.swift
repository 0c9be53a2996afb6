/// One difference between two OpenAPI documents, under the rule id and level that oasdiff gives it.
package struct APIChange: Hashable, Sendable {
    /// `response-property-removed`: https://www.oasdiff.com/checks
    package let id: String
    package let level: Level
    /// `GET /users/{id}`; empty where the change is not within one operation, as that of a shared component.
    package let operation: String
    /// Where in the operation, or in the document: `responses/200/application/json/name`, `query/limit`,
    /// `components/schemas/User/name`.
    package let path: String
    /// One sentence, without the operation and without a full stop.
    package let text: String
    /// Which of several at one path, where a rule may find several: a scope, a tag, a value of an enum.
    package let detail: String
    /// The operations that a change of a shared component reaches, sorted; empty where it is of one operation, or of none.
    package let operations: [String]

    package init(
        id: String, level: Level, operation: String, path: String, text: String, detail: String = "",
        operations: [String] = []
    ) {
        self.id = id
        self.level = level
        self.operation = operation
        self.path = path
        self.text = text
        self.detail = detail
        self.operations = operations
    }

    /// Only an `error` is a break; a `warning` may be one, which the documents alone do not tell.
    package enum Level: String, Hashable, Sendable, Comparable {
        case error = "ERR"
        case warning = "WARN"
        case info = "INFO"

        /// The most severe is the greatest.
        package static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .info: 0
            case .warning: 1
            case .error: 2
            }
        }
    }
}
