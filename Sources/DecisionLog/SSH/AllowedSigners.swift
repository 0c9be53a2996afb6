/// An OpenSSH allowed-signers file (ssh-keygen(1), ALLOWED SIGNERS).
///
/// Stricter than OpenSSH where a line would mean something else to it, or on another machine: only ed25519
/// keys, no certificate authorities, and times end in `Z`, since without it they depend on the machine's time
/// zone.
package struct AllowedSigners: Sendable {
    /// In the order of the lines.
    package let signers: [AllowedSigner]

    /// - Parameter file: its name, for the error.
    package init(parsing text: String, file: String) throws(AllowedSignersError) {
        var signers: [AllowedSigner] = []
        // Only a line feed ends a line for OpenSSH: Swift's other newlines could hide a key in a comment.
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, bytes) in lines.enumerated() {
            var line = AllowedSignersLine(Substring(bytes), file: file, number: index + 1)
            if let signer = try line.signer() { signers.append(signer) }
        }
        self.signers = signers
    }
}
