import JSON

/// How one step of a rollback ended.
package enum StepEnd: Hashable, Sendable, TaggedCodable {
    case ran(end: ScriptEnd)
    /// The change never took effect here, says its script `applied`.
    case skipped
    /// Its script `applied` said neither that it did nor that it did not.
    case notTold(applied: ScriptEnd)

    private enum CodingKeys: String, CodingKey {
        case ran, skipped
        case notTold = "not-told"
    }

    package var succeeded: Bool {
        switch self {
        case .ran(let end): end.succeeded
        case .skipped: true
        case .notTold: false
        }
    }
}

extension StepEnd: CustomStringConvertible {
    /// `exit 0`, `skipped: not applied here`, `'applied' ended with exit 3`
    package var description: String {
        switch self {
        case .ran(let end): "\(end)"
        case .skipped: "skipped: not applied here"
        case .notTold(let applied): "'applied' ended with \(applied)"
        }
    }
}
