/// What `pawl log verify` found.
package struct LogVerification: Hashable, Sendable {
    /// How many entries hold in themselves, from the first on.
    package let size: Int
    /// Over these entries.
    package let root: TreeHash
    /// Whoever signed them, sorted.
    package let signers: [String]
    package let evidence: [EvidenceCheck]
    /// Nil: all entries hold.
    package let brokenEntry: BrokenEntry?  // nil: every entry holds

    package struct EvidenceCheck: Hashable, Sendable {
        /// The entry's.
        package let index: Int
        package let digest: EvidenceDigest
        package let state: EvidenceState
    }

    package enum EvidenceState: String, Hashable, Sendable {
        /// Present, and the bytes that the entry binds.
        case intact
        /// Not there any more, which is allowed.
        case pruned
        /// There, with other bytes.
        case altered
    }

    /// Whether all entries hold, and all evidence that is there.
    package var holds: Bool { brokenEntry == nil && evidence.allSatisfy { $0.state != .altered } }
}
