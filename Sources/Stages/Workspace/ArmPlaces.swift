/// Where each arm of one gate has what is its own, below one directory.
///
/// One arm cannot guess another's place: no form of the sandbox without namespaces keeps a process from changing the mode of a file
/// whose path it knows.
struct ArmPlaces: Sendable {
    private let root: String
    private let token: [MeasuredRevision: String]

    init(below root: String) {
        self.root = root
        token = [.baseline: ArmPlaces.secret(), .candidate: ArmPlaces.secret(), .anchor: ArmPlaces.secret()]
    }

    subscript(arm: MeasuredRevision) -> String { "\(root)/\(arm.rawValue)-\(token[arm] ?? "")" }

    /// Thirteen characters or fewer, another one at each call.
    static func secret() -> String { String(UInt64.random(in: .min ... .max), radix: 36) }
}
