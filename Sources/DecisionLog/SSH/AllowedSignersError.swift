import GateModel

/// A line of an allowed-signers file that cannot be used.
package enum AllowedSignersError: Error, Hashable, CustomStringConvertible {
    case line(file: String, number: Int, problem: Problem)
    case key(SSHKeyError)

    package enum Problem: Sendable, Hashable {
        case noKey
        case openQuote
        case unknownOption(String)
        case repeatedOption(String)
        case noValue(option: String)
        case certificateAuthority
        case noUTC(time: String)
        case notATime(String)
        case neverValid
    }

    package var description: String {
        switch self {
        case .line(let file, let number, let problem): "\(printable(file)):\(number): error: \(problem)"
        case .key(let error): error.description
        }
    }
}

extension AllowedSignersError.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noKey:
            """
            no key follows the principals
              hint: a line is 'name@example.com ssh-ed25519 AAAA…', options stand before the key
            """
        case .openQuote:
            """
            a quote is not closed
              hint: write options as 'namespaces="git"'
            """
        case .unknownOption(let option):
            """
            unknown option '\(printable(option))'
              hint: there are 'namespaces', 'valid-after' and 'valid-before'
            """
        case .repeatedOption(let option):
            """
            option '\(printable(option))' stands twice
              hint: keep one; a list of namespaces has commas
            """
        case .noValue(let option):
            """
            option '\(printable(option))' has no quoted value
              hint: write it as '\(printable(option))="…"'
            """
        case .certificateAuthority:
            """
            certificate authorities are not supported
              hint: list each signer's own key
            """
        case .noUTC(let time):
            """
            the time '\(printable(time))' depends on the time zone of the machine
              hint: convert it to UTC and write 'Z' at its end
            """
        case .notATime(let time):
            """
            '\(printable(time))' is not a time
              hint: write YYYYMMDDZ, YYYYMMDDHHMMZ or YYYYMMDDHHMMSSZ
            """
        case .neverValid:
            """
            the key is never valid: 'valid-before' is not after 'valid-after'
              hint: exchange the two, or drop the line
            """
        }
    }
}
