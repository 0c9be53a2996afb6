import COpenSSL

/// Ed25519 (RFC 8032) over whole messages.
package enum Ed25519 {
    /// 32 bytes from the system's random source, as a private key's seed (RFC 8032, 5.1.5).
    package static func makeSeed() -> [UInt8] {
        var source = SystemRandomNumberGenerator()
        return (0..<32).map { _ in .random(in: .min ... .max, using: &source) }
    }

    /// The public key, 32 bytes, of a seed of 32 bytes.
    package static func publicKey(seed: [UInt8]) -> [UInt8] {
        let key = privateKey(seed)
        defer { EVP_PKEY_free(key) }
        return [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            count = 32
            OpenSSL.demand(EVP_PKEY_get_raw_public_key(key, buffer.baseAddress, &count))
        }
    }

    /// A signature of 64 bytes: R ‖ S.
    package static func sign(_ message: [UInt8], seed: [UInt8]) -> [UInt8] {
        let key = privateKey(seed)
        defer { EVP_PKEY_free(key) }
        let state = OpenSSL.there(EVP_MD_CTX_new())
        defer { EVP_MD_CTX_free(state) }
        OpenSSL.demand(EVP_DigestSignInit_ex(state, nil, nil, OpenSSL.context, nil, key, nil))
        return [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
            count = 64
            OpenSSL.demand(EVP_DigestSign(state, buffer.baseAddress, &count, message, message.count))
        }
    }

    /// Whether `signature` is that of the public key, 32 bytes, over the message.
    ///
    /// False where the bytes are no key at all. Whether S is below the group's order is for the caller to demand.
    package static func verifies(_ signature: [UInt8], of message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard
            let key = EVP_PKEY_new_raw_public_key_ex(
                OpenSSL.context, "ED25519", nil, publicKey, publicKey.count)
        else { return false }
        defer { EVP_PKEY_free(key) }
        let state = OpenSSL.there(EVP_MD_CTX_new())
        defer { EVP_MD_CTX_free(state) }
        OpenSSL.demand(EVP_DigestVerifyInit_ex(state, nil, nil, OpenSSL.context, nil, key, nil))
        return EVP_DigestVerify(state, signature, signature.count, message, message.count) == 1
    }

    private static func privateKey(_ seed: [UInt8]) -> OpaquePointer {
        precondition(seed.count == 32, "a seed has 32 bytes")
        return OpenSSL.there(
            EVP_PKEY_new_raw_private_key_ex(OpenSSL.context, "ED25519", nil, seed, seed.count))
    }
}
