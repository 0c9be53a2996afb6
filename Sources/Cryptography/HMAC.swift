import COpenSSL

/// HMAC-SHA256 (RFC 2104) of a message: 32 bytes.
///
/// - Parameter key: At least 32 secret bytes.
package func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
        let code = HMAC(
            OpenSSL.sha256, key, Int32(key.count), message, message.count, buffer.baseAddress, nil)
        precondition(code != nil, "OpenSSL has no memory")
        count = 32
    }
}

/// Whether two codes are the same, in a time that does not tell where they differ.
package func areEqualInConstantTime(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one.count == other.count && CRYPTO_memcmp(one, other, one.count) == 0
}
