import GateModel

/// What is not set up.
package enum ConfigurationError: Error, CustomStringConvertible {
    case noTrust(inCI: Bool)
    case noHome
    case unknownIsolation(String)
    case notASize(String, of: String)
    /// `PAWL_CHECKPOINT` is none, or none that is believed.
    case badCheckpoint(reason: String)

    package var description: String {
        switch self {
        case .noTrust(let inCI):
            """
            trust: error: nothing says whose signatures the log may carry
              hint: \(inCI ? "in CI name the file with --trust or PAWL_TRUST, or put its content into PAWL_TRUST" : "'pawl key new' writes such a file; or name one with --trust or PAWL_TRUST")
            """
        case .noHome:
            """
            key: error: HOME is not set, so there is no place for a key
              hint: name a directory with --directory
            """
        case .notASize(let text, let place):
            """
            \(place): error: '\(printable(text))' is no size
              hint: a whole number with its unit: 500MB, 10GiB
            """
        case .badCheckpoint(let reason):
            """
            PAWL_CHECKPOINT: error: it is no checkpoint that can be believed: \(printable(reason))
              hint: print one where the log is whole: pawl log checkpoint --environment NAME; or give the file that has it
            """
        case .unknownIsolation(let wanted):
            """
            PAWL_ISOLATION: error: unknown form of isolation '\(wanted)'
              hint: 'strong', 'weak' or 'none'; the first two also with a version of Landlock, such as 'weak 3'
            """
        }
    }
}
