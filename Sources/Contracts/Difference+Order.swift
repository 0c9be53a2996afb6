import GateModel

extension Difference {
    /// Breaking before warning before info; then by kind, in the order they are declared; then by place.
    var sortKey: (Int, Int, String) { (severity.rank, kind.rank, place) }
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
    fileprivate var rank: Int {
        guard let rank = Self.allCases.firstIndex(of: self) else {
            preconditionFailure("a kind that is not among all kinds")
        }
        return rank
    }
}
