/// What a `change.yaml` says of the change that its directory can undo.
struct ChangeSettings: Hashable, Sendable {
    var reversible: Reversible
    var when = When.after
    /// For each of the change's scripts.
    var timeout = Duration.seconds(120)

    enum Reversible: Hashable, Sendable {
        case full
        /// Undoing it loses data. It waits for a person, unless it is `automatic`.
        case lossy(automatic: Bool)
        /// A one-way door.
        case none
    }

    enum When: String, CaseIterable, Sendable {
        /// After the redeploy: the old code runs on the newer data meanwhile.
        case after
        case before
    }

    /// Whether a rollback runs the revert without asking anybody.
    var runsByItself: Bool {
        switch reversible {
        case .full: true
        case .lossy(let automatic): automatic
        case .none: false
        }
    }
}
