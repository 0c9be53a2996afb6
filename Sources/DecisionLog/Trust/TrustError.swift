import GateModel

/// Why there is nothing to verify a log against.
package enum TrustError: Error, Hashable, CustomStringConvertible {
    case unreadable(path: String, reason: String, isAbsent: Bool)
    case badLine(AllowedSignersError)
    case invalid(TrustFileError)
    case unsafe(GuardedFileError)
    case noKeys(path: String)

    package var description: String {
        switch self {
        case .unreadable(let path, let reason, let isAbsent):
            """
            trust: error: could not read '\(printable(path))': \(reason)
              hint: \(isAbsent ? "'pawl key new' writes one; name it" : "name a trust file or an allowed-signers file") \
            with --trust or PAWL_TRUST
            """
        case .badLine(let error): error.description
        case .invalid(let error): error.description
        case .unsafe(let error): error.description
        case .noKeys(let path):
            """
            trust: error: '\(printable(path))' names no key
              hint: a line is 'name@example.com ssh-ed25519 AAAA…'; 'pawl key new' writes one
            """
        }
    }
}
