import GateModel

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
    /// Why not all evidence that is there could be looked at; nil: all was.
    package let evidenceProblem: LogError?  // nil: all was looked at
    /// Entries that are dated further ahead of this machine's clock than clocks differ.
    package let ahead: [EntryAhead]
    /// Why this machine will not remember what was verified; nil: it does.
    package let notRemembered: String?  // nil: it is remembered

    package struct EntryAhead: Hashable, Sendable, CustomStringConvertible {
        package let index: Int
        package let signer: String
        let seconds: Int64

        package var description: String {
            "entry \(index): warning: it is dated \(timeText(seconds)) ahead of this machine's clock, by '\(printable(signer))'"
        }
    }

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
        /// Not here; the remote that the log came from may have it.
        case notFetched = "not fetched"
        /// There, with other bytes.
        case altered
    }

    /// Whether all entries hold, and all evidence that is there.
    package var holds: Bool {
        brokenEntry == nil && evidenceProblem == nil && evidence.allSatisfy { $0.state != .altered }
    }
}
