package import GateModel

/// What a trust file can let a key sign: every kind of entry, and what people and machines sign beside the log.
///
/// The file may name also what this version of Pawl does not write or read yet, so that one file serves several versions.
package enum SignableKind: String, Hashable, Sendable, CaseIterable {
    case approve, block, advice
    case deployStarted = "deploy-started"
    case deployed, adopted
    case rollbackStarted = "rollback-started"
    case rolledBack = "rolled-back"
    case override, reject, hold, lifted, drill, selfcheck, measure, keyring, succession, abandoned
    case debtPaid = "debt-paid"
    case breakGlass = "break-glass"

    package init(_ kind: Decision.Kind) {
        self =
            switch kind {
            case .approve: .approve
            case .block: .block
            case .advice: .advice
            case .deployStarted: .deployStarted
            case .deployed: .deployed
            case .adopted: .adopted
            case .rollbackStarted: .rollbackStarted
            case .rolledBack: .rolledBack
            }
    }
}
