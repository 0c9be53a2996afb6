/// Where each measured revision of a gate has what is its own, below one directory.
///
/// One revision cannot guess another's place: no form of the sandbox without namespaces keeps a process from changing the mode of a file
/// whose path it knows.
struct RevisionPlaces: Sendable {
    private let root: String
    private let token: [MeasuredRevision: String]

    init(below root: String) {
        self.root = root
        token = [
            .baseline: RevisionPlaces.secret(), .candidate: RevisionPlaces.secret(),
            .anchor: RevisionPlaces.secret(),
        ]
    }

    subscript(arm: MeasuredRevision) -> String { "\(root)/\(arm.rawValue)-\(token[arm] ?? "")" }

    /// Thirteen characters or fewer, another one at each call.
    static func secret() -> String { String(UInt64.random(in: .min ... .max), radix: 36) }
}
