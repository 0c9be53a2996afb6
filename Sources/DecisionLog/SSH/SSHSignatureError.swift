/// Why a text is not an SSH signature that Pawl accepts.
package enum SSHSignatureError: Error, Hashable, CustomStringConvertible {
    case notArmoured
    case noMagic
    case version(UInt32)
    case truncated
    case trailingBytes
    case keyType
    case emptyNamespace
    case reserved
    case hash(String)
    case signatureType
    /// It says the same as what ``SSHSignature/armoured`` writes, in other bytes.
    case otherSpelling

    package var description: String {
        "SSH signature: error: \(reason)"
    }

    /// For a message that names the place itself.
    package var reason: String {
        switch self {
        case .notArmoured: "it is not base64 between '-----BEGIN SSH SIGNATURE-----' and '-----END …'"
        case .noMagic: "it does not begin with 'SSHSIG'"
        case .version(let version): "its version is \(version), not 1"
        case .truncated: "it ends too early"
        case .trailingBytes: "something follows the signature"
        case .keyType: "its key is not an ed25519 key"
        case .emptyNamespace: "its namespace is empty"
        case .reserved: "its reserved field is not empty"
        case .hash(let name): "its hash is '\(name)', not 'sha512'"
        case .signatureType: "it is not an ed25519 signature of 64 bytes"
        case .otherSpelling: "its text is not spelled as OpenSSH spells it, in lines of 70 characters"
        }
    }
}
