import GateModel

/// Why a text is not a key that Pawl can use.
package struct SSHKeyError: Error, Hashable, CustomStringConvertible {
    /// The file, with the line if it has several, or the variable that the key came from.
    package let place: String
    package let problem: Problem

    package enum Problem: Sendable, Hashable {
        case notAPrivateKey
        case notAPublicKey
        case encrypted
        case unsupportedType(String)
        /// It begins as a key does, but then something is wrong.
        case damaged(String)
    }

    package var description: String {
        switch problem {
        case .notAPrivateKey:
            """
            \(printable(place)): error: this is not an OpenSSH private key
              hint: 'ssh-keygen -t ed25519' makes one
            """
        case .notAPublicKey:
            """
            \(printable(place)): error: this is not an OpenSSH public key
              hint: it is one line, 'ssh-ed25519 AAAA… comment', as a '.pub' file has
            """
        case .encrypted:
            """
            \(printable(place)): error: the private key is encrypted
              hint: add it to an agent with 'ssh-add FILE', and name its '.pub' file as the key
            """
        case .unsupportedType(let type):
            """
            \(printable(place)): error: key type '\(printable(type))' is not supported
              hint: use an ed25519 key; 'ssh-keygen -t ed25519' makes one
            """
        case .damaged(let what):
            """
            \(printable(place)): error: the key is damaged: \(printable(what))
              hint: take it from a copy, or make another with 'ssh-keygen -t ed25519'
            """
        }
    }
}
