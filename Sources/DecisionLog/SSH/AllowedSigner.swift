/// One line of an allowed-signers file: who may sign what with which key, and when.
package struct AllowedSigner: Sendable {
    /// The line's number, from 1.
    package let line: Int
    package let principals: SSHPatternList
    package let key: Ed25519PublicKey
    package let comment: String
    /// Nil: every namespace.
    package let namespaces: SSHPatternList?
    /// The first second at which the key is valid, since 1970 in UTC; nil: always was.
    package let validAfter: Int64?
    /// The last second at which the key is valid, since 1970 in UTC; nil: for ever.
    package let validBefore: Int64?
}
