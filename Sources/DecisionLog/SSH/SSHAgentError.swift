import GateModel

/// Why an ssh-agent did not sign.
package struct SSHAgentError: Error, Hashable, CustomStringConvertible {
    /// Of its socket.
    package let path: String
    package let problem: Problem

    init(_ path: String, _ problem: Problem) {
        self.path = path
        self.problem = problem
    }

    package enum Problem: Hashable, Sendable {
        case gone(reason: String)
        /// For as long as was waited.
        case silent(Duration)
        /// What it says is not the protocol.
        case malformed
        /// It does not have the key.
        case absent(Ed25519PublicKey)
        /// It has the key, and said no: nobody agreed, or it is locked.
        case refused(Ed25519PublicKey)
        case wrongSignature(Ed25519PublicKey)
        /// Nobody said which of its keys signs.
        case severalTrusted([Ed25519PublicKey])
    }

    package var description: String {
        "agent: error: \(printable(happening))\n  hint: \(printable(hint))"
    }

    private var happening: String {
        switch problem {
        case .gone(let reason): "no ssh-agent answers at '\(path)': \(reason)"
        case .silent(let time): "the ssh-agent at '\(path)' gave no answer for \(time.components.seconds) s"
        case .malformed: "what answers at '\(path)' is no ssh-agent"
        case .absent(let key): "the ssh-agent at '\(path)' does not have the key \(key.fingerprint)"
        case .refused(let key): "the ssh-agent at '\(path)' refused to sign with the key \(key.fingerprint)"
        case .wrongSignature(let key):
            "the ssh-agent at '\(path)' gave a signature that is not of the key \(key.fingerprint)"
        case .severalTrusted(let keys):
            "the ssh-agent at '\(path)' has \(keys.count) keys that the trust file allows: \(keys.map(\.fingerprint).joined(separator: ", "))"
        }
    }

    private var hint: String {
        switch problem {
        case .gone:
            "start it with 'eval \"$(ssh-agent)\"' and add the key with 'ssh-add FILE', or name a key file with --key or PAWL_KEY_FILE"
        case .silent: "agree to the signature where the agent asks for it, or see whether it hangs"
        case .malformed: "see what SSH_AUTH_SOCK names"
        case .absent: "add it with 'ssh-add FILE'; 'ssh-add -l' lists what is there"
        case .refused: "agree where the agent asks, and unlock it with 'ssh-add -X' if it is locked"
        case .wrongSignature: "use another agent, or the key's file"
        case .severalTrusted: "name the one that signs by its '.pub' file: --key FILE.pub or PAWL_KEY_FILE"
        }
    }
}
