import GateModel

/// Why a key was not written or read.
package enum KeyFileError: Error, Hashable, CustomStringConvertible {
    case principal(String)
    case inWorkTree(String, workTree: String)
    case exists(String)
    case unreadable(String, reason: String)
    /// It is a public key, and there is no agent that could have the private one.
    case noAgent(String)

    package var description: String {
        switch self {
        case .principal(let name):
            """
            key: error: '\(printable(name))' cannot be a signer's name
              hint: use one word without quotes, commas or wildcards, such as 'anna@example.org'
            """
        case .inWorkTree(let directory, let workTree):
            """
            key: error: '\(printable(directory))' is inside the work tree '\(printable(workTree))', where a key is soon committed
              hint: name a directory outside of it, such as '~/.config/pawl'
            """
        case .exists(let path):
            """
            key: error: '\(printable(path))' exists already, and is not overwritten
              hint: use it, or name another directory
            """
        case .noAgent(let path):
            """
            key: error: '\(printable(path))' is a public key, and SSH_AUTH_SOCK names no ssh-agent that has the private one
              hint: start an agent with 'eval "$(ssh-agent)"' and add the key with 'ssh-add FILE', or name the private key's file
            """
        case .unreadable(let path, let reason):
            """
            key: error: could not read '\(printable(path))': \(reason)
              hint: 'pawl key new' makes a key; name it with --key or PAWL_KEY_FILE
            """
        }
    }
}
