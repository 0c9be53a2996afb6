package import GateModel

extension Difference {
    /// The most that are named of the answers to one operation.
    static let mostOfOneOperation = 50
    /// The most that are named of a document, or of what a tool reports on one contract.
    package static let mostOfOneContract = 200
}

extension [Difference] {
    /// The first so many, and one last difference that counts the rest and is as severe as the most severe of them.
    ///
    /// Needs them sorted, the most severe first.
    package func summedUp(beyond limit: Int) -> [Difference] {
        let rest = dropFirst(limit)
        guard var last = rest.first else { return self }
        let breaking = rest.count { $0.severity == .breaking }
        (last.place, last.change, last.baseline, last.text, last.output) = ("…", "", "", nil, nil)
        last.candidate = "\(rest.count) more differences, \(breaking) of them breaking"
        last.seen = rest.map(\.seen).reduce(0, Swift.max)
        return prefix(limit) + [last]
    }
}
