import GateModel

extension Difference {
    /// Breaking before warning before info; then by kind, those that say most of an answer first; then by place.
    var sortKey: (Int, Int, String, String, String) {
        (severity.rank, kind.rank, kind.rawValue, place, change)
    }
}

extension Difference.Severity {
    fileprivate var rank: Int {
        switch self {
        case .breaking: 0
        case .warning: 1
        case .info: 2
        }
    }
}

extension Difference.Kind {
    private static let answers: [Difference.Kind] = [
        .statusChanged, .contentTypeChanged, .contentEncodingChanged, .securityHeaderRemoved,
        .securityHeaderChanged, .cachingChanged, .cookieRemoved, .cookieChanged, .cookieAdded, .linkRemoved,
        .deprecationChanged, .headerRemoved, .headerChanged, .headerAdded, .notJSON,
        .fieldRemoved, .fieldAdded, .fieldRarer, .typeChanged, .nullable, .alwaysNull, .formatChanged,
        .valueAdded, .valueLost, .dataChanged, .itemsLost, .itemsAdded,
        .bodyChanged, .bodyNotCompared, .bodyTooLarge, .headersTooLarge, .malformedResponse, .undecodableBody,
        .noAnswer, .followUpFailed, .notIdempotent, .slower,
    ]

    fileprivate var rank: Int { Self.answers.firstIndex(of: self) ?? Self.answers.count }
}
