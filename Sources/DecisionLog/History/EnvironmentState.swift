package import GateModel

/// What a log says of an environment now, for one pipeline: what runs, and what is open. It stays as small as it is, however long
/// the log grows.
package struct EnvironmentState: Hashable, Sendable, Codable {
    /// What the newest deploy that passed, adoption, or verified rollback left running; nil before the first.
    package private(set) var running: Revision?
    /// A started deploy without an end; nil where there is none. A rollback ends it when it is verified.
    package private(set) var openDeploy: LogHead?  // nil: none is open
    /// A started rollback that was not verified yet; while it is open, an unfinished or failed one included,
    /// nobody knows for sure what runs. Nil where there is none.
    package private(set) var openRollback: LogHead?  // nil: none is open

    package init() {}

    /// Goes on with the next entry, which must be of the same pipeline.
    package mutating func take(_ head: LogHead) {
        switch head.kind {
        case .approve, .block, .advice: break
        case .deployStarted: openDeploy = head
        case .deployed:
            openDeploy = nil
            running = head.candidate
        case .adopted:
            openDeploy = nil
            openRollback = nil
            running = head.candidate
        case .rollbackStarted: openRollback = head
        case .rolledBack:
            guard let rollback = head.rollback, rollback.isVerified else { break }
            openDeploy = nil
            openRollback = nil
            running = rollback.to
        }
    }
}
