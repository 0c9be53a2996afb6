import JSON

/// How one step of a rollback ended.
package enum StepEnd: Hashable, Sendable, TaggedCodable {
    case ran(end: ScriptEnd)
    /// The change never took effect here, says its script `applied`.
    case skipped
    /// Its script `applied` ended with neither 0 nor 1.
    case unclear(applied: ScriptEnd)

    package var succeeded: Bool {
        switch self {
        case .ran(let end): end.succeeded
        case .skipped: true
        case .unclear: false
        }
    }
}

extension StepEnd: CustomStringConvertible {
    /// `exit 0`, `skipped: not applied here`, `'applied' ended with exit 3`
    package var description: String {
        switch self {
        case .ran(let end): "\(end)"
        case .skipped: "skipped: not applied here"
        case .unclear(let applied): "'applied' ended with \(applied)"
        }
    }
}
