/// One key of a trust file: whose it is, what it may sign, and when.
package struct TrustedKey: Hashable, Sendable {
    /// `anna`; of an allowed-signers file the line's principals.
    package let name: String
    package let key: Ed25519PublicKey
    /// Of the file, from 1: where the key is declared.
    package let line: Int
    package let kinds: Allowance<SignableKind>
    package let environments: Allowance<String>
    /// The first second at which the key is valid, since 1970 in UTC; nil: always was.
    package let validAfter: Int64?
    /// The last second at which the key is valid, since 1970 in UTC; nil: for ever.
    package let validBefore: Int64?

    package init(
        name: String, key: Ed25519PublicKey, line: Int, kinds: Allowance<SignableKind>,
        environments: Allowance<String>, validAfter: Int64?, validBefore: Int64?
    ) {
        self.name = name
        self.key = key
        self.line = line
        self.kinds = kinds
        self.environments = environments
        self.validAfter = validAfter
        self.validBefore = validBefore
    }

    /// - Parameter time: of the signature, in seconds since 1970.
    func isValid(at time: Int64) -> Bool {
        if let validAfter, time < validAfter { return false }
        if let validBefore, time > validBefore { return false }
        return true
    }
}

/// Names that something is allowed for.
package enum Allowance<Name: Hashable & Sendable>: Hashable, Sendable {
    case all
    /// In the file's order, none twice; may be empty.
    case only([Name])

    func contains(_ name: Name) -> Bool {
        switch self {
        case .all: true
        case .only(let names): names.contains(name)
        }
    }
}
