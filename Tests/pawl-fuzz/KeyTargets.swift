@testable import DecisionLog

extension FuzzTarget {
    /// What keys and signatures are written in.
    static let keyTargets = [
        FuzzTarget(refusing: "ssh-signature") { bytes in
            let signature = try SSHSignature(armoured: text(bytes))
            promise(signature.armoured.utf8.elementsEqual(text(bytes).utf8), "a signature has one spelling")
        },
        FuzzTarget(refusing: "private-key") { bytes in
            let key = try OpenSSHPrivateKey(parsing: text(bytes), place: "key")
            let again = reread("a key") {
                try OpenSSHPrivateKey(parsing: key.armoured(check: 7), place: "key")
            }
            promise(again.key.publicKey == key.key.publicKey, "a key reads back")
        },
        FuzzTarget(refusing: "public-key") { bytes in
            let key = try SSHPublicKey(parsing: text(bytes), place: "key.pub")
            let again = reread("a public key") { try SSHPublicKey(parsing: key.line, place: "key.pub") }
            promise(again.key == key.key && again.comment == key.comment, "a public key reads back")
        },
        FuzzTarget(refusing: "allowed-signers") { bytes in
            let signers = try AllowedSigners(parsing: text(bytes), file: "trust")
            for signer in signers.signers.suffix(3) {
                _ = signers.signer(with: signer.key, namespace: "git", at: 1_780_000_000)
                _ = signer.principals.matches("anna@example.org")
            }
        },
        FuzzTarget("base64") { bytes in
            _ = Base64.decode(bytes[...], .urlSafe)
            if let decoded = Base64.decode(bytes[...]) {
                promise(Base64.encoded(decoded) == bytes, "base64 has one spelling")
            }
            promise(Base64.decode(Base64.encoded(bytes)[...]) == bytes, "base64 reads back")
        },
    ]
}
