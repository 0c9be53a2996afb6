import GateModel

extension Difference {
    /// Breaking before warning before info; then by kind, those that say most of an answer first; then by place.
    var sortKey: (Int, Int, String, String) { (severity.rank, kind.rank, kind.rawValue, place) }
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
        .statusChanged, .contentTypeChanged, .headerRemoved, .headerChanged, .headerAdded, .notJSON,
        .fieldRemoved, .fieldAdded, .typeChanged, .nullable, .dataChanged, .itemsLost, .itemsAdded,
        .bodyChanged, .noAnswer, .followUpFailed,
    ]

    fileprivate var rank: Int { Self.answers.firstIndex(of: self) ?? Self.answers.count }
}
